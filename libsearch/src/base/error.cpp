#include "kbsearch/error.hpp"

namespace kbsearch {

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

}  // namespace kbsearch
