#include "terminal_text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>
#include <cstdio>

#include <algorithm>
#include <clocale>
#include <cwchar>
#include <initializer_list>

#include "safe_text.hpp"
#include "terminal_sequences.hpp"

namespace kbsearch::cli {
namespace {

struct WideCharacter {
  std::size_t size;
  int columns;
};

WideCharacter character_at(std::string_view text, std::size_t at) {
  static const bool utf8 = std::setlocale(LC_CTYPE, "C.UTF-8") != nullptr;
  if (!utf8) return {1, 1};
  std::mbstate_t state{};
  wchar_t wide = 0;
  const auto size = std::mbrtowc(&wide, text.data() + at, text.size() - at, &state);
  if (size == 0 || size > 4) return {1, 1};
  return {size, std::max(0, wcwidth(wide))};
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const auto part : parts) text += part;
  return text;
}

}  // namespace

std::size_t terminal_columns() {
  constexpr std::size_t kUsual = 80;
  constexpr std::size_t kLeast = 20;
  winsize size{};
  const bool is_known = isatty(STDOUT_FILENO) != 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
  return is_known && size.ws_col >= kLeast ? size.ws_col : kUsual;
}

std::size_t terminal_width() { return std::min<std::size_t>(terminal_columns(), 120); }

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = character_at(text, at);
    columns += static_cast<std::size_t>(character.columns);
    at += character.size;
  }
  return columns;
}

std::string cut_to(std::string_view text, std::size_t columns) {
  if (columns_of(text) <= columns) return std::string(text);
  std::size_t used = 1;  // of the ellipsis
  std::size_t end = 0;
  while (end < text.size()) {
    const auto character = character_at(text, end);
    used += static_cast<std::size_t>(character.columns);
    if (used > columns) break;
    end += character.size;
  }
  while (end > 0 && text[end - 1] == ' ') --end;
  return std::string(text.substr(0, end)) + "\xE2\x80\xA6";
}

std::size_t lines_on_screen(std::string_view text, std::size_t columns) {
  std::size_t lines = 0;
  std::string line;
  const auto end_line = [&] {
    lines += std::max<std::size_t>(1, (columns_of(line) + columns - 1) / columns);
    line.clear();
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\033') {
      const bool is_link = text.substr(at).starts_with(kLinkBegin);
      const auto end = is_link ? text.find(kLinkEnd, at) : text.find('m', at);
      if (end == text.npos) break;
      at = end + (is_link ? kLinkEnd.size() : 1) - 1;
    } else if (text[at] == '\n') {
      end_line();
    } else {
      line += text[at];
    }
  }
  if (!line.empty()) end_line();
  return lines;
}

std::string Style::wrap(std::string_view style, std::string_view text) const {
  const auto safe = printable(text);
  return color ? joined({style, safe, kPlain}) : safe;
}

std::string Style::link(const std::string& url, const std::string& shown) const {
  const auto target = hyperlinks ? link_target(url) : std::string();
  return target.empty() ? shown : joined({kLinkBegin, target, kLinkEnd, shown, kLinkBegin, kLinkEnd});
}

std::string highlighted(std::string_view text, const std::vector<ByteRange>& marks, const Style& style, bool all_bold) {
  std::string out;
  std::size_t at = 0;
  const auto plain = [&](std::size_t end) {
    const auto part = text.substr(at, end - at);
    if (!part.empty()) out += all_bold ? style.bold(part) : printable(part);
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

std::vector<std::string> wrapped_lines(std::string_view text, const std::vector<ByteRange>& marks, std::size_t columns,
                                       const ShowLine& show) {
  std::vector<std::string> lines;
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
    while (break_at > begin && text[break_at - 1] == ' ') --break_at;
    while (resume < text.size() && text[resume] == ' ') ++resume;
    std::vector<ByteRange> line_marks;
    for (const auto& mark : marks) {
      const std::size_t from = std::max(mark.begin, begin);
      const std::size_t to = std::min(mark.end, break_at);
      if (from < to) line_marks.push_back({from - begin, to - begin});
    }
    lines.push_back(show(text.substr(begin, break_at - begin), line_marks));
    begin = resume;
  }
  return lines;
}

std::string wrapped(std::string_view text, const std::vector<ByteRange>& marks, std::size_t indent, std::size_t width,
                    const Style& style) {
  const std::size_t columns = width > indent + 20 ? width - indent : 20;
  std::string out;
  for (const auto& line : wrapped_lines(text, marks, columns, [&](std::string_view part, const auto&line_marks) {
         return highlighted(part, line_marks, style);
       })) {
    out += std::string(indent, ' ') + line + '\n';
  }
  return out;
}

std::string fixed(double value, int digits) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", digits, value);
  return buffer;
}

}  // namespace kbsearch::cli
