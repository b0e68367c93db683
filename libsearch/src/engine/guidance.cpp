#include "engine/guidance.hpp"

#include <algorithm>
#include <map>

#include "store/terms.hpp"

namespace kbsearch::engine {
namespace {

constexpr std::size_t kMostMissingWords = 10;
constexpr std::size_t kIdeographBytes = 3;
constexpr std::size_t kNearestValues = 5;
constexpr std::size_t kRelatedDepth = 50;
// A tag that two of the best answers share by chance is not related.
constexpr std::uint64_t kLeastRelated = 2;

/// Whether known words begin as the word does, which is being typed.
bool is_beginning(const match::Plan& plan, std::size_t word) {
  return std::any_of(plan.sayings.begin(), plan.sayings.end(), [&](const match::Saying& saying) {
    return saying.words.front() == word && saying.ways.back().needs == match::OtherWay::Words::kAny;
  });
}

/// Known values near those that a clause asks a keyword field for in vain.
std::vector<std::string> nearest_values(const match::Session& session, const match::Clause& clause) {
  const auto& condition = clause.condition;
  const bool asks_values = clause.field != Schema::kNoField && condition.kind == match::Condition::Kind::kAnyTerm &&
                           session.schema().fields()[clause.field].kind == FieldKind::kKeyword;
  if (!asks_values) return {};
  std::vector<std::string> nearest;
  const auto prefix = store::keyword_term(clause.field, "");
  for (const auto& term : condition.terms) {
    if (!term.starts_with(prefix)) continue;
    for (auto& value : session.nearest_values(clause.field, term.substr(prefix.size()), kNearestValues)) {
      const bool is_new = std::find(nearest.begin(), nearest.end(), value) == nearest.end();
      if (is_new && nearest.size() < kNearestValues) nearest.push_back(std::move(value));
    }
  }
  return nearest;
}

/// Whether a bigram goes on where other words end: んご after りん.
bool goes_on(std::string_view word, std::string_view words) {
  return word.size() == 2 * kIdeographBytes && static_cast<unsigned char>(word[0]) >= 0xE3 &&
         words.ends_with(word.substr(0, kIdeographBytes));
}

/// Appends a word to others; of a bigram that goes on, its second character.
void append_word(std::string_view word, std::string& words) {
  if (goes_on(word, words)) {
    words += word.substr(kIdeographBytes);
  } else {
    words.append(words.empty() ? "" : " ").append(word);
  }
}

}  // namespace

std::vector<std::string> unknown_words(const match::Plan& plan) {
  std::vector<std::string> unknown;
  for (std::size_t i = 0; i < plan.words.size(); ++i) {
    const auto& word = plan.words[i];
    const bool is_asked = !word.is_joined && !word.is_again && !word.meant_by;
    if (word.doc_freq > 0 || !is_asked || is_beginning(plan, i)) continue;
    const bool continues = i > 0 && plan.words[i - 1].doc_freq == 0 && !unknown.empty();
    if (continues && goes_on(word.written, unknown.back())) {
      append_word(word.written, unknown.back());
    } else {
      unknown.push_back(word.written);
    }
  }
  return unknown;
}

std::vector<Expansion> expansions(const match::Plan& plan) {
  std::vector<Expansion> all;
  for (const auto& saying : plan.sayings) {
    std::string words;
    for (const auto word : saying.words) append_word(plan.words[word].written, words);
    for (const auto& way : saying.ways) all.push_back({words, way.written, way.reason});
  }
  return all;
}

bool lacks_words(const SearchResults& results) {
  if (results.hits.empty() || results.hits.front().rank != 1) return false;
  return std::all_of(results.hits.begin(), results.hits.end(), [](const Hit& hit) {
    return !hit.missing_words.empty() && hit.missing_words.size() <= kMostMissingWords;
  });
}

std::vector<ClauseEffect> clause_effects(const match::Session& session, const match::Plan& plan) {
  std::vector<ClauseEffect> effects;
  if (plan.required.empty() && plan.excluded.empty()) return effects;
  const auto matched = session.matched(plan);
  const auto totals = matched.sizes_without_each();
  for (std::size_t i = 0; i < plan.required.size(); ++i) {
    const auto& clause = plan.required[i];
    effects.push_back({clause.written, matched.required(i).size(), totals[i]});
    if (effects.back().doc_count == 0) effects.back().nearest_values = nearest_values(session, clause);
  }
  for (std::size_t i = 0; i < plan.excluded.size(); ++i) {
    const auto& clause = plan.excluded[i];
    effects.push_back(
        {"-" + clause.written, session.doc_count() - matched.excluded(i).size(), totals[plan.required.size() + i]});
  }
  std::erase_if(effects, [](const ClauseEffect& effect) { return effect.clause.empty(); });
  return effects;
}

/// A tag's worth is how much more frequent it is among the best, times how many times more: both a rare tag met twice
/// and a frequent one met as ever say little. Source: the JLH score of Elasticsearch's significant terms.
std::vector<RelatedTag> related_tags(match::Session& session, const match::Plan& plan, const SearchOptions& options) {
  const auto field = session.schema().find("tag");
  if (field == Schema::kNoField) return {};
  const auto best = session.match(plan, options.profile, {.limit = kRelatedDepth}).matches;
  const auto& tags = session.keywords(field);
  std::map<std::uint32_t, std::uint64_t> counts;
  for (const auto& match : best) {
    for (const auto tag : tags.of(match.document)) ++counts[tag];
  }
  std::vector<std::uint64_t> in_index(tags.values().size(), 0);
  session.all_documents().for_each([&](match::DocumentId document) {
    for (const auto tag : tags.of(document)) ++in_index[tag];
  });
  std::vector<std::pair<double, RelatedTag>> weighed;
  for (const auto& [tag, count] : counts) {
    const double near = static_cast<double>(count) / static_cast<double>(best.size());
    const double everywhere = static_cast<double>(in_index[tag]) / static_cast<double>(session.doc_count());
    if (count < kLeastRelated || near <= everywhere) continue;
    weighed.push_back(
        {(near - everywhere) * near / everywhere, {tags.values()[tag], count, in_index[tag], tags.label(tag)}});
  }
  std::stable_sort(weighed.begin(), weighed.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<RelatedTag> related;
  for (auto& [worth, tag] : weighed) {
    if (related.size() < options.related_tags) related.push_back(std::move(tag));
  }
  return related;
}

}  // namespace kbsearch::engine
