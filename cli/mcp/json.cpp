#include "mcp/json.hpp"

#include <algorithm>

#include "safe_text.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::string_view kEllipsis = "\u2026";

}  // namespace

std::string written(const Given& json) { return json.dump(-1, ' ', false, Given::error_handler_t::replace); }

std::string written(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string harmless(std::string_view text) {
  std::string out;
  append_safe(text, SafeRule{}, true, out);
  return out;
}

std::size_t character_border(std::string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0u) == 0x80) --at;
  return at;
}

std::string shortened(std::string_view text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return std::string(text);
  const auto room = most_bytes - std::min(most_bytes, kEllipsis.size());
  return std::string(text.substr(0, character_border(text, room))) + std::string(kEllipsis);
}

}  // namespace kbsearch::cli::mcp
