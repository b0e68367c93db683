// What the columns of a table mean, and how a row becomes a record.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::records {

class TableColumns {
 public:
  explicit TableColumns(const std::vector<std::string>& header);

  std::size_t size() const { return columns_.size(); }

  /// Returns the row as the JSON of one object. `made_id` is the id if no column gives one; empty for none. Columns
  /// that the knowledge base does not know are members of their own, and a text of lines as `Supplier: Nordpump`, by
  /// which they are found.
  std::string to_json(const std::vector<std::string>& cells, const std::string& made_id) const;

 private:
  enum class Meaning { kText, kNumber, kId, kTags, kAuthors, kDate };
  struct Column {
    std::string member;
    Meaning meaning;
    std::optional<std::string> label = {};  ///< The header, if no field is read from the member.
  };
  static Column column_called(const std::string& name);
  bool has(std::string_view member) const;

  std::vector<Column> columns_;
  std::string member_of_lines_;  ///< Where the text of unknown columns goes; empty if there is no room for it.
};

}  // namespace kbsearch::records
