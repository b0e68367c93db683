#include "match/word_order.hpp"

#include <algorithm>

namespace kbsearch::match {

double WordOrder::value() const {
  double sum = title_value;
  for (const auto& pair : pairs) sum += pair.value;
  return sum;
}

WordOrderScorer::WordOrderScorer(const Plan& plan) : plan_(plan), followers_(plan.words.size()) {
  for (std::size_t i = 0; i < plan.pairs.size(); ++i) {
    followers_[plan.pairs[i].first].push_back({plan.pairs[i].second, i});
    maximum_ += plan.pairs[i].weight;
  }
  maximum_ += plan.title_weight;
}

const WordOrder& WordOrderScorer::read(std::string_view bytes, TermLookup& lookup) {
  const store::TokenStream stream(bytes);
  auto stems = stems_.find(stream.language());
  if (stems == stems_.end()) {
    stems = stems_.emplace(std::string(stream.language()), plan_.stems_in(stream.language())).first;
  }
  times_.assign(plan_.pairs.size(), 0);
  title_times_.assign(plan_.words.size(), 0);
  title_found_.clear();
  std::size_t last_word = 0;
  std::uint32_t last_position = 0;
  bool have_last = false;
  bool any_pair = false;
  stream.find(stems->second, [&](const store::StreamToken& token) {
    if (token.is_over || plan_.words[token.word].is_joined) return;
    if (have_last && token.position == last_position) return;  // two words of the query with one stem here
    if (token.field == plan_.title_field && title_times_[token.word]++ == 0) title_found_.push_back(token.word);
    if (have_last && token.position == last_position + 1) {
      for (const auto& follower : followers_[last_word]) {
        if (follower.word != token.word) continue;
        ++times_[follower.pair];
        any_pair = true;
      }
    }
    last_word = token.word;
    last_position = token.position;
    have_last = true;
  });

  order_.pairs.clear();
  for (std::size_t i = 0; any_pair && i < times_.size(); ++i) {
    if (times_[i] == 0) continue;
    const auto& pair = plan_.pairs[i];
    if (!has(pair.first, stream.language(), lookup) || !has(pair.second, stream.language(), lookup)) continue;
    const double times = times_[i];
    order_.pairs.push_back({i, times_[i], pair.weight * times / (times + 1.0)});
  }
  order_.title_words = 0;
  order_.title_words_asked = 0;
  order_.title_value = 0.0;
  if (plan_.title_weight > 0.0 && !title_found_.empty()) {
    for (const auto word : title_found_) {
      if (has(word, stream.language(), lookup)) order_.title_words_asked += title_times_[word];
    }
    order_.title_words = stream.word_count(plan_.title_field);
    order_.title_value = plan_.title_weight * order_.title_words_asked / std::max(order_.title_words, 1u);
  }
  return order_;
}

}  // namespace kbsearch::match
