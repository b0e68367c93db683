/// @file
/// What goes wrong in a way the caller must know about. Everything else is a value: an absent record is an
/// empty optional, a rejected record is a Rejection, an odd query is a Warning.
///
///     try {
///       auto searcher = kbsearch::Searcher::open("kb.index");
///     } catch (const kbsearch::Error& error) {
///       if (error.code() == kbsearch::ErrorCode::kIndexNotFound) build_it_first();
///     }
///
/// No other exception type of a third party ever leaves the library; std::bad_alloc may.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// What went wrong, for a program to act on.
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

/// Returns the code as a name for programs, for instance "INDEX_NOT_FOUND": the same in every binding.
const char* name_of(ErrorCode code) noexcept;

/// What mends it, where that is known: each face of the library says it in its own words (a command, a call).
enum class Remedy {
  kNone,                ///< Nothing that is known, or what the message says.
  kBuild,               ///< Build the index: load() or IndexWriter::open().
  kRebuild,             ///< Rebuild the index from its own records: rebuild().
  kRebuildFromSources,  ///< Build it anew from what it was made of: load() with LoadOptions::rebuild.
  kOtherDirectory,      ///< Choose another directory: what is in this one is somebody else's.
  kSetSynonyms,         ///< Give the synonyms again: IndexWriter::set_synonyms().
  kGiveSchema,          ///< Give the schema that the index was made with.
  kRebuildWithSchema,   ///< Build it anew with the other schema: LoadOptions::rebuild and LoadOptions::schema.
  kGiveAsStream,        ///< Give what is at the path as a stream, or as standard input.
  kAllowPrune,          ///< If it is meant: a greater LoadOptions::prune_max_share, or LoadOptions::rebuild.
};

/// Returns the remedy as words, for instance "rebuild the index from its records"; empty for kNone.
const char* to_string(Remedy remedy) noexcept;

/// Carries a code to act on and a message for a person: the thing, its value, and what would be right. A value that may
/// be copied and shared. Codes are only added within a version, and what a message says may change in each.
class Error : public std::runtime_error {
 public:
  /// `subject` is what it is about, see subject().
  Error(ErrorCode code, const std::string& message, std::string subject = {}, Remedy remedy = Remedy::kNone);
  Error(const Error&) noexcept;             ///< Shares the texts.
  Error& operator=(const Error&) noexcept;  ///< Shares the texts.
  ~Error() override;

  /// What went wrong, for a program.
  ErrorCode code() const noexcept { return code_; }
  /// What it is about, as it stands in the message: the path of an index or a file, or the name of an option, a field,
  /// a profile. UTF-8; empty where it is about nothing that has a name.
  const std::string& subject() const noexcept { return *subject_; }
  /// What mends it.
  Remedy remedy() const noexcept { return remedy_; }

 private:
  ErrorCode code_;
  Remedy remedy_;
  std::shared_ptr<const std::string> subject_;
};

}  // namespace kbsearch
