#include "records/note_markup.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/ascii.hpp"
#include "records/code_lines.hpp"
#include "records/json_record.hpp"

namespace kbsearch::records {
namespace {

constexpr auto kNone = std::string_view::npos;
/// Code in a line of prose that has not ended by then is a stray backtick.
constexpr std::size_t kLongestCodeBytes = 4u << 10;

bool is_ascii_word(char c) { return base::is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Returns the size of the character at `at` if a tag may hold it, else 0. Beyond ASCII that is every letter; what is
/// none there, and ends a tag, are signs and spaces: U+00A0, U+2000 to U+207F, U+3000 to U+303F, U+FF00 to U+FF3F.
std::size_t tag_character(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (static_cast<unsigned char>(c) < 0x80) return is_ascii_word(c) || c == '-' || c == '/' ? 1 : 0;
  const std::string_view rest = text.substr(at);
  for (const std::string_view end : {"\u00A0", "\xE2\x80", "\xE2\x81", "\xE3\x80", "\xEF\xBC"}) {
    if (rest.starts_with(end)) return 0;
  }
  return 1;
}

std::string trimmed(std::string_view text) { return std::string(trim_json(text)); }

/// Returns `text` so that Markdown reads it as it stands.
std::string escaped(std::string_view text) {
  std::string markdown;
  for (const char c : text) {
    if (std::string_view("\\`*_~<>[]&|").find(c) != kNone) markdown += '\\';
    markdown += c;
  }
  return markdown;
}

std::string_view without_md(std::string_view target) {
  return target.ends_with(".md") ? target.substr(0, target.size() - 3) : target;
}

/// What a reader sees of `[[inside]]`.
std::string shown_link(std::string_view inside) {
  if (const std::size_t bar = inside.find('|'); bar != kNone) {
    if (auto shown = trimmed(inside.substr(bar + 1)); !shown.empty()) return shown;
    inside = inside.substr(0, bar);
  }
  if (inside.ends_with('\\')) inside.remove_suffix(1);  // of `\|`, as tables need it
  const std::size_t sign = inside.find('#');
  std::string shown = trimmed(without_md(trim_json(inside.substr(0, sign))));
  while (inside.find('#') != kNone) {
    inside.remove_prefix(inside.find('#') + 1);
    if (inside.starts_with('^')) break;
    const std::string heading = trimmed(inside.substr(0, inside.find('#')));
    if (!heading.empty()) shown += (shown.empty() ? "" : " > ") + heading;
  }
  return shown;
}

/// The name of what `![[inside]]` embeds.
std::string shown_embed(std::string_view inside) {
  std::string_view target = trim_json(inside.substr(0, inside.find_first_of("|#")));
  if (target.ends_with('\\')) target.remove_suffix(1);
  return trimmed(without_md(target.substr(target.rfind('/') + 1)));
}

/// Finds a mark ahead. A mark that was looked for in vain up to some place is not looked for there again.
class Ahead {
 public:
  explicit Ahead(std::string_view mark) : mark_(mark) {}

  /// Returns where the mark stands in [from, end) of `text`; kNone if it does not.
  std::size_t find(std::string_view text, std::size_t from, std::size_t end) {
    if (from < none_before_) return kNone;
    const std::size_t found = text.substr(0, end).find(mark_, from);
    if (found == kNone) none_before_ = end;
    return found;
  }

 private:
  std::string_view mark_;
  std::size_t none_before_ = 0;
};

class NoteFilter {
 public:
  explicit NoteFilter(std::string_view text) : text_(text) { result_.markdown.reserve(text.size()); }

  NoteText run() {
    while (at_ < text_.size()) {
      const std::size_t feed = text_.find('\n', at_);
      line_end_ = std::min(feed, text_.size());
      if (take_code_line()) continue;
      take_callout();
      content_end_ = without_block_id();
      while (at_ < line_end_) take_next();
      out() += std::exchange(after_line_, {});
      if (at_ < text_.size() && text_[at_] == '\n') take(1);
    }
    return std::move(result_);
  }

 private:
  std::string& out() { return result_.markdown; }
  void take(std::size_t size) {
    out() += text_.substr(at_, size);
    at_ += size;
  }

  /// Fenced code, and its fences, are copied line by line.
  bool take_code_line() {
    const std::size_t end = std::min(line_end_ + 1, text_.size());
    const std::string_view line = text_.substr(at_, end - at_);
    if (!code_lines_.is_code(line)) return false;
    take(line.size());
    return true;
  }

  /// `> [!note]- Title` is the title, in a paragraph of its own.
  void take_callout() {
    const std::string_view line = text_.substr(at_, line_end_ - at_);
    const std::size_t open = line.find_first_not_of("> \t");
    if (open == kNone || line.substr(0, open).find('>') == kNone || !line.substr(open).starts_with("[!")) return;
    const std::size_t close = line.find(']', open);
    if (close == kNone || close == open + 2) return;
    const auto is_name = [](char c) { return is_ascii_word(c) || c == '-' || c == '|' || c == ' '; };
    if (!std::all_of(line.begin() + static_cast<std::ptrdiff_t>(open) + 2,
                     line.begin() + static_cast<std::ptrdiff_t>(close), is_name)) {
      return;
    }
    const std::string_view quote = line.substr(0, open);
    std::size_t title = close + 1;
    if (title < line.size() && (line[title] == '-' || line[title] == '+')) ++title;
    out() += quote;
    // What follows the line: a quoted blank line ends the paragraph.
    after_line_ = trim_json(line.substr(title)).empty() ? std::string() : "\n" + std::string(quote);
    at_ += title;
  }

  /// Returns where the line ends before a block id; the end of the line if it has none.
  std::size_t without_block_id() const {
    std::string_view line = text_.substr(at_, line_end_ - at_);
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    const auto is_id = [](char c) { return is_ascii_word(c) || c == '-'; };
    std::size_t begin = line.size();
    while (begin > 0 && is_id(line[begin - 1])) --begin;
    const bool is_block_id =
        begin < line.size() && begin > 0 && line[begin - 1] == '^' && (begin == 1 || line[begin - 2] == ' ');
    return is_block_id ? at_ + begin - 1 : line_end_;
  }

  void take_next() {
    if (at_ >= content_end_) {
      at_ = line_end_;
      return;
    }
    const char c = text_[at_];
    const std::string_view rest = text_.substr(at_);
    if (c == '\\' && at_ + 1 < line_end_) return take(2);
    if (c == '`') return take_code();
    if (c == '[' && rest.starts_with("[[") && take_link(at_, false)) return;
    if (c == '!' && rest.starts_with("![[") && take_link(at_ + 1, true)) return;
    if (c == '%' && rest.starts_with("%%") && drop_comment()) return;
    if (c == '=' && rest.starts_with("==") && take_marked()) return;
    if (c == '<' && rest.starts_with("<%") && take_to(template_ends_, 2)) return;
    if (c == '<' && rest.starts_with("<!--") && take_to(html_comment_ends_, 3)) return;
    if (c == '#') take_tag();
    take(1);
  }

  /// Moves on to `end`, which may lie on a later line.
  void go_to(std::size_t end) {
    at_ = end;
    if (at_ <= line_end_) return;
    line_end_ = std::min(text_.find('\n', at_), text_.size());
    content_end_ = without_block_id();
  }

  void take_code() {
    const std::size_t ticks = std::min(text_.find_first_not_of('`', at_), text_.size()) - at_;
    // Ends at as many backticks, in the same paragraph.
    const std::string_view within = text_.substr(at_, std::min(kLongestCodeBytes, text_.size() - at_));
    std::size_t close = ticks;
    while (close < within.size()) {
      close = within.find('`', close);
      if (close == kNone) break;
      const std::size_t run = std::min(within.find_first_not_of('`', close), within.size()) - close;
      if (run == ticks) break;
      close += run;
    }
    const bool is_closed = close < within.size() && within.substr(0, close).find("\n\n") == kNone;
    const std::size_t end = at_ + (is_closed ? close + ticks : ticks);
    out() += text_.substr(at_, end - at_);
    go_to(end);
  }

  bool take_link(std::size_t open, bool is_embed) {
    const std::size_t begin = open + 2;
    const std::size_t close = text_.substr(0, line_end_).find_first_of("[]", begin);
    if (close == kNone || !text_.substr(close, 2).starts_with("]]")) return false;
    const std::string_view inside = text_.substr(begin, close - begin);
    const std::string shown = is_embed ? shown_embed(inside) : shown_link(inside);
    if (shown.empty()) return false;
    out() += escaped(shown);
    at_ = close + 2;
    return true;
  }

  bool drop_comment() {
    if (at_ > 0 && is_ascii_word(text_[at_ - 1])) return false;  // 100%% is none
    const std::size_t close = comment_ends_.find(text_, at_ + 2, text_.size());
    if (close == kNone) return false;
    go_to(close + 2);
    return true;
  }

  /// Tags of templates and comments of HTML are copied as they are.
  bool take_to(Ahead& end_mark, std::size_t mark_size) {
    const std::size_t close = end_mark.find(text_, at_ + 2, text_.size());
    if (close == kNone) return false;
    const std::size_t end = close + mark_size;
    out() += text_.substr(at_, end - at_);
    go_to(end);
    return true;
  }

  /// `==so==` is marked, `a == b` and `a==b` are not.
  bool take_marked() {
    if (in_mark_until_ == at_) {
      in_mark_until_ = kNone;
      at_ += 2;
      return true;
    }
    const std::size_t begin = at_ + 2;
    if (begin >= line_end_ || is_blank(text_[begin]) || text_[begin] == '=') return false;
    if (at_ > 0 && is_ascii_word(text_[at_ - 1])) return false;
    const std::size_t close = mark_ends_.find(text_, begin, line_end_);
    if (close == kNone || is_blank(text_[close - 1])) return false;
    if (close + 2 < line_end_ && (is_ascii_word(text_[close + 2]) || text_[close + 2] == '=')) return false;
    in_mark_until_ = close;
    at_ = begin;
    return true;
  }

  /// Tells the tag that may begin here; its text is copied as any other.
  void take_tag() {
    if (at_ > 0 && !is_blank(text_[at_ - 1])) return;
    std::size_t end = at_ + 1;
    while (end < line_end_) {
      const std::size_t size = tag_character(text_, end);
      if (size == 0) break;
      end += size;
    }
    std::string_view tag = text_.substr(at_ + 1, end - at_ - 1);
    while (tag.ends_with('/')) tag.remove_suffix(1);
    const auto is_sign = [](char c) { return c == '-' || c == '/' || c == '_'; };
    if (tag.starts_with('/') || std::all_of(tag.begin(), tag.end(), base::is_digit) ||
        std::all_of(tag.begin(), tag.end(), is_sign)) {
      return;
    }
    if (known_tags_.insert(ascii_lower(tag)).second) result_.tags.emplace_back(tag);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_end_ = 0;
  std::size_t content_end_ = 0;  ///< Where the line's block id begins, else `line_end_`.
  CodeLines code_lines_;
  Ahead comment_ends_{"%%"};
  Ahead html_comment_ends_{"-->"};
  Ahead template_ends_{"%>"};
  Ahead mark_ends_{"=="};
  std::size_t in_mark_until_ = kNone;
  std::string after_line_;
  std::unordered_set<std::string> known_tags_;
  NoteText result_;
};

}  // namespace

std::string ascii_lower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

NoteText without_note_markup(std::string_view markdown) { return NoteFilter(markdown).run(); }

}  // namespace kbsearch::records
