#include "index/index_update.hpp"

#include <algorithm>
#include <utility>

#include "base/hash.hpp"
#include "kbsearch/error.hpp"
#include "store/commit_apart.hpp"
#include "store/commit_gate.hpp"
#include "store/database.hpp"
#include "store/origin.hpp"
#include "store/terms.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::index {
namespace {

/// Takes the transaction back. Where that fails, another one is begun: without one Xapian's close() and its destructor
/// commit what is left, over what another process has committed since.
void take_back(Xapian::WritableDatabase& database) {
  try {
    database.cancel_transaction();
  } catch (...) {
    database.begin_transaction(/*flushed=*/false);
    throw;
  }
}

}  // namespace

IndexUpdate::IndexUpdate(std::filesystem::path generation)
    : generation_(std::move(generation)), shown_(generation_.string()) {
  store::translating_errors(shown_, [&] { open(); });
}

void IndexUpdate::open() {
  database_ = store::open_writable_database(generation_);
  metadata_ = store::read_metadata(database_, shown_);
  committed_count_ = database_.get_doccount();
  if (changes_.documents.empty()) changes_.former_revision = database_.get_revision();
}

/// After a commit, which another process has done. The commit holds whether or not this succeeds.
void IndexUpdate::reopen() {
  try {
    take_back(database_);
    database_.close();
    open();
  } catch (...) {
    has_failed_ = true;
  }
}

IndexUpdate::~IndexUpdate() {
  // Nothing of an uncommitted transaction is visible to anyone, whether or not it could be taken back here.
  try {
    if (open_transaction_) take_back(database_);
  } catch (...) {
  }
  try {
    database_.close();
  } catch (...) {
  }
}

void IndexUpdate::require_usable() const {
  if (!has_failed_) return;
  throw Error(
      ErrorCode::kIo,
      "index '" + generation_.parent_path().string() + "': an earlier change of this writer failed; open a writer anew",
      generation_.parent_path().string());
}

/// Runs what changes the database; after a failure Xapian's state is not known to be that of any commit.
template <typename Action>
auto IndexUpdate::changing(Action&& action) {
  require_usable();
  try {
    return store::translating_errors(shown_, std::forward<Action>(action));
  } catch (...) {
    has_failed_ = true;
    throw;
  }
}

std::uint64_t IndexUpdate::doc_count() const {
  if (!open_transaction_) return committed_count_;
  return store::translating_errors(shown_, [&] { return std::uint64_t{database_.get_doccount()}; });
}

Xapian::docid IndexUpdate::find(std::string_view record_id) const {
  const std::string term = store::id_term(record_id);
  const auto posting = database_.postlist_begin(term);
  return posting == database_.postlist_end(term) ? 0 : *posting;
}

double IndexUpdate::length_of(Xapian::docid document) const {
  return Xapian::sortable_unserialise(database_.get_document(document).get_value(store::kSlotLength));
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
  database_.begin_transaction(/*flushed=*/false);
  open_transaction_ = true;
}

void IndexUpdate::replace(const BuiltDocument& built) {
  changing([&] {
    begin();
    if (const auto former = find(built.id); former != 0) metadata_.length_sum -= length_of(former);
    changes_.documents.push_back(database_.replace_document(store::id_term(built.id), built.document));
    metadata_.length_sum += Xapian::sortable_unserialise(built.document.get_value(store::kSlotLength));
  });
}

bool IndexUpdate::remove(std::string_view record_id) {
  return changing([&] {
    const auto document_id = find(record_id);
    if (document_id == 0) return false;
    begin();
    metadata_.length_sum -= length_of(document_id);
    database_.delete_document(document_id);
    changes_.documents.push_back(document_id);
    return true;
  });
}

std::optional<Origin> IndexUpdate::origin_of(std::string_view record_id) const {
  return store::translating_errors(shown_, [&]() -> std::optional<Origin> {
    const auto document_id = find(record_id);
    if (document_id == 0) return std::nullopt;
    return store::read_origin(database_.get_document(document_id).get_value(store::kSlotOrigin));
  });
}

std::vector<IndexUpdate::Entry> IndexUpdate::entries() const {
  return store::translating_errors(shown_, [&] {
    std::vector<Entry> entries;
    auto origin = database_.valuestream_begin(store::kSlotOrigin);
    const auto last = database_.valuestream_end(store::kSlotOrigin);
    for (auto id = database_.valuestream_begin(store::kSlotId); id != database_.valuestream_end(store::kSlotId); ++id) {
      if (origin != last) origin.skip_to(id.get_docid());
      const bool has_origin = origin != last && origin.get_docid() == id.get_docid();
      entries.push_back({*id, has_origin ? store::read_origin(*origin) : Origin()});
    }
    return entries;
  });
}

void IndexUpdate::set_sources(const RecordSources& sources) {
  if (sources == metadata_.sources) return;
  changing([&] { begin(); });
  metadata_.sources = sources;
}

void IndexUpdate::commit() {
  changing([&] {
    if (!open_transaction_) return;
    // Sums of numbers that come and go drift from nothing by rounding.
    metadata_.length_sum = database_.get_doccount() == 0 ? 0.0 : std::max(0.0, metadata_.length_sum);
    store::write_metadata(database_, metadata_);
    const auto count = database_.get_doccount();
    {
      const auto pass = store::enter_as_commit(generation_.parent_path());
      store::commit_apart(database_, shown_);
    }
    committed_count_ = count;
    open_transaction_ = false;
    reopen();
  });
}

CommittedChanges IndexUpdate::take_changes() {
  auto changes = std::exchange(changes_, {});
  changes_.former_revision = store::translating_errors(shown_, [&] { return database_.get_revision(); });
  return changes;
}

double IndexUpdate::mean_length() const {
  const auto count = static_cast<double>(doc_count());
  return count == 0.0 ? 0.0 : metadata_.length_sum / count;
}

}  // namespace kbsearch::index
