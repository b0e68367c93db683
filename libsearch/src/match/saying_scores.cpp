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
  const auto last = sets.last_document();
  DocumentSet found(last);
  std::vector<double> best(last + std::size_t{1}, 0.0);
  for (const auto& way : saying.ways) {
    if (way.terms.empty()) {
      const double score = rank::term_score(way.weight, store::kWdfScale, plan.k1, plan.presence);
      const auto documents = sets.of_way(way);
      documents->for_each([&](DocumentId document) { best[document] = std::max(best[document], score); });
      found |= *documents;
      continue;
    }
    // The forms of a word: a document has one language, and what has it with and without accents has it once.
    for (const auto& term : way.terms) {
      sets.postings().for_each(term.term, [&](DocumentId document, std::uint32_t wdf) {
        best[document] = std::max(best[document], rank::term_score(way.weight, wdf, plan.k1, plan.presence));
        found.add(document);
      });
    }
  }
  std::vector<double> own(best.size(), 0.0);
  for (const auto word : saying.words) {
    for_each_score(sets, plan, word, [&](DocumentId document, double score) { own[document] += score; });
  }
  std::vector<SayingGain> gains;
  found.for_each([&](DocumentId document) {
    gains.push_back({document, std::max(best[document] - own[document], 0.0)});
  });
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
