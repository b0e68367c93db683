// The one place where Xapian's exceptions become ours: Xapian::Error is not a std::exception and must never leave us.
#pragma once

#include <xapian.h>

#include <string>
#include <utility>

#include "store/snapshot.hpp"

namespace kbsearch::store {

/// Throws the kbsearch::Error that stands for `error`, naming `what` (an index or a file), or SnapshotGone.
[[noreturn]] void throw_translated(const Xapian::Error& error, const std::string& what);

/// Calls `action` and returns its result; `what` names the index in messages.
template <typename Action>
decltype(auto) translating_errors(const std::string& what, Action&& action) {
  try {
    return std::forward<Action>(action)();
  } catch (const Xapian::Error& error) {
    throw_translated(error, what);
  }
}

}  // namespace kbsearch::store
