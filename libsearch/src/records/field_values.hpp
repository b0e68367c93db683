// What a record says for each field of a schema: the step between JSON and analysis.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kbsearch/record.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::records {

struct FieldValue {
  std::vector<std::string> texts;  ///< Text, keyword, stored and date fields, as given. Empty if absent.
  /// Number fields after their reduction; date fields as 10000 * year + 100 * month + day, 0 for what is not given.
  std::optional<double> number;
};

struct RecordValues {
  std::vector<FieldValue> fields;  ///< Parallel to Schema::fields().
  /// ISO 639-1: given by the record ("language" or "lang", as analysis::language_code reads it), else detected.
  std::string language;
};

/// Reads the members of `record` that `schema` names. A wrong type, a number out of its range and a date that is
/// none give a Rejection that names the field; null and absent members are both "not given".
std::variant<RecordValues, Rejection> read_fields(const Record& record, const Schema& schema);

/// Returns 10000 * year + 100 * month + day for `2024`, `2024-05`, `2024-05-17` and anything after a `T` or a space;
/// nothing if `text` is no such date.
std::optional<double> parse_date(std::string_view text);

}  // namespace kbsearch::records
