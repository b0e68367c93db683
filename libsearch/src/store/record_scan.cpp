#include "store/record_scan.hpp"

#include "base/hash.hpp"
#include "kbsearch/error.hpp"
#include "store/database.hpp"
#include "store/index_metadata.hpp"
#include "store/origin.hpp"
#include "store/stored_document.hpp"
#include "store/terms.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::store {

RecordScan::RecordScan(const std::filesystem::path& generation) : shown_(generation.string()) {
  translating_errors(shown_, [&] {
    database_ = open_database(generation);
    schema_ = read_schema(database_);
    sources_ = read_sources(database_);
  });
}

std::uint64_t RecordScan::doc_count() const {
  return translating_errors(shown_, [&] { return std::uint64_t{database_.get_doccount()}; });
}

double RecordScan::mean_length() const {
  return translating_errors(shown_, [&] {
    double sum = 0.0;
    for (auto value = database_.valuestream_begin(kSlotLength); value != database_.valuestream_end(kSlotLength);
         ++value) {
      sum += Xapian::sortable_unserialise(*value);
    }
    const double count = database_.get_doccount();
    return count == 0.0 ? 0.0 : sum / count;
  });
}

std::map<unsigned, std::uint64_t> RecordScan::records_by_source() const {
  return translating_errors(shown_, [&] {
    std::map<unsigned, std::uint64_t> counts;
    for (auto value = database_.valuestream_begin(kSlotOrigin); value != database_.valuestream_end(kSlotOrigin);
         ++value) {
      ++counts[read_origin(*value).source];
    }
    return counts;
  });
}

void RecordScan::for_each(const std::function<void(Record)>& action) const {
  translating_errors(shown_, [&] {
    auto hash = database_.valuestream_begin(kSlotContentHash);
    for (auto posting = database_.postlist_begin(""); posting != database_.postlist_end(""); ++posting) {
      const auto read = database_.get_document(*posting);
      const std::string bytes = read.get_data();
      const StoredDocument document(bytes);
      Record record{std::string(document.id()), document.record_json(), {}};
      if (hash != database_.valuestream_end(kSlotContentHash)) hash.skip_to(*posting);
      const bool is_as_given = hash != database_.valuestream_end(kSlotContentHash) && hash.get_docid() == *posting &&
                               *hash == base::hash128(record.json);
      if (!is_as_given) {
        throw Error(ErrorCode::kIndexCorrupt,
                    "record '" + record.id + "' of '" + shown_ +
                        "' is not as it was given: it is damaged (index it again from its "
                        "source)",
                    record.id);
      }
      record.origin = read_origin(read.get_value(kSlotOrigin));
      action(std::move(record));
    }
  });
}

}  // namespace kbsearch::store
