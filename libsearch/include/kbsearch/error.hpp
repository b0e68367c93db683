// What goes wrong in a way the caller must know about. Everything else is a value: an absent record is an
// empty optional, a rejected record is a Rejection, an odd query is a Warning.
//
//     try {
//       auto searcher = kbsearch::Searcher::open("kb.index");
//     } catch (const kbsearch::Error& error) {
//       if (error.code() == kbsearch::ErrorCode::kIndexNotFound) build_it_first();
//     }
//
// No other exception type of a third party ever leaves the library; std::bad_alloc may.
#pragma once

#include <stdexcept>
#include <string>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

enum class ErrorCode {
  kInvalidArgument,  ///< An option, a schema, a profile or a filter is wrong; the message gives the range.
  kIndexNotFound,    ///< There is no index at that path.
  kIndexCorrupt,     ///< Stored bytes are damaged, or the directory holds something else.
  kIndexVersion,     ///< Written by another format, analysis or schema version: rebuild it.
  kIndexLocked,      ///< Another writer holds the lock; the message names it.
  kIo,               ///< The file system refused: disk full, no permission, path missing.
  kLimitExceeded,    ///< A safety cap would be passed, for instance by a prune.
  kInterrupted,      ///< The caller asked it to stop (SearchOptions::stop, LoadOptions::stop); nothing was kept.
  kDeadlinePassed,   ///< It took longer than the caller allows (SearchOptions::deadline, LoadOptions::deadline).
};

/// Returns the code as words, for instance "index not found".
const char* to_string(ErrorCode code) noexcept;

/// Carries a code to act on and a message for a person: the thing, its value, and the way out.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message) : std::runtime_error(message), code_(code) {}
  ErrorCode code() const noexcept { return code_; }

 private:
  ErrorCode code_;
};

}  // namespace kbsearch
