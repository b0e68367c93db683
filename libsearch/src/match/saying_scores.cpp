#include "match/saying_scores.hpp"

#include <algorithm>
#include <map>

#include "rank/bm25.hpp"

namespace kbsearch::match {
namespace {

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
  std::vector<SayingGain> gains;
  for (const auto& way : saying.ways) {
    if (way.terms.empty()) {
      const double score = rank::term_score(way.weight, store::kWdfScale, plan.k1, plan.presence);
      sets.of_way(way)->for_each([&](DocumentId document) { gains.push_back({document, score}); });
      continue;
    }
    // The forms of a word: a document has one language, and what has it with and without accents has it once.
    for (const auto& term : way.terms) {
      sets.postings().for_each(term.term, [&](DocumentId document, std::uint32_t wdf) {
        gains.push_back({document, rank::term_score(way.weight, wdf, plan.k1, plan.presence)});
      });
    }
  }
  if (gains.empty()) return gains;
  // The best way of each document stays.
  std::sort(gains.begin(), gains.end(), [](const SayingGain& a, const SayingGain& b) {
    return a.document != b.document ? a.document < b.document : a.gain > b.gain;
  });
  const auto is_same = [](const SayingGain& a, const SayingGain& b) { return a.document == b.document; };
  gains.erase(std::unique(gains.begin(), gains.end(), is_same), gains.end());
  DocumentSet found(sets.last_document());
  for (const auto& gain : gains) found.add(gain.document);
  std::vector<double> own(gains.size(), 0.0);
  for (const auto word : saying.words) {
    for_each_score(sets, plan, word, [&](DocumentId document, double score) {
      if (!found.contains(document)) return;
      const auto at =
          std::lower_bound(gains.begin(), gains.end(), document,
                           [](const SayingGain& gain, DocumentId wanted) { return gain.document < wanted; });
      own[static_cast<std::size_t>(at - gains.begin())] += score;
    });
  }
  for (std::size_t i = 0; i < gains.size(); ++i) gains[i].gain = std::max(gains[i].gain - own[i], 0.0);
  return gains;
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
