#include "kbsearch/record.hpp"

#include <variant>

#include "kbsearch/error.hpp"
#include "records/json_record.hpp"

namespace kbsearch {

Record Record::from_json(std::string_view json) {
  auto item = records::read_json_record(json, {});
  if (auto* record = std::get_if<Record>(&item)) return std::move(*record);
  const auto& rejection = std::get<Rejection>(item);
  std::string subject = "record";
  if (!rejection.record_id.empty()) subject += " '" + rejection.record_id + "'";
  if (!rejection.field.empty()) subject += ": " + rejection.field;
  throw Error(ErrorCode::kInvalidArgument, subject + ": " + rejection.reason);
}

const char* to_string(Rejection::Scope scope) noexcept {
  switch (scope) {
    case Rejection::Scope::kRecord:
      return "record";
    case Rejection::Scope::kRest:
      return "rest";
    case Rejection::Scope::kSource:
      return "source";
    case Rejection::Scope::kField:
      return "field";
  }
  return "record";
}

}  // namespace kbsearch
