#include "store/record_scan.hpp"

#include "store/index_metadata.hpp"
#include "store/stored_document.hpp"
#include "store/terms.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::store {

RecordScan::RecordScan(const std::filesystem::path& generation) : shown_(generation.string()) {
  translating_errors(shown_, [&] {
    database_ = Xapian::Database(generation.string());
    schema_ = read_metadata(database_, shown_, AnalysisCheck::kAnyVersion).schema;
  });
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

void RecordScan::for_each(const std::function<void(Record)>& action) const {
  translating_errors(shown_, [&] {
    for (auto posting = database_.postlist_begin(""); posting != database_.postlist_end(""); ++posting) {
      const std::string bytes = database_.get_document(*posting).get_data();
      const StoredDocument document(bytes);
      action(Record{std::string(document.id()), document.record_json(), {}});
    }
  });
}

}  // namespace kbsearch::store
