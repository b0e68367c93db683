#include "terminal_text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>
#include <cstdio>

#include <algorithm>
#include <clocale>
#include <cwchar>

namespace kbsearch::cli {
namespace {

struct Character {
  std::size_t size;
  int columns;
};

Character character_at(std::string_view text, std::size_t at) {
  static const bool utf8 = std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr;
  if (!utf8) return {1, 1};
  std::mbstate_t state{};
  wchar_t wide = 0;
  const auto size = std::mbrtowc(&wide, text.data() + at, text.size() - at, &state);
  if (size == 0 || size > 4) return {1, 1};
  return {size, std::max(0, wcwidth(wide))};
}

}  // namespace

std::size_t terminal_width() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 20) return 80;
  return std::min<std::size_t>(size.ws_col, 120);
}

std::string printable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) {
      out.push_back(' ');
      ++i;
    } else {
      out.push_back(byte < 0x20 || byte == 0x7F ? ' ' : text[i]);
    }
  }
  return out;
}

std::string Style::wrap(const char* begin, std::string_view text) const {
  return color ? begin + std::string(text) + "\033[0m" : std::string(text);
}

std::string Style::link(const std::string& url, const std::string& shown) const {
  const bool web = url.starts_with("https://") || url.starts_with("http://");
  const bool plain = std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7F; });
  if (!hyperlinks || !web || !plain) return shown;
  return "\033]8;;" + url + "\033\\" + shown + "\033]8;;\033\\";
}

std::string highlighted(std::string_view text, const std::vector<ByteRange>& marks, const Style& style, bool all_bold) {
  std::string out;
  std::size_t at = 0;
  const auto plain = [&](std::size_t end) {
    const auto part = text.substr(at, end - at);
    if (!part.empty()) out += all_bold ? style.bold(part) : std::string(part);
    at = end;
  };
  for (const auto& mark : marks) {
    plain(mark.begin);
    out += style.mark(text.substr(mark.begin, mark.end - mark.begin));
    at = mark.end;
  }
  plain(text.size());
  return out;
}

std::string wrapped(std::string_view text, const std::vector<ByteRange>& marks, std::size_t indent, std::size_t width,
                    const Style& style) {
  std::string out;
  const std::size_t columns = width > indent + 20 ? width - indent : 20;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t at = begin;
    std::size_t used = 0;
    std::size_t break_at = 0;
    std::size_t resume = 0;
    while (at < text.size()) {
      const auto [size, character_columns] = character_at(text, at);
      if (used + static_cast<std::size_t>(character_columns) > columns) break;
      if (text[at] == ' ') {
        break_at = at;
        resume = at + 1;
      } else if (character_columns == 2) {
        break_at = resume = at + size;
      }
      used += static_cast<std::size_t>(character_columns);
      at += size;
    }
    if (at == text.size()) {
      break_at = resume = at;
    } else if (text[at] == ' ') {
      break_at = at;
      resume = at + 1;
    } else if (break_at <= begin) {
      break_at = resume = std::max(at, begin + 1);  // one word longer than the line
    }
    std::vector<ByteRange> line_marks;
    for (const auto& mark : marks) {
      const std::size_t from = std::max(mark.begin, begin);
      const std::size_t to = std::min(mark.end, break_at);
      if (from < to) line_marks.push_back({from - begin, to - begin});
    }
    out += std::string(indent, ' ') + highlighted(text.substr(begin, break_at - begin), line_marks, style) + '\n';
    begin = resume;
  }
  return out;
}

std::string fixed(double value, int digits) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", digits, value);
  return buffer;
}

}  // namespace kbsearch::cli
