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
  /// Number fields after their reduction; date fields as analysis::DateSpan::first has it.
  std::optional<double> number;
};

struct RecordValues {
  std::vector<FieldValue> fields;  ///< Parallel to Schema::fields().
  /// ISO 639-1: given by the record ("language" or "lang", as analysis::language_code reads it), else detected.
  std::string language;
  std::vector<Rejection> left_out;  ///< Fields that had a fault, of Rejection::Scope::kField.
  std::vector<std::string> unread;  ///< Members with a value that no field is taken from, and no text.
};

/// Reads the members of `record` that `schema` names; null and absent members are both "not given". A fault is a wrong
/// type, a number out of its range, a date that is none. What can be understood is: "55" is a number, an object with a
/// name is that name. Otherwise the Rejection names the member: the only result, or, with kLeaveOut, in `left_out`, and
/// the field is as if it were not given.
std::variant<RecordValues, Rejection> read_fields(const Record& record, const Schema& schema,
                                                  FieldFaults faults = FieldFaults::kLeaveOut);

}  // namespace kbsearch::records
