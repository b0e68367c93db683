#include "records/code_lines.hpp"

#include <algorithm>

#include "records/json_record.hpp"

namespace kbsearch::records {
namespace {

/// Returns the fence (three or more ` or ~) that `line` begins with; empty if there is none.
std::string_view fence_at(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of("> \t"), line.size()));
  if (line.empty() || (line.front() != '`' && line.front() != '~')) return {};
  const std::string_view fence = line.substr(0, std::min(line.find_first_not_of(line.front()), line.size()));
  return fence.size() >= 3 ? fence : std::string_view();
}

bool begins_list_item(std::string_view line) {
  line = trim_json(line);
  const std::size_t digits = line.find_first_not_of("0123456789");
  if (digits != line.npos && digits > 0) return line.substr(digits).starts_with(". ") || line[digits] == ')';
  return line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ");
}

}  // namespace

bool CodeLines::is_code(std::string_view line) {
  const bool is_blank = trim_json(line).empty();
  const bool result = is_fenced(line) || (!is_blank && is_indented(line));
  if (!is_blank && !result) {
    const bool is_item_text = in_list_ && (line.front() == ' ' || line.front() == '\t');
    in_list_ = begins_list_item(line) || is_item_text;
  }
  after_blank_ = is_blank;
  return result;
}

bool CodeLines::is_fenced(std::string_view line) {
  const std::string_view fence = fence_at(line);
  if (!fence_.empty()) {
    const std::size_t after = static_cast<std::size_t>(fence.data() - line.data()) + fence.size();
    if (!fence.empty() && fence.starts_with(fence_) && trim_json(line.substr(after)).empty()) fence_ = {};
    return true;
  }
  // What a fence of backticks says of its language holds none: ```so``` is code within a line.
  const bool opens = !fence.empty() &&
                     (fence.front() == '~' || trim_json(line).substr(fence.size()).find('`') == std::string_view::npos);
  if (opens) fence_ = fence;
  return opens;
}

bool CodeLines::is_indented(std::string_view line) {
  const bool is_deep = line.starts_with("    ") || line.starts_with('\t');
  in_indented_ = is_deep && !in_list_ && (after_blank_ || in_indented_);
  return in_indented_;
}

}  // namespace kbsearch::records
