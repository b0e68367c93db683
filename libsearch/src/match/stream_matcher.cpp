#include "match/stream_matcher.hpp"

#include <algorithm>
#include <deque>

namespace kbsearch::match {

bool StreamMatcher::holds(std::string_view bytes) {
  const store::TokenStream stream(bytes);
  // Mostly one language has all of them.
  if (latest_ == nullptr || latest_->first != stream.language()) {
    const auto [found, is_new] = sought_.try_emplace(std::string(stream.language()));
    if (is_new) prepare(found->second, stream.language());
    latest_ = &*found;
  }
  const auto& sought = latest_->second;
  switch (condition_.kind) {
    case Condition::Kind::kNear:
      return holds_near(stream, sought);
    case Condition::Kind::kInField:
      return holds_in_field(stream, sought);
    default:
      return holds_in_order(stream, sought);
  }
}

void StreamMatcher::prepare(Sought& sought, std::string_view language) const {
  const auto& words = condition_.words;
  if (condition_.kind == Condition::Kind::kNear) {
    std::map<std::uint64_t, std::size_t> number_of;
    for (const auto& word : words) {
      const auto forms = forms_in(word.forms, language);
      const auto known = std::find_if(forms.begin(), forms.end(),
                                      [&](const WordForm& form) { return number_of.contains(form.stem_hash); });
      const auto number = known != forms.end() ? number_of[known->stem_hash] : sought.times.size();
      if (known == forms.end()) sought.times.push_back(0);
      for (const auto& form : forms) {
        if (number_of.try_emplace(form.stem_hash, number).second) sought.stems.add(form.stem_hash, number);
      }
      ++sought.times[number];
    }
    return;
  }
  // From the last to the first: a token that stands for two words must continue a sequence before it begins one.
  for (std::size_t i = words.size(); i-- > 0;) {
    for (const auto& form : forms_in(words[i].forms, language)) sought.stems.add(form.stem_hash, i);
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto before = forms_in(words[i - 1].forms, language);
    const auto forms = forms_in(words[i].forms, language);
    // A word of several stems may be met by each of them: such pairs are left to be found.
    if (before.size() == 1 && forms.size() == 1) {
      sought.followers.emplace_back(before.front().stem_hash, forms.front().stem_hash);
    }
  }
}

bool StreamMatcher::is_candidate(const store::StreamToken& token) const {
  return condition_.field == Schema::kNoField || token.field == condition_.field;
}

bool StreamMatcher::holds_in_order(const store::TokenStream& stream, const Sought& sought) {
  const auto may_follow = [&](const auto& pair) { return stream.may_follow(pair.first, pair.second); };
  if (!std::all_of(sought.followers.begin(), sought.followers.end(), may_follow)) return false;
  const auto& words = condition_.words;
  reached_.assign(words.size(), 0);
  bool holds = false;
  stream.find(sought.stems, [&](const store::StreamToken& token) {
    if (!is_candidate(token)) return;
    const auto& word = words[token.word];
    if (word.exact_hash && !token.has_form(*word.exact_hash)) return;
    if (token.word > 0 && reached_[token.word - 1] != token.position) return;
    reached_[token.word] = token.position + token.words;
    holds = holds || token.word + 1 == words.size();
  });
  return holds;
}

bool StreamMatcher::holds_in_field(const store::TokenStream& stream, const Sought& sought) const {
  bool holds = false;
  stream.find(sought.stems, [&](const store::StreamToken& token) {
    if (!is_candidate(token)) return;
    const auto& word = condition_.words[token.word];
    holds = holds || !word.exact_hash || token.has_form(*word.exact_hash);
  });
  return holds;
}

/// For each word the last places are kept, as many as it has to stand at; whenever one is found, the oldest of all
/// kept places tells how far back the whole group reaches. Texts are further apart than any distance.
bool StreamMatcher::holds_near(const store::TokenStream& stream, const Sought& sought) const {
  std::vector<std::deque<std::uint32_t>> places(sought.times.size());
  bool holds = false;
  stream.find(sought.stems, [&](const store::StreamToken& token) {
    if (holds || !is_candidate(token)) return;
    auto& own = places[token.word];
    own.push_back(token.position);
    if (own.size() > sought.times[token.word]) own.pop_front();
    holds = true;
    for (std::size_t i = 0; i < places.size() && holds; ++i) {
      holds = places[i].size() == sought.times[i] && token.position - places[i].front() <= condition_.distance;
    }
  });
  return holds;
}

}  // namespace kbsearch::match
