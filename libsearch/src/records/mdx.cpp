#include "records/mdx.hpp"

#include <algorithm>
#include <initializer_list>

#include "records/code_lines.hpp"
#include "records/json_record.hpp"

namespace kbsearch::records {
namespace {

/// A tag that has not ended by then is taken for a stray '<': this keeps a page of them from being
/// searched anew for each.
constexpr std::size_t kLongestTagBytes = 16u << 10;
/// Where so many bytes were searched in vain (and 64 for each byte of the page), only short tags are looked for.
constexpr std::size_t kVainBytes = 1u << 20;
constexpr std::size_t kVainBytesPerByte = 64;
constexpr std::size_t kShortTagBytes = 256;

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Returns the position after the tag that opens at `start`, `start` if it is none, std::string_view::npos if it is
/// longer than `max_bytes`. Attribute values may be quoted texts and expressions in braces, and both may hold '>'.
std::size_t end_of_jsx_tag(std::string_view text, std::size_t start, std::size_t max_bytes) {
  const std::string_view tag = text.substr(start, max_bytes);
  if (tag.size() < 2 || !(is_name_start(tag[1]) || tag[1] == '/' || tag[1] == '>')) return start;
  // <https://example.org> and <a@example.org> are links.
  const std::size_t name_end = std::min(
      tag.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-", 1), tag.size() - 1);
  if (tag[1] != '/' && (tag[name_end] == ':' || tag[name_end] == '@')) return start;
  std::size_t braces = 0;
  char quote = '\0';
  for (std::size_t at = 1; at < tag.size(); ++at) {
    const char c = tag[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      continue;
    }
    if (c == '"' || c == '\'' || (c == '`' && braces > 0)) quote = c;
    if (c == '<' && braces == 0) return start;
    if (c == '{') ++braces;
    if (c == '}' && braces > 0) --braces;
    if (c == '>' && braces == 0) return start + at + 1;
  }
  return std::string_view::npos;
}

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

/// Whether `line` begins a statement; prose may begin with the same word.
bool begins_statement(std::string_view line) {
  if (line.starts_with("import ")) {
    const std::string_view rest = line.substr(7);
    return starts_with_any(rest, {"{", "*", "\"", "'"}) || rest.find(" from ") != std::string_view::npos;
  }
  return starts_with_any(line, {"export const ", "export let ", "export var ", "export function ", "export default ",
                                "export async ", "export class ", "export {", "export * "});
}

class JsxFilter {
 public:
  explicit JsxFilter(std::string_view text) : text_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      const std::string_view line = current_line();
      if (take_code_line(line) || drop_statement(line)) continue;
      after_blank_ = trim_json(line).empty();
      filter_line(at_ + line.size());
    }
    return std::move(out_);
  }

 private:
  /// The rest of the line at the cursor, with its line feed.
  std::string_view current_line() const {
    const std::size_t feed = text_.find('\n', at_);
    return text_.substr(at_, feed == std::string_view::npos ? std::string_view::npos : feed + 1 - at_);
  }

  bool take_code_line(std::string_view line) {
    if (!code_lines_.is_fenced(line)) return false;
    out_ += line;
    at_ += line.size();
    after_blank_ = false;
    return true;
  }

  /// Statements stand at the start of a block and end with it, at a blank line.
  bool drop_statement(std::string_view line) {
    if (!in_statement_ && !(after_blank_ && begins_statement(line))) return false;
    in_statement_ = !trim_json(line).empty();
    after_blank_ = !in_statement_;
    if (!in_statement_) out_ += '\n';
    at_ += line.size();
    return true;
  }

  /// Copies what begins on this line; a tag may end on a later one.
  void filter_line(std::size_t line_end) {
    while (at_ < line_end) {
      const char c = text_[at_];
      std::size_t end = at_;
      if (c == '`') {
        take_code_span(line_end);
        continue;
      }
      if (c == '<') end = end_of_tag();
      if (c == '{' && text_.substr(at_).starts_with("{/*")) end = end_of_comment();
      if (end == at_) {
        out_ += c;
        ++at_;
      } else {
        at_ = end;
      }
    }
  }

  std::size_t end_of_tag() {
    const bool may_be_long = vain_bytes_ < kVainBytes + kVainBytesPerByte * text_.size();
    const std::size_t max_bytes = may_be_long ? kLongestTagBytes : kShortTagBytes;
    const std::size_t end = end_of_jsx_tag(text_, at_, max_bytes);
    if (end != std::string_view::npos) return end;
    vain_bytes_ += max_bytes;
    return at_;
  }

  void take_code_span(std::size_t line_end) {
    const std::string_view line = text_.substr(at_, std::min(line_end - at_, kLongestTagBytes));
    const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
    const std::size_t close = line.find(line.substr(0, ticks), ticks);
    const std::size_t size = close == std::string_view::npos ? ticks : close + ticks;
    out_ += line.substr(0, size);
    at_ += size;
  }

  std::size_t end_of_comment() {
    // Once there is no end ahead there is none for any later comment.
    const std::size_t end = comments_end_ ? text_.find("*/}", at_) : std::string_view::npos;
    comments_end_ = end != std::string_view::npos;
    return comments_end_ ? end + 3 : at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  CodeLines code_lines_;
  bool in_statement_ = false;
  bool after_blank_ = true;
  bool comments_end_ = true;
  std::size_t vain_bytes_ = 0;  ///< Looked at for tags that did not end.
  std::string out_;
};

}  // namespace

std::string without_jsx(std::string_view mdx) { return JsxFilter(mdx).run(); }

}  // namespace kbsearch::records
