// Reads the stored records of a generation, one after the other, whatever analysis version made it.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <functional>

#include "kbsearch/record.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::store {

class RecordScan {
 public:
  explicit RecordScan(const std::filesystem::path& generation);

  const Schema& schema() const { return schema_; }
  /// Mean weighted length over the records; 0 if there is none.
  double mean_length() const;
  /// Calls `action` for each record in the order of the index.
  void for_each(const std::function<void(Record)>& action) const;

 private:
  std::string shown_;
  Xapian::Database database_;
  Schema schema_;
};

}  // namespace kbsearch::store
