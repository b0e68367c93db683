// Xapian keeps what a reader sees through one later commit, not through two, so beside a writer that commits without
// pause a reader may lose its snapshot again and again. Such a reader, and one that must not lose it on the way (an
// export), passes the gate: while it is inside, commits wait, for a limited time.
//
// The gate is a file with locks on two of its bytes. A commit takes the turnstile (byte 0) and then the room (byte 1)
// alone; readers go through the turnstile one by one and share the room. So a waiting commit lets nobody else in, and
// neither side starves the other. A killed process loses its locks by itself.
#pragma once

#include <chrono>
#include <filesystem>

#include "store/files.hpp"

namespace kbsearch::store {

/// Being inside, until destruction. Empty if the gate could not be passed in time, or there is none.
using GatePass = Descriptor;

/// A commit waits this long for the readers inside, then goes on.
inline constexpr std::chrono::milliseconds kCommitPatience{10'000};

/// For a reader: returns when no commit is under way. An index that nobody has written since it was copied has no gate.
GatePass enter_as_reader(const std::filesystem::path& index_directory);
/// For a commit: returns when no reader is inside, or after kCommitPatience. Makes the gate if there is none.
GatePass enter_as_commit(const std::filesystem::path& index_directory);

}  // namespace kbsearch::store
