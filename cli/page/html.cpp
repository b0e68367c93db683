#include "page/html.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "markup_text.hpp"
#include "safe_text.hpp"

namespace kbsearch::page {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// Returns the bytes of the well-formed UTF-8 character that `text` begins with; 0 if it begins with none.
std::size_t character_size(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t size = lead >= 0xC2 && lead <= 0xDF   ? 2
                           : (lead & 0xF0) == 0xE0        ? 3
                           : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                          : 0;
  if (size == 0 || text.size() < size) return 0;
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
  const bool surrogate = lead == 0xED && byte(1) > 0x9F;
  const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
  return overlong || surrogate || beyond ? 0 : size;
}

}  // namespace

Html& Html::operator<<(std::string_view text) {
  while (!text.empty()) {
    const auto size = character_size(text);
    const char first = text.front();
    if (size == 0) {
      written_ += kReplacement;
    } else if (size == 2 && first == '\xC2' && static_cast<unsigned char>(text[1]) < 0xA0) {
      written_ += ' ';  // C1, which some parsers read as quotes of an old code page
    } else if (size > 1) {
      written_ += text.substr(0, size);
    } else if (const auto escape = cli::markup_of(first); !escape.empty()) {
      written_ += escape;
    } else if ((static_cast<unsigned char>(first) < 0x20 && first != '\n' && first != '\t') || first == '\x7F') {
      written_ += ' ';
    } else {
      written_ += first;
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return *this;
}

Html marked(std::string_view text, const std::vector<ByteRange>& marks) {
  Html html;
  html << "<bdi>";
  std::size_t at = 0;
  for (const auto& mark : marks) {
    if (mark.begin < at || mark.end > text.size() || mark.end <= mark.begin) continue;
    html << text.substr(at, mark.begin - at) << "<mark>" << text.substr(mark.begin, mark.end - mark.begin) << "</mark>";
    at = mark.end;
  }
  html << text.substr(at) << "</bdi>";
  return html;
}

std::string grouped(std::uint64_t count) {
  auto digits = std::to_string(count);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

std::string counted(std::uint64_t count, std::string_view singular, std::string_view plural) {
  auto text = grouped(count) + ' ';
  if (count == 1 || plural.empty()) text += singular;
  if (count != 1) text += plural.empty() ? std::string_view("s") : plural;
  return text;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return std::string(text.substr(0, most)) + "\xE2\x80\xA6";
}

std::string plain(double number) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.10g", number);
  return buffer;
}

std::string title_of_field(std::string_view field) {
  std::string title(field);
  for (char& c : title) {
    if (c == '_') c = ' ';
  }
  if (!title.empty() && title.front() >= 'a' && title.front() <= 'z')
    title.front() = static_cast<char>(title.front() - 32);
  return title;
}

std::string web_address(std::string_view url) {
  const auto begins = [&](std::string_view scheme) {
    return url.size() > scheme.size() && std::equal(scheme.begin(), scheme.end(), url.begin(), [](char a, char b) {
             return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
           });
  };
  const std::string_view scheme = begins("https://") ? "https://" : begins("http://") ? "http://" : "";
  return scheme.empty() ? std::string()
                        : cli::link_target(std::string(scheme) + std::string(url.substr(scheme.size())));
}

}  // namespace kbsearch::page
