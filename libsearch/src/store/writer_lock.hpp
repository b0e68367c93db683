// One writer at a time.
#pragma once

#include "store/files.hpp"
#include "store/index_directory.hpp"

namespace kbsearch::store {

/// Holds the writer's lock of an index from construction to destruction; a killed process loses it by itself.
class WriterLock {
 public:
  /// Throws Error{kIndexLocked} naming the process that holds it, Error{kIndexCorrupt} if LOCK is a link, Error{kIo}.
  explicit WriterLock(const IndexDirectory& directory);

 private:
  Descriptor file_;
};

}  // namespace kbsearch::store
