// Which records a load may remove: those that the source no longer has, and for certain.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "kbsearch/record.hpp"

namespace kbsearch::engine {

/// Listens to a load, record by record. What was rejected is still in the source, so it is no reason to remove what the
/// index has of it.
class Pruning {
 public:
  /// Returns false if the id came before.
  bool note_record(const std::string& id) { return in_source_.insert(id).second; }
  void note_rejection(const Rejection& rejection);

  /// Throws Error{kIo} if a file or folder of the source could not be read at all; `what` names what is refused.
  void require_readable_source(const char* what) const;
  /// True if something in the source could not be told apart from what is gone: nothing is removed then.
  bool is_withheld() const { return has_unknown_; }
  /// Returns those of `present` that the source no longer has; none if that is not certain. Throws Error{kIo} as
  /// require_readable_source(), Error{kLimitExceeded} if they are more than `max_share` of all.
  std::vector<std::string> ids_to_remove(std::vector<std::string> present, double max_share) const;

 private:
  std::unordered_set<std::string> in_source_;
  bool has_unknown_ = false;
  std::optional<Rejection> unreadable_;  ///< The first that tells of a file or folder.
};

}  // namespace kbsearch::engine
