#include "match/feedback.hpp"

#include "match/telling_words.hpp"

namespace kbsearch::match {

void add_feedback(Plan& plan, const std::vector<Match>& best, const Xapian::Database& database,
                  const Feedback& feedback) {
  std::set<std::string> asked;
  double asked_weight = 0.0;
  for (const auto& word : plan.words) {
    for (const auto& form : word.forms) asked.insert(form.term);
    if (!word.is_joined) asked_weight += word.weight;
  }
  const auto words = telling_words(database, best, plan.k1, feedback.words, asked);
  double telling_sum = 0.0;
  for (const auto& telling : words) telling_sum += telling.telling;
  for (const auto& telling : words) {
    const double weight = feedback.weight * asked_weight * telling.telling / telling_sum;
    if (weight <= 0.0) continue;
    PlannedWord word;
    word.written = telling.stem;
    word.is_stem = true;
    word.doc_freq = telling.doc_freq;
    word.weight = weight;
    word.is_feedback = true;
    word.forms.push_back({"", telling.stem, 0, telling.term});
    plan.scored.push_back({telling.term, weight, telling.doc_freq, plan.words.size(), false});
    plan.words.push_back(std::move(word));
  }
}

}  // namespace kbsearch::match
