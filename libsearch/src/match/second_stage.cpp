#include "match/second_stage.hpp"

#include <algorithm>

#include "schema/name_fields.hpp"

namespace kbsearch::match {

void ask_second_stage(Plan& plan, const RankingProfile& profile, const Schema& schema, double scale) {
  auto& asked = plan.second_stage;
  asked.depth = profile.order_depth;
  if (!plan.asks_words()) return;
  asked.name_fields = name_fields(schema);
  asked.title = profile.title_weight * scale;
  asked.title_likeness = profile.title_likeness * scale;
  asked.proximity = profile.proximity * scale;
  asked.second_field = profile.second_field;
}

namespace {

/// Forms of one language stand together.
std::size_t most_forms_in_a_language(const std::vector<WordForm>& forms) {
  std::size_t most = 0;
  std::size_t first = 0;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    if (forms[i].language != forms[first].language) first = i;
    most = std::max(most, i + 1 - first);
  }
  return most;
}

}  // namespace

double CloserLook::value() const {
  double sum = proximity + second_field + name;
  for (const auto& pair : pairs) sum += pair.value;
  return sum;
}

SecondStage::SecondStage(const Plan& plan)
    : plan_(plan), followers_(plan.words.size()), telling_(plan.words.size(), kNone), weights_(plan.words.size(), 0.0) {
  for (std::size_t i = 0; i < plan.words.size(); ++i) {
    const auto& word = plan.words[i];
    if (word.is_joined || word.is_function_word || word.is_citing_page || word.is_feedback) continue;
    telling_[i] = word.meant_by.value_or(i);
    weights_[telling_[i]] = std::max(weights_[telling_[i]], word.weight);
  }
  for (const double weight : weights_) all_weights_ += weight;
  for (std::size_t i = 0; i < plan.pairs.size(); ++i) {
    followers_[plan.pairs[i].first].push_back({plan.pairs[i].second, i});
    maximum_ += plan.pairs[i].weight;
  }
  const auto& asked = plan.second_stage;
  // One word is near itself.
  if (std::count_if(weights_.begin(), weights_.end(), [](double weight) { return weight > 0.0; }) > 1) {
    proximity_ = asked.proximity;
  }
  without_names_ = maximum_ + proximity_ + asked.second_field * all_weights_;
  maximum_ = without_names_ + asked.title + asked.title_likeness;
  for (const auto& word : plan.words) {
    if (!word.is_joined) stems_asked_ += most_forms_in_a_language(word.forms);
  }
}

double SecondStage::at_most_by_name(std::uint32_t name_length) const {
  if (name_length == 0) return without_names_;
  const double share = std::min(static_cast<double>(stems_asked_) / name_length, 1.0);
  const auto& asked = plan_.second_stage;
  return without_names_ + asked.title * share + asked.title_likeness * share * share;
}

double SecondStage::at_most(std::string_view stream) {
  stream_ = store::TokenStream(stream);
  find_places();
  known_.assign(plan_.words.size(), 1);
  value();
  return look_.value();
}

const CloserLook& SecondStage::exactly(TermLookup& lookup) {
  lookup_ = &lookup;
  known_.assign(plan_.words.size(), -1);
  value();
  return look_;
}

void SecondStage::value() {
  look_ = {.pairs = std::move(look_.pairs), .in_fields = std::move(look_.in_fields)};
  look_.pairs.clear();
  look_.in_fields.clear();
  value_pairs();
  value_proximity();
  value_fields();
  value_names();
}

bool SecondStage::has(std::size_t word) {
  auto& known = known_[word];
  if (known < 0) {
    const auto forms = forms_in(plan_.words[word].forms, stream_.language());
    const auto is_there = [&](const WordForm& form) { return lookup_->wdf(form.term) > 0; };
    known = std::any_of(forms.begin(), forms.end(), is_there) ? 1 : 0;
  }
  return known > 0;
}

void SecondStage::find_places() {
  auto stems = stems_.find(stream_.language());
  if (stems == stems_.end()) {
    stems = stems_.emplace(std::string(stream_.language()), plan_.stems_in(stream_.language())).first;
  }
  places_.clear();
  stream_.find(stems->second, [&](const store::StreamToken& token) {
    if (token.is_over || plan_.words[token.word].is_joined) return;
    // Two words of the query may have one stem here.
    if (!places_.empty() && places_.back().position == token.position) return;
    places_.push_back({token.word, token.position, token.field});
  });
}

void SecondStage::value_pairs() {
  if (plan_.pairs.empty()) return;
  counts_.assign(plan_.pairs.size(), 0);
  for (std::size_t i = 1; i < places_.size(); ++i) {
    if (places_[i].position != places_[i - 1].position + 1) continue;
    for (const auto& follower : followers_[places_[i - 1].word]) {
      if (follower.word == places_[i].word) ++counts_[follower.pair];
    }
  }
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] == 0 || !has(plan_.pairs[i].first) || !has(plan_.pairs[i].second)) continue;
    const double times = counts_[i];
    look_.pairs.push_back({i, counts_[i], plan_.pairs[i].weight * times / (times + 1.0)});
  }
}

void SecondStage::value_proximity() {
  if (proximity_ <= 0.0) return;
  counts_.assign(plan_.words.size(), 0);
  double inside = 0.0;
  double most = 0.0;
  std::size_t first = 0;
  for (const auto& place : places_) {
    for (; place.position - places_[first].position > kWindow; ++first) {
      const auto left = telling_[places_[first].word];
      if (left != kNone && has(places_[first].word) && --counts_[left] == 0) inside -= weights_[left];
    }
    const auto telling = telling_[place.word];
    if (telling == kNone || !has(place.word) || counts_[telling]++ > 0) continue;
    inside += weights_[telling];
    most = std::max(most, inside);
  }
  look_.nearby_share = std::min(most / all_weights_, 1.0);
  look_.proximity = proximity_ * look_.nearby_share * look_.nearby_share;
}

void SecondStage::value_fields() {
  if (plan_.second_stage.second_field <= 0.0) return;
  constexpr std::uint32_t kNoField = static_cast<std::uint32_t>(-1);
  constexpr std::uint32_t kSeveral = static_cast<std::uint32_t>(-2);
  first_field_.assign(plan_.words.size(), kNoField);
  for (const auto& place : places_) {
    const auto telling = telling_[place.word];
    if (telling == kNone || first_field_[telling] == kSeveral || first_field_[telling] == place.field) continue;
    if (!has(place.word)) continue;
    if (first_field_[telling] == kNoField) {
      first_field_[telling] = place.field;
      continue;
    }
    first_field_[telling] = kSeveral;
    look_.in_fields.push_back(telling);
    look_.second_field += plan_.second_stage.second_field * weights_[telling];
  }
}

void SecondStage::value_names() {
  const auto& asked = plan_.second_stage;
  if (asked.title <= 0.0 && asked.title_likeness <= 0.0) return;
  for (const auto field : asked.name_fields) {
    counts_.assign(plan_.words.size(), 0);
    std::uint32_t words_asked = 0;
    double weight = 0.0;
    for (const auto& place : places_) {
      if (place.field != field || !has(place.word)) continue;
      ++words_asked;
      const auto telling = telling_[place.word];
      if (telling != kNone && counts_[telling]++ == 0) weight += weights_[telling];
    }
    if (words_asked == 0) continue;
    const auto words = std::max(stream_.word_count(field), 1u);
    const double name_share = static_cast<double>(words_asked) / words;
    const double query_share = all_weights_ > 0.0 ? std::min(weight / all_weights_, 1.0) : 0.0;
    const double both = name_share * query_share;
    const double value = asked.title * name_share + asked.title_likeness * both * both;
    if (value <= look_.name) continue;
    look_.name_field = field;
    look_.name_words = words;
    look_.name_words_asked = words_asked;
    look_.query_share = query_share;
    look_.name = value;
  }
}

}  // namespace kbsearch::match
