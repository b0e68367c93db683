#include "match/relaxing.hpp"

#include <algorithm>

namespace kbsearch::match {
namespace {

bool is_asked(const PlannedWord& word) {
  return !word.is_joined && !word.meant_by && !word.is_feedback && !word.is_citing_page;
}

/// What each word is worth however it is found.
std::vector<double> telling(const Plan& plan) {
  std::vector<double> weights;
  for (const auto& word : plan.words) weights.push_back(word.weight);
  for (const auto& word : plan.words) {
    if (word.meant_by) weights[*word.meant_by] = std::max(weights[*word.meant_by], word.weight);
  }
  for (const auto& saying : plan.sayings) {
    const auto count = static_cast<double>(saying.words.size());
    for (const auto& way : saying.ways) {
      for (const auto word : saying.words) weights[word] = std::max(weights[word], way.weight / count);
    }
  }
  return weights;
}

Condition having_word(const Plan& plan, std::size_t word) {
  Condition any{.kind = Condition::Kind::kAnyOf};
  Condition terms;
  for (const auto& term : plan.scored) {
    if (term.word == word || plan.words[term.word].meant_by == word) terms.terms.push_back(term.term);
  }
  if (!terms.terms.empty()) any.children.push_back(std::move(terms));
  for (const auto& saying : plan.sayings) {
    if (std::find(saying.words.begin(), saying.words.end(), word) == saying.words.end()) continue;
    for (const auto& way : saying.ways) {
      Condition said = way.condition;
      for (const auto& term : way.terms) said.terms.push_back(term.term);
      any.children.push_back(std::move(said));
    }
  }
  if (any.children.empty()) any.kind = Condition::Kind::kNothing;
  return any;
}

}  // namespace

WordChoice choose_words(const Plan& plan, const Session& session) {
  const auto matched = session.matched(plan).all();
  std::vector<std::size_t> words;
  std::vector<DocumentSet> with(plan.words.size());
  for (std::size_t i = 0; i < plan.words.size(); ++i) {
    if (!is_asked(plan.words[i])) continue;
    words.push_back(i);
    with[i] = session.with_word(plan, i);
  }
  auto by_telling = words;
  const auto weights = telling(plan);
  std::stable_sort(by_telling.begin(), by_telling.end(),
                   [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  WordChoice choice;
  // From the most telling word on, each is kept that leaves some document.
  DocumentSet all = matched;
  for (const auto word : by_telling) {
    DocumentSet narrower = all;
    narrower &= with[word];
    if (narrower.empty()) {
      choice.dropped.insert(choice.dropped.begin(), word);
    } else {
      choice.kept.push_back(word);
      all = std::move(narrower);
    }
  }
  std::sort(choice.kept.begin(), choice.kept.end());
  choice.total = choice.kept.empty() ? 0 : all.size();
  return choice;
}

void require_words(Plan& plan, const std::vector<std::size_t>& words) {
  for (const auto word : words) plan.required.push_back({having_word(plan, word), plan.words[word].written});
}

}  // namespace kbsearch::match
