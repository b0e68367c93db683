#include "match/saying_scores.hpp"

#include <algorithm>
#include <map>

#include "rank/bm25.hpp"

namespace kbsearch::match {
namespace {

/// The best score of some documents, and what they get beside. Of few documents sorted; of many a table of all records
/// is cheaper than sorting, and of few it costs more than all the rest.
class BestScores {
 public:
  /// `expected` is about how many calls of raise() there will be.
  BestScores(DocumentId last, std::uint64_t expected) : found_(last), is_table_(expected > last / kShareOfMany) {
    if (is_table_) best_.assign(last + std::size_t{1}, {0, 0.0});
  }

  void raise(DocumentId document, double score) {
    found_.add(document);
    if (is_table_) {
      best_[document].gain = std::max(best_[document].gain, score);
    } else {
      best_.push_back({document, score});
    }
  }
  /// To be called once, between the two.
  void settle() {
    if (!is_table_) {
      std::sort(best_.begin(), best_.end(), [](const SayingGain& a, const SayingGain& b) {
        return a.document != b.document ? a.document < b.document : a.gain > b.gain;
      });
      const auto is_same = [](const SayingGain& a, const SayingGain& b) { return a.document == b.document; };
      best_.erase(std::unique(best_.begin(), best_.end(), is_same), best_.end());
    }
    own_.assign(best_.size(), 0.0);
  }
  void add_own(DocumentId document, double score) {
    if (found_.contains(document)) own_[place_of(document)] += score;
  }
  bool empty() const { return best_.empty(); }
  /// What the best is more than a document's own, ascending by document.
  std::vector<SayingGain> gains() const {
    std::vector<SayingGain> gains;
    found_.for_each([&](DocumentId document) {
      const auto place = place_of(document);
      gains.push_back({document, std::max(best_[place].gain - own_[place], 0.0)});
    });
    return gains;
  }

 private:
  static constexpr DocumentId kShareOfMany = 32;

  std::size_t place_of(DocumentId document) const {
    if (is_table_) return document;
    const auto at = std::lower_bound(best_.begin(), best_.end(), document,
                                     [](const SayingGain& gain, DocumentId wanted) { return gain.document < wanted; });
    return static_cast<std::size_t>(at - best_.begin());
  }

  DocumentSet found_;
  bool is_table_;
  std::vector<SayingGain> best_;  ///< By document, or ascending.
  std::vector<double> own_;       ///< Parallel to it.
};

/// A document comes several times if it has several terms of the word: their sum is what the word gives.
template <typename Action>
void for_each_score(const SetEvaluator& sets, const Plan& plan, std::size_t word, Action&& action) {
  for (const auto& term : plan.scored) {
    if (term.word != word) continue;
    sets.postings().for_each(term.term, [&](DocumentId document, std::uint32_t wdf) {
      action(document, rank::term_score(term.weight, wdf, plan.k1, plan.presence));
    });
  }
}

}  // namespace

std::vector<SayingGain> saying_gains(const SetEvaluator& sets, const Plan& plan, const Saying& saying) {
  std::uint64_t expected = 0;
  for (const auto& way : saying.ways) {
    if (way.terms.empty()) expected += sets.of_way(way)->size();
    for (const auto& term : way.terms) expected += term.doc_freq;
  }
  BestScores best(sets.last_document(), expected);
  for (const auto& way : saying.ways) {
    if (way.terms.empty()) {
      const double score = rank::term_score(way.weight, store::kWdfScale, plan.k1, plan.presence);
      sets.of_way(way)->for_each([&](DocumentId document) { best.raise(document, score); });
      continue;
    }
    // The forms of a word: a document has one language, and what has it with and without accents has it once.
    for (const auto& term : way.terms) {
      sets.postings().for_each(term.term, [&](DocumentId document, std::uint32_t wdf) {
        best.raise(document, rank::term_score(way.weight, wdf, plan.k1, plan.presence));
      });
    }
  }
  best.settle();
  if (best.empty()) return {};
  for (const auto word : saying.words) {
    for_each_score(sets, plan, word, [&](DocumentId document, double score) { best.add_own(document, score); });
  }
  return best.gains();
}

std::vector<std::vector<std::size_t>> rival_corrections(const Plan& plan) {
  std::map<std::size_t, std::vector<std::size_t>> by_unknown;
  for (std::size_t i = 0; i < plan.words.size(); ++i) {
    if (plan.words[i].meant_by) by_unknown[*plan.words[i].meant_by].push_back(i);
  }
  std::vector<std::vector<std::size_t>> rivals;
  for (auto& [unknown, words] : by_unknown) {
    if (words.size() > 1) rivals.push_back(std::move(words));
  }
  return rivals;
}

std::vector<SayingGain> best_word_scores(const SetEvaluator& sets, const Plan& plan,
                                         const std::vector<std::size_t>& words) {
  const auto last = sets.last_document();
  DocumentSet found(last);
  std::vector<double> best(last + std::size_t{1}, 0.0);
  for (const auto word : words) {
    std::vector<double> scores(best.size(), 0.0);
    for_each_score(sets, plan, word, [&](DocumentId document, double score) {
      scores[document] += score;
      best[document] = std::max(best[document], scores[document]);
      found.add(document);
    });
  }
  std::vector<SayingGain> gains;
  found.for_each([&](DocumentId document) { gains.push_back({document, best[document]}); });
  return gains;
}

}  // namespace kbsearch::match
