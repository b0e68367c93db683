// What the columns of a table mean, and how a row becomes a record.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::records {

class TableColumns {
 public:
  explicit TableColumns(const std::vector<std::string>& header);

  std::size_t size() const { return columns_.size(); }

  /// Returns the row as the JSON of one object. `made_id` is the id if no column gives one; empty for none.
  std::string to_json(const std::vector<std::string>& cells, const std::string& made_id) const;

 private:
  enum class Meaning { kText, kNumber, kId, kTags, kAuthors, kDate };
  struct Column {
    std::string member;
    Meaning meaning;
  };
  static Column column_called(const std::string& name);

  std::vector<Column> columns_;
};

}  // namespace kbsearch::records
