#include "kbsearch/search_results.hpp"

namespace kbsearch {

const char* name_of(ExpansionReason::Kind kind) {
  switch (kind) {
    case ExpansionReason::Kind::kSynonym:
      return "synonym";
    case ExpansionReason::Kind::kAlias:
      return "alias";
    case ExpansionReason::Kind::kAcronym:
      return "acronym";
    case ExpansionReason::Kind::kWrittenOtherwise:
      return "written otherwise";
    case ExpansionReason::Kind::kWrittenAsOne:
      return "written as one";
    case ExpansionReason::Kind::kWrittenApart:
      return "written apart";
    case ExpansionReason::Kind::kItsParts:
      return "its parts";
    case ExpansionReason::Kind::kPartOfCompound:
      return "part of a compound";
    case ExpansionReason::Kind::kOtherKana:
      return "the other kana";
    case ExpansionReason::Kind::kShortVowel:
      return "without a long vowel";
    case ExpansionReason::Kind::kBeingTyped:
      return "being typed";
  }
  return "";
}

std::string to_string(const ExpansionReason& reason) {
  const std::string name = name_of(reason.kind);
  if (reason.records == 0) return name;
  return name + " in " + std::to_string(reason.records) + (reason.records == 1 ? " record" : " records");
}

}  // namespace kbsearch
