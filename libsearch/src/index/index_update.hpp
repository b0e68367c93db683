// Changes the generation in use, as one Xapian transaction: after a kill there is the old state or the new one.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "index/document_builder.hpp"
#include "kbsearch/record.hpp"
#include "store/index_metadata.hpp"

namespace kbsearch::index {

class IndexUpdate {
 public:
  /// The caller holds the writer's lock.
  explicit IndexUpdate(std::filesystem::path generation);
  ~IndexUpdate();

  const store::IndexMetadata& metadata() const { return metadata_; }
  std::uint64_t doc_count() const;
  bool contains(std::string_view record_id) const;
  /// True if the index holds these very bytes under this id.
  bool holds_same(const Record& record) const;
  void replace(const BuiltDocument& built);
  bool remove(std::string_view record_id);
  std::vector<std::string> ids() const;
  void commit();
  /// Mean weighted length over the records as they are now.
  double mean_length() const;

 private:
  Xapian::docid find(std::string_view record_id) const;
  void begin();

  std::string shown_;
  Xapian::WritableDatabase database_;
  store::IndexMetadata metadata_;
  bool open_transaction_ = false;
};

}  // namespace kbsearch::index
