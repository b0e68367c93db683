#include "mcp/http_sessions.hpp"

#include <unistd.h>

#include <algorithm>

#include "kbsearch/error.hpp"

namespace kbsearch::cli::mcp {
namespace {

std::string random_id() {
  unsigned char bytes[16];
  if (::getentropy(bytes, sizeof bytes) != 0) throw Error(ErrorCode::kIo, "the system gives no random numbers");
  std::string id;
  for (const auto byte : bytes) {
    id += "0123456789abcdef"[byte >> 4];
    id += "0123456789abcdef"[byte & 15];
  }
  return id;
}

}  // namespace

std::string HttpSessions::begin(Version version, Clock::time_point now) {
  auto id = random_id();
  const std::lock_guard lock(mutex_);
  drop_unused(now);
  if (kept_.size() >= limits_.most) {
    kept_.erase(std::min_element(kept_.begin(), kept_.end(),
                                 [](const auto& a, const auto& b) { return a.second.used < b.second.used; }));
  }
  auto session = std::make_shared<HttpSession>();
  session->version = version;
  kept_.emplace(id, Kept{std::move(session), now});
  return id;
}

std::shared_ptr<HttpSession> HttpSessions::find(const std::string& id, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  drop_unused(now);
  const auto found = kept_.find(id);
  if (found == kept_.end()) return nullptr;
  found->second.used = now;
  return found->second.session;
}

bool HttpSessions::end(const std::string& id, Clock::time_point now) {
  const auto session = find(id, now);
  if (!session) return false;
  session->under_way.cancel_all();
  const std::lock_guard lock(mutex_);
  return kept_.erase(id) > 0;
}

void HttpSessions::drop_unused(Clock::time_point now) {
  std::erase_if(kept_, [&](const auto& one) { return now - one.second.used > limits_.unused; });
}

}  // namespace kbsearch::cli::mcp
