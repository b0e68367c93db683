#include "advice.hpp"

namespace kbsearch::cli {
namespace {

std::string way_out(const Error& error) {
  switch (error.remedy()) {
    case Remedy::kNone:
      return {};
    case Remedy::kBuild:
      return "build it with: kbsearch index --db '" + error.subject() + "' PATH...";
    case Remedy::kRebuild:
      return std::string(error.code() == ErrorCode::kIndexVersion ? "rebuild" : "repair") +
             " it from its records with: kbsearch index --rebuild";
    case Remedy::kRebuildFromSources:
      return "rebuild it with: kbsearch index --rebuild PATH...";
    case Remedy::kOtherDirectory:
      return "choose another directory with --db";
    case Remedy::kSetSynonyms:
      return "give them again with: kbsearch synonyms FILE";
    case Remedy::kGiveSchema:
      return "give the index's schema with --schema FILE";
    case Remedy::kRebuildWithSchema:
      return "to change it, build the index anew: kbsearch index --rebuild --schema FILE PATH...";
    case Remedy::kGiveAsStream:
      return "give it as standard input: kbsearch index - < " + error.subject();
    case Remedy::kAllowPrune:
      return "if that is meant: --prune-cap 100, or --rebuild";
  }
  return {};
}

}  // namespace

std::string advice(const Error& error) {
  const auto way = way_out(error);
  return way.empty() ? way : " (" + way + ")";
}

}  // namespace kbsearch::cli
