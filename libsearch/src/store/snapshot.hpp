#pragma once

namespace kbsearch::store {

/// Thrown instead of Xapian::DatabaseModifiedError: the snapshot is gone, reopen and retry. Never leaves the library.
struct SnapshotGone {};

}  // namespace kbsearch::store
