// One writer at a time.
#pragma once

#include "store/files.hpp"
#include "store/index_directory.hpp"

namespace kbsearch::store {

/// Holds the writer's lock of an index from construction to destruction; a killed process loses it by itself.
class WriterLock {
 public:
  /// What is going to be written.
  enum class For { kIndex, kSnapshot };

  /// Throws Error{kIndexLocked} naming the process that holds it, Error{kIndexCorrupt} if LOCK is a link, Error{kIo};
  /// Error{kInvalidArgument} for an index if the directory is a snapshot.
  explicit WriterLock(const IndexDirectory& directory, For what = For::kIndex);

 private:
  Descriptor file_;
};

/// Returns whether a writer holds the lock at this moment; true as well if that cannot be told.
bool has_writer(const IndexDirectory& directory);

}  // namespace kbsearch::store
