#include "present/display_text.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "present/display_markup.hpp"

namespace kbsearch::present {
namespace {

std::string cleaned(std::string_view text, const std::vector<DisplayEdit>& edits, std::vector<ByteRange>& marks) {
  std::string out;
  out.reserve(text.size());
  struct Open {
    std::size_t mark;  ///< Index in `moved`.
    std::size_t end;   ///< In `text`.
  };
  std::vector<ByteRange> moved;
  std::vector<Open> open;
  std::size_t next = 0;
  bool space_due = false;
  std::size_t at = 0;
  const auto place = [&] {
    for (; next < marks.size() && marks[next].begin <= at; ++next) {
      // One that ended before is within what is not shown.
      if (marks[next].end > at) open.push_back({moved.size(), marks[next].end});
      moved.push_back({out.size(), out.size()});
    }
  };
  const auto close = [&] {
    std::erase_if(open, [&](const Open& mark) {
      if (mark.end <= at) moved[mark.mark].end = out.size();
      return mark.end <= at;
    });
  };
  const auto take = [&](char32_t code_point) {
    const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point <= 0xA0);
    const bool line_separator = code_point == 0x2028 || code_point == 0x2029 || code_point == 0x85;
    // Marks that turn the writing direction would reorder what a terminal prints after them.
    const bool direction =
        (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069);
    if (code_point == ' ' || control || line_separator) {
      space_due = !out.empty();
      place();
    } else if (!direction) {
      if (space_due) out.push_back(' ');
      space_due = false;
      place();
      base::append_utf8(out, code_point);
    } else {
      place();
    }
  };
  auto edit = edits.begin();
  while (at < text.size()) {
    close();
    if (edit != edits.end() && edit->begin == at) {
      at = edit->end - 1;
      for (std::size_t i = 0; i < edit->shown.size();) {
        const auto [code_point, size] = base::decode_utf8(edit->shown, i);
        take(code_point);
        i += size;
      }
      at = edit->end;
      ++edit;
    } else {
      const auto [code_point, size] = base::decode_utf8(text, at);
      take(code_point);
      at += size;
    }
  }
  close();
  marks.clear();
  for (const auto& mark : moved) {
    if (mark.end <= mark.begin) continue;
    if (!marks.empty() && mark.begin < marks.back().end) {
      marks.back().end = std::max(marks.back().end, mark.end);
    } else {
      marks.push_back(mark);
    }
  }
  return out;
}

}  // namespace

std::string clean_for_display(std::string_view text, std::vector<ByteRange>& marks) { return cleaned(text, {}, marks); }

std::string plain_for_display(std::string_view text, std::vector<ByteRange>& marks) {
  return cleaned(text, markup_edits(text), marks);
}

}  // namespace kbsearch::present
