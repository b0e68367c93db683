#include "present/passage_edges.hpp"

#include <algorithm>
#include <array>

#include "analysis/prose.hpp"
#include "base/utf8.hpp"

namespace kbsearch::present {
namespace {

// In a sentence that is longer than a passage, this much is shown before the first match.
constexpr std::size_t kLeadBytes = 70;
// Less tells little: "Read more", "Track record".
constexpr std::size_t kFewBytes = 100;
constexpr std::size_t kFewestBytes = 30;
// A heading is no longer.
constexpr std::size_t kHeadingBytes = 80;
// A text of so many bytes that ends within a sentence was cut off; a shorter one is a title or a fact.
constexpr std::size_t kCutBytes = 300;
// In a text of lines the last one may be a heading or an item, which ends without a full stop.
constexpr std::size_t kCutLineBytes = 60;

// Where this much of a passage is prose already, it begins with no menu.
constexpr double kMostlyProse = 0.95;
constexpr double kBetter = 0.05;
constexpr std::size_t kMostTried = 8;

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || byte >= 0x80;
}

std::uint32_t narrow(std::size_t at) { return static_cast<std::uint32_t>(at); }

/// The end of the last whole word of a text that was cut off; else the end of the text.
std::size_t end_of_words(std::string_view text, std::uint32_t last_sentence) {
  if (text.size() < kCutBytes || is_space(text.back()) || ends_a_sentence(text)) return text.size();
  const bool is_of_lines = text.find('\n') != text.npos;
  if (is_of_lines && text.size() - last_sentence < kCutLineBytes) return text.size();
  std::size_t end = text.size();
  while (end > last_sentence && !is_space(text[end - 1])) --end;
  // Writing without spaces has no last word to leave out.
  constexpr std::size_t kLongestWord = 40;
  return text.size() - end > kLongestWord ? text.size() : end;
}

/// The last place before `limit` where a word ends, behind `least`; `limit` if there is none.
std::size_t word_end_before(std::string_view text, std::size_t limit, std::size_t least) {
  const auto end = base::floor_to_character(text, limit);
  if (end >= text.size() || is_space(text[end])) return end;
  const auto space = text.substr(least, end - least).find_last_of(" \t\r\n");
  return space != text.npos && space > 0 ? least + space : end;
}

/// The first place from `limit` on where a word begins, before `most`; `limit` if there is none.
std::size_t word_begin_after(std::string_view text, std::size_t limit, std::size_t most) {
  const auto begin = base::floor_to_character(text, limit);
  if (begin == 0 || is_space(text[begin - 1])) return begin;
  const auto space = text.substr(begin, most - begin).find_first_of(" \t\r\n");
  return space != text.npos && begin + space + 1 < most ? begin + space + 1 : begin;
}

/// Whether what is short is no sentence either.
bool is_stump(std::string_view text) {
  return text.size() < kFewBytes && (text.size() < kFewestBytes || !ends_a_sentence(text));
}

}  // namespace

bool ends_a_sentence(std::string_view text) {
  while (!text.empty() && (is_space(text.back()) || text.back() == '"' || text.back() == '\'' || text.back() == ')' ||
                           text.back() == ']')) {
    text.remove_suffix(1);
  }
  for (const std::string_view quote : {"\u201D", "\u2019", "\u00BB", "\u300D"}) {
    if (text.ends_with(quote)) text.remove_suffix(quote.size());
  }
  static constexpr std::array<std::string_view, 11> kStops = {
      ".", "!", "?", "\u2026", "\u3002", "\uFF01", "\uFF1F", "\u061F", "\u06D4", "\u0964", "\u0589"};
  return std::any_of(kStops.begin(), kStops.end(), [&](std::string_view stop) { return text.ends_with(stop); });
}

std::vector<Passage> sentences_of(const store::StoredText& text) {
  std::vector<std::uint32_t> starts;
  text.read_sentence_starts(starts);
  if (starts.empty()) starts.push_back(0);
  const auto end = narrow(text.text().empty() ? 0 : end_of_words(text.text(), starts.back()));
  std::vector<Passage> sentences;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    sentences.push_back({starts[i], i + 1 < starts.size() ? starts[i + 1] : end});
  }
  if (sentences.size() > 1 && sentences.back().size() == 0) sentences.pop_back();
  return sentences;
}

Passage passage_from(std::string_view text, const std::vector<Passage>& sentences, std::size_t first,
                     std::uint32_t until) {
  Passage passage = sentences[first];
  std::size_t next = first + 1;
  for (; next < sentences.size() && sentences[next].end - passage.begin <= kMaxPassageBytes; ++next) {
    passage.end = sentences[next].end;
  }
  while (next - 1 > first && sentences[next - 1].begin >= until) {
    const auto& last = sentences[next - 1];
    const bool is_heading = last.size() <= kHeadingBytes && !ends_a_sentence(view_of(text, last));
    if (!is_heading || last.begin - passage.begin < kFewBytes) break;
    passage.end = last.begin;
    --next;
  }
  if (passage.size() < kFewBytes && next < sentences.size()) {
    passage.end = narrow(word_end_before(text, passage.begin + kMaxPassageBytes, passage.end));
  }
  for (std::size_t i = first; i > 0 && is_stump(view_of(text, passage)); --i) {
    const bool fits = passage.end - sentences[i - 1].begin <= kMaxPassageBytes;
    passage.begin =
        fits ? sentences[i - 1].begin : narrow(word_begin_after(text, passage.end - kMaxPassageBytes, passage.begin));
  }
  return passage;
}

Passage window_in(std::string_view text, const Passage& sentence, std::uint32_t from) {
  Passage window = sentence;
  if (from > sentence.begin + kLeadBytes) window.begin = narrow(word_begin_after(text, from - kLeadBytes, from));
  if (sentence.end - window.begin > kMaxPassageBytes) {
    window.end = narrow(word_end_before(text, window.begin + kMaxPassageBytes, from));
  } else if (window.size() < kFewBytes && window.begin > sentence.begin) {
    const auto begin = sentence.size() > kMaxPassageBytes ? sentence.end - kMaxPassageBytes : sentence.begin;
    window.begin = narrow(word_begin_after(text, begin, window.begin));
  }
  return window;
}

Passage without_menu(std::string_view text, const Passage& passage, std::uint32_t first_match) {
  Passage best = passage;
  double most = analysis::prose_share(view_of(text, passage));
  if (most >= kMostlyProse) return best;
  most += kBetter;
  std::size_t tried = 0;
  for (std::uint32_t at = first_match; at > passage.begin && tried < kMostTried; --at) {
    const bool begins_word = is_word(text[at]) && !is_word(text[at - 1]);
    const bool is_capital = text[at] >= 'A' && text[at] <= 'Z';
    if (passage.end - at < kFewBytes || !begins_word || !(is_capital || at == first_match)) continue;
    ++tried;
    const Passage shorter{at, passage.end};
    const double share = analysis::prose_share(view_of(text, shorter));
    // Of beginnings that read as well the one that shows more, which comes later.
    if (share < most) continue;
    most = share;
    best = shorter;
  }
  return best;
}

}  // namespace kbsearch::present
