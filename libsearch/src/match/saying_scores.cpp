#include "match/saying_scores.hpp"

#include <algorithm>

#include "rank/bm25.hpp"

namespace kbsearch::match {
namespace {

template <typename Action>
void for_each_posting(const Xapian::Database& database, const std::string& term, Action&& action) {
  const auto end = database.postlist_end(term);
  for (auto posting = database.postlist_begin(term); posting != end; ++posting) action(*posting, posting.get_wdf());
}

}  // namespace

std::vector<SayingGain> saying_gains(const Xapian::Database& database, const SetEvaluator& sets, const Plan& plan,
                                     const Saying& saying) {
  DocumentSet found(database.get_lastdocid());
  std::vector<double> best(database.get_lastdocid() + std::size_t{1}, 0.0);
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
      for_each_posting(database, term.term, [&](DocumentId document, Xapian::termcount wdf) {
        best[document] = std::max(best[document], rank::term_score(way.weight, wdf, plan.k1, plan.presence));
        found.add(document);
      });
    }
  }
  std::vector<double> own(best.size(), 0.0);
  for (const auto& term : plan.scored) {
    if (std::find(saying.words.begin(), saying.words.end(), term.word) == saying.words.end()) continue;
    for_each_posting(database, term.term, [&](DocumentId document, Xapian::termcount wdf) {
      own[document] += rank::term_score(term.weight, wdf, plan.k1, plan.presence);
    });
  }
  std::vector<SayingGain> gains;
  found.for_each([&](DocumentId document) {
    gains.push_back({document, std::max(best[document] - own[document], 0.0)});
  });
  return gains;
}

}  // namespace kbsearch::match
