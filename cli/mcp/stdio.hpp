// The Model Context Protocol over a pair of descriptors: a message a line.
#pragma once

#include <functional>
#include <string>

#include "mcp/session.hpp"

namespace kbsearch::cli::mcp {

/// Messages that wait beyond this many are refused.
constexpr std::size_t kMostWaiting = 256;

/// Answers the lines of a descriptor until it ends, all that came before; or until `send`, which is given one message
/// at a time and may be called by two threads (never at once), returns false: nobody reads on. A thread reads while
/// another works, so a cancellation reaches the request that is under way.
void answer_lines(int descriptor, Session& session, const std::function<bool(const std::string& message)>& send);

}  // namespace kbsearch::cli::mcp
