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

bool names_files(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kInterrupted:
    case ErrorCode::kDeadlinePassed:
    case ErrorCode::kLimitExceeded:
      return false;
    case ErrorCode::kIndexNotFound:
    case ErrorCode::kIndexCorrupt:
    case ErrorCode::kIndexVersion:
    case ErrorCode::kIndexLocked:
    case ErrorCode::kIo:
      break;
  }
  return true;
}

const char* said_without_files(ErrorCode code) {
  switch (code) {
    case ErrorCode::kIndexNotFound:
      return "the index, or the part of it that was asked for, is not there";
    case ErrorCode::kIndexCorrupt:
      return "the index is damaged";
    case ErrorCode::kIndexVersion:
      return "the index is of another version";
    case ErrorCode::kIndexLocked:
      return "the index is being written by another process";
    case ErrorCode::kIo:
      return "a file of the index cannot be read or written";
    default:
      return "the index of this service cannot do that";
  }
}

}  // namespace kbsearch::cli
