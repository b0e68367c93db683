#include "mcp/passages.hpp"

#include <algorithm>

#include "mcp/json.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kLeastBytes = 24;
// Of the bytes that are not marks this share stands before the first mark.
constexpr std::size_t kShareBefore = 3;

/// The widest run of marks with the most of them that fits into so many bytes.
ByteRange best_run(const std::vector<ByteRange>& marks, std::size_t most_bytes) {
  ByteRange best;
  std::size_t most_marks = 0;
  for (std::size_t first = 0, behind = 0; first < marks.size(); ++first) {
    behind = std::max(behind, first);
    while (behind < marks.size() && marks[behind].end - marks[first].begin <= most_bytes) ++behind;
    if (behind - first <= most_marks) continue;
    most_marks = behind - first;
    best = {marks[first].begin, marks[behind - 1].end};
  }
  return best;
}

bool is_space(char c) { return c == ' '; }

/// Moves a border to the next word's start, if there is one before `limit`.
std::size_t word_start(const std::string& text, std::size_t at, std::size_t limit) {
  if (at == 0 || is_space(text[at - 1])) return at;
  const auto space = text.find(' ', at);
  return space == text.npos || space >= limit ? character_border(text, at) : space + 1;
}

/// Moves a border back to the last word's end, if there is one behind `limit`.
std::size_t word_end(const std::string& text, std::size_t at, std::size_t limit) {
  if (at >= text.size() || is_space(text[at])) return std::min(at, text.size());
  const auto space = text.rfind(' ', at);
  return space == text.npos || space <= limit ? character_border(text, at) : space;
}

}  // namespace

Snippet cut_passage(const Snippet& passage, std::size_t most_bytes) {
  if (passage.text.size() <= most_bytes) return with_ellipses(passage);
  Snippet cut = passage;
  cut.marks.clear();
  if (most_bytes < kLeastBytes) {
    cut.text.clear();
    return cut;
  }
  const auto run = best_run(passage.marks, most_bytes);
  const auto room = most_bytes - std::min(most_bytes, run.end - run.begin);
  auto begin = run.begin - std::min(run.begin, room / kShareBefore);
  begin = std::min(begin, passage.text.size() - most_bytes);
  begin = word_start(passage.text, begin, std::max(run.begin, begin + 1));
  const auto end = word_end(passage.text, std::min(begin + most_bytes, passage.text.size()), std::max(run.end, begin));
  cut.text = passage.text.substr(begin, end - begin);
  cut.starts_inside = passage.starts_inside || begin > 0;
  cut.ends_inside = passage.ends_inside || end < passage.text.size();
  for (const auto& mark : passage.marks) {
    if (mark.begin >= begin && mark.end <= end) cut.marks.push_back({mark.begin - begin, mark.end - begin});
  }
  return with_ellipses(cut);
}

}  // namespace kbsearch::cli::mcp
