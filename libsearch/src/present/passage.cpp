#include "present/passage.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace kbsearch::present {
namespace {

// About three lines of an 80-column terminal.
constexpr std::size_t kMaxBytes = 280;
// In a sentence that is longer than a passage, this much is shown before the first match.
constexpr std::size_t kLeadBytes = 70;
// Repeating a word is worth a little: it tells passages apart that cover the same words.
constexpr double kRepetitionShare = 0.05;

struct Passage {
  double score = 0.0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// The sentence starts as ranges; a text without sentences is one.
std::vector<Passage> sentences_of(const store::StoredText& text) {
  std::vector<std::uint32_t> starts;
  text.read_sentence_starts(starts);
  if (starts.empty()) starts.push_back(0);
  std::vector<Passage> sentences;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const auto end = i + 1 < starts.size() ? starts[i + 1] : static_cast<std::uint32_t>(text.text().size());
    sentences.push_back({0.0, starts[i], end});
  }
  return sentences;
}

class PassageScorer {
 public:
  PassageScorer(const std::vector<MatchedToken>& matches, Highlighter& highlighter)
      : matches_(matches), highlighter_(highlighter) {}

  double operator()(std::uint32_t begin, std::uint32_t end) {
    seen_.clear();
    double score = 0.0;
    auto match = std::lower_bound(matches_.begin(), matches_.end(), begin,
                                  [](const MatchedToken& token, std::uint32_t at) { return token.begin < at; });
    for (; match != matches_.end() && match->end <= end; ++match) {
      const bool again = std::find(seen_.begin(), seen_.end(), match->word) != seen_.end();
      score += highlighter_.weight(match->word) * (again ? kRepetitionShare : 1.0);
      if (!again) seen_.push_back(match->word);
    }
    return score;
  }

 private:
  const std::vector<MatchedToken>& matches_;
  Highlighter& highlighter_;
  std::vector<std::size_t> seen_;
};

/// Cuts a sentence that is too long to a window of whole words round the match at `from`.
Passage window_in(std::string_view text, const Passage& sentence, std::uint32_t from) {
  Passage window = sentence;
  if (from > sentence.begin + kLeadBytes) {
    auto begin = base::floor_to_character(text, from - kLeadBytes);
    const auto space = text.find(' ', begin);
    if (space != text.npos && space + 1 < from) begin = space + 1;
    window.begin = static_cast<std::uint32_t>(begin);
  }
  if (sentence.end - window.begin > kMaxBytes) {
    auto end = base::floor_to_character(text, window.begin + kMaxBytes);
    const auto space = text.rfind(' ', end);
    if (space != text.npos && space > from) end = space;
    window.end = static_cast<std::uint32_t>(end);
  }
  return window;
}

/// Returns the best passage of one text; score 0 if nothing in it matches.
Passage best_in(const store::StoredText& text, const std::vector<MatchedToken>& matches, Highlighter& highlighter) {
  const auto sentences = sentences_of(text);
  PassageScorer score(matches, highlighter);
  Passage best;
  std::size_t next_match = 0;
  for (std::size_t i = 0; i < sentences.size() && next_match < matches.size(); ++i) {
    if (matches[next_match].begin >= sentences[i].end) continue;
    // Only sentences with a match begin a passage; it takes in the sentences after it while they fit.
    Passage passage = sentences[i];
    if (passage.end - passage.begin > kMaxBytes) {
      while (next_match < matches.size() && matches[next_match].begin < sentences[i].end) {
        Passage window = window_in(text.text(), sentences[i], matches[next_match].begin);
        window.score = score(window.begin, window.end);
        if (window.score > best.score) best = window;
        ++next_match;
      }
      continue;
    }
    for (std::size_t j = i + 1; j < sentences.size() && sentences[j].end - passage.begin <= kMaxBytes; ++j) {
      passage.end = sentences[j].end;
    }
    passage.score = score(passage.begin, passage.end);
    if (passage.score > best.score) best = passage;
    while (next_match < matches.size() && matches[next_match].begin < sentences[i].end) ++next_match;
  }
  return best;
}

/// The beginning of a text, up to whole sentences or words.
Passage beginning_of(const store::StoredText& text) {
  const auto sentences = sentences_of(text);
  Passage passage = sentences.front();
  for (std::size_t i = 1; i < sentences.size() && sentences[i].end - passage.begin <= kMaxBytes; ++i) {
    passage.end = sentences[i].end;
  }
  return passage.end - passage.begin > kMaxBytes ? window_in(text.text(), passage, passage.begin) : passage;
}

bool ends_a_sentence(std::string_view text, std::uint32_t begin, std::uint32_t end, const store::StoredText& stored) {
  std::vector<std::uint32_t> starts;
  stored.read_sentence_starts(starts);
  return end >= text.size() || begin == end || std::binary_search(starts.begin(), starts.end(), end);
}

Snippet cut(const store::StoredText& stored, const Passage& passage, const std::vector<MatchedToken>& matches) {
  const auto text = stored.text();
  Snippet snippet;
  std::vector<std::uint32_t> starts;
  stored.read_sentence_starts(starts);
  snippet.starts_inside = !starts.empty() && passage.begin > starts.front() &&
                          !std::binary_search(starts.begin(), starts.end(), passage.begin);
  snippet.ends_inside = !ends_a_sentence(text, passage.begin, passage.end, stored);
  for (const auto& match : matches) {
    if (match.begin < passage.begin || match.end > passage.end) continue;
    snippet.marks.push_back({match.begin - passage.begin, match.end - passage.begin});
  }
  snippet.text = clean_for_display(text.substr(passage.begin, passage.end - passage.begin), snippet.marks);
  return snippet;
}

}  // namespace

std::string clean_for_display(std::string_view text, std::vector<ByteRange>& marks) {
  std::string out;
  out.reserve(text.size());
  std::vector<ByteRange> moved;
  std::size_t next = 0;
  std::vector<std::size_t> open_ends;
  bool space_due = false;
  std::size_t at = 0;
  const auto place = [&] {
    while (next < marks.size() && marks[next].begin <= at) {
      moved.push_back({out.size(), out.size()});
      open_ends.push_back(marks[next].end);
      ++next;
    }
  };
  const auto close = [&] {
    for (std::size_t i = 0; i < open_ends.size(); ++i) {
      if (open_ends[i] == at && moved[i].end <= moved[i].begin) moved[i].end = out.size();
    }
  };
  while (at < text.size()) {
    close();
    const auto [code_point, size] = base::decode_utf8(text, at);
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
    at += size;
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

Snippet best_passage(const store::StoredDocument& document, const Schema& schema, Highlighter& highlighter) {
  Snippet best;
  double best_score = 0.0;
  bool have_fallback = false;
  for (std::size_t field = 0; field < schema.fields().size(); ++field) {
    const auto& spec = schema.fields()[field];
    if (spec.kind != FieldKind::kText || !spec.snippet) continue;
    const auto texts = document.texts(field);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto& matches = highlighter.matches(field, i);
      const Passage passage = best_in(texts[i], matches, highlighter);
      const bool better = passage.score > best_score;
      if (!better && have_fallback) continue;
      best = better ? cut(texts[i], passage, matches) : cut(texts[i], beginning_of(texts[i]), {});
      best_score = passage.score;
      have_fallback = true;
      best.field = spec.name;
      best.ordinal = texts.size() > 1 ? i + 1 : 0;
    }
  }
  return best;
}

}  // namespace kbsearch::present
