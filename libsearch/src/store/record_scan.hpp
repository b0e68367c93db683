// Reads the stored records of a generation, one after the other, whatever analysis version made it.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>

#include "kbsearch/record.hpp"
#include "kbsearch/record_source.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::store {

class RecordScan {
 public:
  /// Throws Error if the generation cannot be opened.
  explicit RecordScan(const std::filesystem::path& generation);

  /// Nothing if the generation's metadata is damaged.
  const std::optional<Schema>& schema() const { return schema_; }
  const RecordSources& sources() const { return sources_; }
  std::uint64_t doc_count() const;
  /// Mean weighted length over the records; 0 if there is none.
  double mean_length() const;
  /// Returns how many records come from each source, by RecordSource::number.
  std::map<unsigned, std::uint64_t> records_by_source() const;
  /// Calls `action` for each record in the order of the index. Throws Error{kIndexCorrupt} naming a record whose bytes
  /// are not those that were given.
  void for_each(const std::function<void(Record)>& action) const;

 private:
  std::string shown_;
  Xapian::Database database_;
  std::optional<Schema> schema_;
  RecordSources sources_;
};

}  // namespace kbsearch::store
