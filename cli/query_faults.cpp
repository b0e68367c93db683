#include "query_faults.hpp"

#include <algorithm>

#include "arguments.hpp"
#include "safe_text.hpp"

namespace kbsearch::cli {
namespace {

// Of a long query this much is shown on each side of the place.
constexpr std::size_t kContextBytes = 60;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80; }

std::size_t character_start(const std::string& text, std::size_t at) {
  at = std::min(at, text.size());
  while (at > 0 && at < text.size() && continues_character(text[at])) --at;
  return at;
}

std::size_t characters_in(const std::string& text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_character));
}

std::string marked(const std::string& query, std::size_t at) {
  at = character_start(query, at);
  const std::size_t begin = character_start(query, at > kContextBytes ? at - kContextBytes : 0);
  const std::size_t end = character_start(query, at + kContextBytes);
  const std::string before = (begin > 0 ? "..." : "") + printable(query.substr(begin, at - begin));
  const std::string after = printable(query.substr(at, end - at)) + (end < query.size() ? "..." : "");
  return "  " + before + after + "\n  " + std::string(characters_in(before), ' ') + "^\n";
}

}  // namespace

std::string marked_warnings(const std::string& query, const std::vector<Warning>& warnings) {
  std::string text;
  for (const auto& warning : warnings) text += printable(warning.what) + "\n" + marked(query, warning.at);
  return text;
}

void refuse_warnings(const std::string& query, const std::vector<Warning>& warnings) {
  if (warnings.empty()) return;
  std::string text = marked_warnings(query, warnings);
  text.pop_back();
  throw UsageError(text);
}

}  // namespace kbsearch::cli
