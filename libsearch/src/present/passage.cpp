#include "present/passage.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

#include "analysis/prose.hpp"
#include "present/display_text.hpp"
#include "present/passage_edges.hpp"

namespace kbsearch::present {
namespace {

// Repeating a word is worth a little: it tells passages apart that cover the same words.
constexpr double kRepetitionShare = 0.05;

// Of a passage that is no prose at all this share of its worth is left.
constexpr double kLeastProseShare = 0.1;
// A text is begun where it reads as prose: it may open with a menu.
constexpr double kProse = 0.5;
constexpr std::size_t kMostBeginnings = 20;
// Passages of a record that are asked whether they are prose, beyond the best of each choice.
constexpr std::size_t kMostAsked = 1'000;

/// What the matches of a passage are worth: each word of the query once, repetitions a little, and words that were
/// shown before the same little.
class PassageScorer {
 public:
  explicit PassageScorer(const Highlighter& highlighter) : highlighter_(highlighter) {}

  double operator()(const std::vector<MatchedToken>& matches, const Passage& passage) {
    seen_.clear();
    double score = 0.0;
    for_each_match(matches, passage, [&](const MatchedToken& match) {
      const bool again =
          shown_.contains(match.unit) || std::find(seen_.begin(), seen_.end(), match.unit) != seen_.end();
      score += highlighter_.weight(match.unit) * (again ? kRepetitionShare : 1.0);
      if (!again) seen_.push_back(match.unit);
    });
    return score;
  }

  void note_shown(const std::vector<MatchedToken>& matches, const Passage& passage) {
    for_each_match(matches, passage, [&](const MatchedToken& match) { shown_.insert(match.unit); });
  }

 private:
  template <typename Action>
  static void for_each_match(const std::vector<MatchedToken>& matches, const Passage& passage, Action&& action) {
    auto match = std::lower_bound(matches.begin(), matches.end(), passage.begin,
                                  [](const MatchedToken& token, std::uint32_t at) { return token.begin < at; });
    for (; match != matches.end() && match->end <= passage.end; ++match) action(*match);
  }

  const Highlighter& highlighter_;
  std::vector<std::size_t> seen_;
  std::set<std::size_t> shown_;
};

/// Adds the passages of one text that hold a match.
void add_passages(const store::StoredText& text, const std::vector<Passage>& sentences,
                  const std::vector<MatchedToken>& matches, std::vector<Passage>& passages) {
  std::size_t next_match = 0;
  for (std::size_t i = 0; i < sentences.size() && next_match < matches.size(); ++i) {
    if (matches[next_match].begin >= sentences[i].end) continue;
    // Only sentences with a match begin a passage; it takes in the sentences after it while they fit.
    const auto& sentence = sentences[i];
    const bool is_long = sentence.size() > kMaxPassageBytes;
    if (!is_long) {
      auto last = std::lower_bound(matches.begin(), matches.end(), sentence.begin + kMaxPassageBytes,
                                   [](const MatchedToken& match, std::uint32_t at) { return match.end <= at; });
      passages.push_back(passage_from(text.text(), sentences, i, last == matches.begin() ? 0 : std::prev(last)->end));
    }
    while (next_match < matches.size() && matches[next_match].begin < sentence.end) {
      if (is_long) passages.push_back(window_in(text.text(), sentence, matches[next_match].begin));
      ++next_match;
    }
  }
}

/// The beginning of a text, up to whole sentences or words; past a menu, if one stands there.
Passage beginning_of(const store::StoredText& text, const std::vector<Passage>& sentences) {
  Passage first;
  for (std::size_t i = 0; i < std::min(sentences.size(), kMostBeginnings); ++i) {
    const bool is_long = sentences[i].size() > kMaxPassageBytes;
    const auto passage =
        is_long ? window_in(text.text(), sentences[i], sentences[i].begin) : passage_from(text.text(), sentences, i, 0);
    if (i == 0) first = passage;
    if (analysis::prose_share(view_of(text.text(), passage)) >= kProse) return passage;
  }
  return first;
}

/// Whether a sentence begins at `at`.
bool begins_a_sentence(const std::vector<Passage>& sentences, std::uint32_t at) {
  const auto found =
      std::lower_bound(sentences.begin(), sentences.end(), at,
                       [](const Passage& sentence, std::uint32_t place) { return sentence.begin < place; });
  return found != sentences.end() && found->begin == at;
}

Snippet cut(std::string_view text, const std::vector<Passage>& sentences, const Passage& passage,
            const std::vector<MatchedToken>& matches) {
  Snippet snippet;
  snippet.starts_inside = passage.begin > sentences.front().begin && !begins_a_sentence(sentences, passage.begin);
  snippet.ends_inside = passage.end < text.size() && passage.begin < passage.end &&
                        !(begins_a_sentence(sentences, passage.end) && ends_a_sentence(view_of(text, passage)));
  auto match = std::lower_bound(matches.begin(), matches.end(), passage.begin,
                                [](const MatchedToken& token, std::uint32_t at) { return token.begin < at; });
  for (; match != matches.end() && match->begin < passage.end; ++match) {
    if (match->end > passage.end) continue;
    snippet.marks.push_back({match->begin - passage.begin, match->end - passage.begin});
  }
  snippet.text = plain_for_display(text.substr(passage.begin, passage.end - passage.begin), snippet.marks);
  return snippet;
}

/// A passage of the record that holds a match.
struct Candidate {
  std::size_t field;
  std::size_t ordinal;
  std::size_t text;  ///< Index in Evidence::texts.
  Passage passage;
  double score = 0.0;                      ///< Of its matches; prose or not comes later.
  std::optional<double> prose_share = {};  ///< Once it was asked.
};

bool overlap(const Candidate& a, const Candidate& b) {
  return a.text == b.text && a.passage.begin < b.passage.end && b.passage.begin < a.passage.end;
}

/// All texts of a record that a passage may come from, and the passages with matches.
class Evidence {
 public:
  Evidence(const store::StoredDocument& document, const Schema& schema, const Highlighter& highlighter)
      : schema_(schema), highlighter_(highlighter) {
    std::vector<Passage> passages;
    for (std::size_t field = 0; field < schema.fields().size(); ++field) {
      const auto& spec = schema.fields()[field];
      if (spec.kind != FieldKind::kText || !spec.snippet) continue;
      const auto texts = document.texts(field);
      for (std::size_t i = 0; i < texts.size(); ++i) {
        texts_.push_back({texts[i], field, texts.size() > 1 ? i + 1 : 0, {}});
        const auto& matches = highlighter.matches(field, i);
        if (matches.empty()) continue;
        texts_.back().sentences = sentences_of(texts[i]);
        passages.clear();
        add_passages(texts[i], texts_.back().sentences, matches, passages);
        for (const auto& passage : passages) candidates_.push_back({field, i, texts_.size() - 1, passage});
      }
    }
  }

  bool has_text() const { return !texts_.empty(); }
  bool has_match() const { return !candidates_.empty(); }

  std::vector<Snippet> best(std::size_t count) {
    std::vector<Snippet> chosen;
    PassageScorer score(highlighter_);
    while (chosen.size() < count && !candidates_.empty()) {
      for (auto& candidate : candidates_) {
        candidate.score = score(highlighter_.matches(candidate.field, candidate.ordinal), candidate.passage);
      }
      const Candidate best = take_best();
      const auto& matches = highlighter_.matches(best.field, best.ordinal);
      score.note_shown(matches, best.passage);
      const auto first = std::lower_bound(matches.begin(), matches.end(), best.passage.begin,
                                          [](const MatchedToken& match, std::uint32_t at) { return match.begin < at; });
      const bool has_match = first != matches.end() && first->begin < best.passage.end;
      const auto shown =
          has_match ? without_menu(texts_[best.text].text.text(), best.passage, first->begin) : best.passage;
      chosen.push_back(snippet_of(best.text, shown, matches));
      std::erase_if(candidates_, [&](const Candidate& candidate) { return overlap(candidate, best); });
    }
    return chosen;
  }

  Snippet beginning() {
    auto& first = texts_.front();
    first.sentences = sentences_of(first.text);
    return snippet_of(0, beginning_of(first.text, first.sentences), {});
  }

 private:
  struct Text {
    store::StoredText text;
    std::size_t field;
    std::size_t shown_ordinal;
    std::vector<Passage> sentences;  ///< Of a text with matches.
  };

  Snippet snippet_of(std::size_t text, const Passage& passage, const std::vector<MatchedToken>& matches) const {
    auto snippet = cut(texts_[text].text.text(), texts_[text].sentences, passage, matches);
    snippet.field = schema_.fields()[texts_[text].field].name;
    snippet.ordinal = texts_[text].shown_ordinal;
    return snippet;
  }

  /// Whether it is prose is asked of the promising ones alone: it can only lower a score. Of thousands that are all
  /// alike the first are asked.
  Candidate take_best() {
    std::stable_sort(candidates_.begin(), candidates_.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    std::size_t best = 0;
    double best_worth = -1.0;
    for (std::size_t i = 0; i < candidates_.size() && candidates_[i].score > best_worth; ++i) {
      auto& candidate = candidates_[i];
      if (!candidate.prose_share) {
        if (i > 0 && asked_ >= kMostAsked) break;
        ++asked_;
        candidate.prose_share = analysis::prose_share(view_of(texts_[candidate.text].text.text(), candidate.passage));
      }
      const double worth = candidate.score * (kLeastProseShare + (1.0 - kLeastProseShare) * *candidate.prose_share);
      if (worth <= best_worth) continue;
      best = i;
      best_worth = worth;
    }
    return candidates_[best];
  }

  const Schema& schema_;
  const Highlighter& highlighter_;
  std::vector<Text> texts_;
  std::vector<Candidate> candidates_;  ///< In the order of the schema and of the texts.
  std::size_t asked_ = 0;              ///< Passages that were asked whether they are prose.
};

}  // namespace

std::vector<Snippet> best_passages(const store::StoredDocument& document, const Schema& schema,
                                   const Highlighter& highlighter, std::size_t count) {
  Evidence evidence(document, schema, highlighter);
  if (evidence.has_match()) return evidence.best(count);
  if (evidence.has_text() && count > 0) return {evidence.beginning()};
  return {};
}

}  // namespace kbsearch::present
