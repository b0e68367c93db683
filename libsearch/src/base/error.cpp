#include "kbsearch/error.hpp"

#include <utility>

namespace kbsearch {

Error::Error(ErrorCode code, const std::string& message, std::string subject, Remedy remedy)
    : std::runtime_error(message),
      code_(code),
      remedy_(remedy),
      subject_(std::make_shared<const std::string>(std::move(subject))) {}
Error::Error(const Error&) noexcept = default;
Error& Error::operator=(const Error&) noexcept = default;
Error::~Error() = default;

const char* to_string(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid argument";
    case ErrorCode::kIndexNotFound:
      return "index not found";
    case ErrorCode::kIndexCorrupt:
      return "index corrupt";
    case ErrorCode::kIndexVersion:
      return "index of another version";
    case ErrorCode::kIndexLocked:
      return "index locked";
    case ErrorCode::kIo:
      return "input/output error";
    case ErrorCode::kLimitExceeded:
      return "limit exceeded";
    case ErrorCode::kInterrupted:
      return "interrupted";
    case ErrorCode::kDeadlinePassed:
      return "deadline passed";
  }
  return "unknown error";
}

const char* name_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "INVALID_ARGUMENT";
    case ErrorCode::kIndexNotFound:
      return "INDEX_NOT_FOUND";
    case ErrorCode::kIndexCorrupt:
      return "INDEX_CORRUPT";
    case ErrorCode::kIndexVersion:
      return "INDEX_VERSION";
    case ErrorCode::kIndexLocked:
      return "INDEX_LOCKED";
    case ErrorCode::kIo:
      return "IO";
    case ErrorCode::kLimitExceeded:
      return "LIMIT_EXCEEDED";
    case ErrorCode::kInterrupted:
      return "INTERRUPTED";
    case ErrorCode::kDeadlinePassed:
      return "DEADLINE_PASSED";
  }
  return "UNKNOWN";
}

const char* to_string(Remedy remedy) noexcept {
  switch (remedy) {
    case Remedy::kNone:
      return "";
    case Remedy::kBuild:
      return "build the index";
    case Remedy::kRebuild:
      return "rebuild the index from its records";
    case Remedy::kRebuildFromSources:
      return "build the index anew from its sources";
    case Remedy::kOtherDirectory:
      return "choose another directory";
    case Remedy::kSetSynonyms:
      return "give the synonyms again";
    case Remedy::kGiveSchema:
      return "give the schema that the index was made with";
    case Remedy::kRebuildWithSchema:
      return "build the index anew with the other schema";
    case Remedy::kGiveAsStream:
      return "give what is in it as a stream";
    case Remedy::kAllowPrune:
      return "if it is meant, allow a greater share, or build the index anew";
  }
  return "";
}

}  // namespace kbsearch
