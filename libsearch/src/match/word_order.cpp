#include "match/word_order.hpp"

#include <algorithm>

namespace kbsearch::match {
double WordOrder::value() const {
  double sum = name_value;
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
  names_.resize(plan_.title_weight > 0.0 ? plan_.name_fields.size() : 0);
  for (auto& name : names_) {
    name.times.assign(plan_.words.size(), 0);
    name.found.clear();
  }
  std::size_t last_word = 0;
  std::uint32_t last_position = 0;
  bool have_last = false;
  bool any_pair = false;
  stream.find(stems->second, [&](const store::StreamToken& token) {
    if (token.is_over || plan_.words[token.word].is_joined) return;
    if (have_last && token.position == last_position) return;  // two words of the query with one stem here
    note(token);
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
  value_names(stream, lookup);
  return order_;
}

void WordOrderScorer::note(const store::StreamToken& token) {
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (token.field == plan_.name_fields[i] && names_[i].times[token.word]++ == 0)
      names_[i].found.push_back(token.word);
  }
}

void WordOrderScorer::value_names(const store::TokenStream& stream, TermLookup& lookup) {
  order_.name_field = Schema::kNoField;
  order_.name_value = 0.0;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const auto& name = names_[i];
    if (name.found.empty()) continue;
    std::uint32_t asked = 0;
    for (const auto word : name.found) {
      if (has(word, stream.language(), lookup)) asked += name.times[word];
    }
    const auto words = std::max(stream.word_count(plan_.name_fields[i]), 1u);
    const double value = plan_.title_weight * static_cast<double>(asked) / words;
    if (value <= order_.name_value) continue;
    order_.name_field = plan_.name_fields[i];
    order_.name_words = words;
    order_.name_words_asked = asked;
    order_.name_value = value;
  }
}

}  // namespace kbsearch::match
