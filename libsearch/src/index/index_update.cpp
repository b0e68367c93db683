#include "index/index_update.hpp"

#include "base/hash.hpp"
#include "store/checksums.hpp"
#include "store/terms.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::index {

IndexUpdate::IndexUpdate(std::filesystem::path generation) : shown_(generation.string()) {
  store::translating_errors(shown_, [&] {
    database_ = Xapian::WritableDatabase(generation.string(), Xapian::DB_OPEN);
    metadata_ = store::read_metadata(database_, shown_);
  });
}

IndexUpdate::~IndexUpdate() {
  if (!open_transaction_) return;
  try {
    database_.cancel_transaction();
  } catch (const Xapian::Error&) {
    // Nothing of an uncommitted transaction is visible to anyone, whether or not it could be taken back here.
  }
}

std::uint64_t IndexUpdate::doc_count() const {
  return store::translating_errors(shown_, [&] { return std::uint64_t{database_.get_doccount()}; });
}

Xapian::docid IndexUpdate::find(std::string_view record_id) const {
  const std::string term = store::id_term(record_id);
  const auto posting = database_.postlist_begin(term);
  return posting == database_.postlist_end(term) ? 0 : *posting;
}

bool IndexUpdate::contains(std::string_view record_id) const {
  return store::translating_errors(shown_, [&] { return find(record_id) != 0; });
}

bool IndexUpdate::holds_same(const Record& record) const {
  return store::translating_errors(shown_, [&] {
    const auto document_id = find(record.id);
    if (document_id == 0) return false;
    return database_.get_document(document_id).get_value(store::kSlotContentHash) == base::hash128(record.json);
  });
}

void IndexUpdate::begin() {
  if (open_transaction_) return;
  store::forget_checksums(std::filesystem::path(shown_).parent_path());
  database_.begin_transaction(/*flushed=*/true);
  open_transaction_ = true;
}

void IndexUpdate::replace(const BuiltDocument& built) {
  store::translating_errors(shown_, [&] {
    begin();
    database_.replace_document(store::id_term(built.id), built.document);
  });
}

bool IndexUpdate::remove(std::string_view record_id) {
  return store::translating_errors(shown_, [&] {
    const auto document_id = find(record_id);
    if (document_id == 0) return false;
    begin();
    database_.delete_document(document_id);
    return true;
  });
}

std::vector<std::string> IndexUpdate::ids() const {
  return store::translating_errors(shown_, [&] {
    std::vector<std::string> ids;
    for (auto value = database_.valuestream_begin(store::kSlotId); value != database_.valuestream_end(store::kSlotId);
         ++value) {
      ids.push_back(*value);
    }
    return ids;
  });
}

void IndexUpdate::commit() {
  store::translating_errors(shown_, [&] {
    if (!open_transaction_) return;
    open_transaction_ = false;
    database_.commit_transaction();
  });
}

double IndexUpdate::mean_length() const {
  return store::translating_errors(shown_, [&] {
    double sum = 0.0;
    for (auto value = database_.valuestream_begin(store::kSlotLength);
         value != database_.valuestream_end(store::kSlotLength); ++value) {
      sum += Xapian::sortable_unserialise(*value);
    }
    const double count = database_.get_doccount();
    return count == 0.0 ? 0.0 : sum / count;
  });
}

}  // namespace kbsearch::index
