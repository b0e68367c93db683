// Which records a load may remove: those that its sources no longer have, and for certain.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "index/index_update.hpp"
#include "kbsearch/record.hpp"
#include "kbsearch/record_source.hpp"

namespace kbsearch::engine {

/// Listens to a load, record by record. What was rejected is still in the source, so it is no reason to remove what the
/// index has of it.
///
/// Its scope is what the index has from below the paths that the load names, and from files whose records the load has
/// taken over: a newer export under another name is no reason to keep what it lacks. If that is nothing at all, the
/// scope is the whole index, which the cap protects: a source that turns out empty must not pass for a clean one.
class Pruning {
 public:
  explicit Pruning(std::vector<std::string> named_paths) : named_paths_(std::move(named_paths)) {}

  void note_record(const std::string& id) { in_source_.insert(id); }
  /// A record of the index now comes from another file.
  void note_taken_over(const Origin& former);
  void note_rejection(const Rejection& rejection);

  /// Throws Error{kIo} if a file or folder of the source could not be read at all; `what` names what is refused.
  void require_readable_source(const char* what) const;
  /// True if something in the source could not be told apart from what is gone: nothing is removed then.
  bool is_withheld() const { return has_unknown_; }
  /// Returns those of `present`, the index before the load, that the sources no longer have; none if that is not
  /// certain. Throws Error{kIo} as require_readable_source(), Error{kLimitExceeded} if they are more than `max_share`
  /// of the scope, not counting the `renamed`: as many pages went as came.
  std::vector<std::string> ids_to_remove(const std::vector<index::IndexUpdate::Entry>& present,
                                         const RecordSources& sources, double max_share, std::uint64_t renamed) const;

 private:
  std::vector<std::string> named_paths_;
  std::unordered_set<std::string> in_source_;
  std::unordered_set<std::string> taken_over_;    ///< The files, as file_key makes them.
  std::unordered_set<std::string> unread_pages_;  ///< The same.
  bool has_unknown_ = false;
  std::optional<Rejection> unreadable_;  ///< The first that tells of a file or folder.
};

}  // namespace kbsearch::engine
