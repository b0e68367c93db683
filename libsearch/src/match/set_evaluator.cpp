#include "match/set_evaluator.hpp"

#include <algorithm>

#include "base/stop_scope.hpp"
#include "match/stream_matcher.hpp"
#include "snapshot/streams.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {

void SetEvaluator::add_postings(const std::string& term, DocumentSet& set) const {
  postings_.for_each(term, [&](DocumentId document, std::uint32_t) { set.add(document); });
}

DocumentSet SetEvaluator::with_any(const std::vector<std::string>& terms) const {
  DocumentSet set(database_.get_lastdocid());
  for (const auto& term : terms) {
    base::StopScope::check_current();
    add_postings(term, set);
  }
  return set;
}

DocumentSet SetEvaluator::in_range(const Condition& range, const DocumentSet& within) const {
  const auto& column = numbers(range.field);
  DocumentSet set(database_.get_lastdocid());
  within.for_each([&](DocumentId document) {
    if (column.is_within(document, range.low, range.high)) set.add(document);
  });
  return set;
}

DocumentSet SetEvaluator::on_streams(const Condition& condition, const DocumentSet& within) const {
  StreamMatcher matcher(condition);
  DocumentSet set(database_.get_lastdocid());
  snapshot::Streams streams(database_, postings_.image());
  auto* const ending = base::StopScope::current();
  within.for_each([&](DocumentId document) {
    if (ending != nullptr) ending->check_now_and_then();
    if (matcher.holds(streams.get(document))) set.add(document);
  });
  return set;
}

/// Streams are looked into last, for the documents that are left then.
DocumentSet SetEvaluator::meeting_all(const Condition& condition, const DocumentSet& within) const {
  DocumentSet set = within;
  for (const bool streams : {false, true}) {
    for (const auto& child : condition.children) {
      if (is_on_streams(child.kind) == streams) set = meeting(child, set);
    }
  }
  for (const auto& excluded : condition.excluded) set -= meeting(excluded, set);
  return set;
}

/// As deep as the query's tree, which the parser bounds.
DocumentSet SetEvaluator::meeting(const Condition& condition, const DocumentSet& within) const {
  DocumentSet set(database_.get_lastdocid());
  switch (condition.kind) {
    case Condition::Kind::kAnyTerm:
      set = with_any(condition.terms);
      set &= within;
      return set;
    case Condition::Kind::kInOrder:
    case Condition::Kind::kNear:
    case Condition::Kind::kInField:
      return on_streams(condition, within);
    case Condition::Kind::kRange:
      return in_range(condition, within);
    case Condition::Kind::kAllOf:
      return meeting_all(condition, within);
    case Condition::Kind::kAnyOf:
      for (const auto& child : condition.children) set |= meeting(child, within);
      return set;
    case Condition::Kind::kNothing:
      break;
  }
  return set;
}

std::shared_ptr<const DocumentSet> SetEvaluator::of_way(const OtherWay& way) const {
  return cache_.named_set(way.key, [&] { return meeting(way.condition, all()); });
}

void SetEvaluator::add_ways(const Saying& saying, DocumentSet& set) const {
  for (const auto& way : saying.ways) {
    for (const auto& term : way.terms) add_postings(term.term, set);
    if (way.terms.empty()) set |= *of_way(way);
  }
}

DocumentSet SetEvaluator::with_words(const Plan& plan) const {
  DocumentSet set(database_.get_lastdocid());
  for (const auto& term : plan.scored) add_postings(term.term, set);
  for (const auto& saying : plan.sayings) add_ways(saying, set);
  return set;
}

DocumentSet SetEvaluator::with_word(const Plan& plan, std::size_t word) const {
  DocumentSet set(database_.get_lastdocid());
  for (const auto& term : plan.scored) {
    if (term.word == word || plan.words[term.word].meant_by == word) add_postings(term.term, set);
  }
  for (const auto& saying : plan.sayings) {
    if (std::find(saying.words.begin(), saying.words.end(), word) != saying.words.end()) add_ways(saying, set);
  }
  return set;
}

MatchedSets::MatchedSets(const Plan& plan, const SetEvaluator& evaluator)
    : plan_(plan), base_(plan.needs_words ? evaluator.with_words(plan) : evaluator.all()) {
  for (const auto& clause : plan.required) required_.push_back(evaluator.meeting(clause.condition, evaluator.all()));
  for (const auto& clause : plan.excluded) excluded_.push_back(evaluator.meeting(clause.condition, evaluator.all()));
}

DocumentSet MatchedSets::all() const {
  return without([](const Clause&) { return false; });
}

/// From both ends: what the clauses before one and those after it leave. Leaving out each in turn would take as many
/// steps as the square of their number.
std::vector<std::uint64_t> MatchedSets::sizes_without_each() const {
  const auto count = required_.size() + excluded_.size();
  const auto narrow = [&](DocumentSet& set, std::size_t clause) {
    if (clause < required_.size()) {
      set &= required_[clause];
    } else {
      set -= excluded_[clause - required_.size()];
    }
  };
  std::vector<DocumentSet> after(count, base_);
  for (std::size_t i = count; i-- > 1;) {
    after[i - 1] = after[i];
    narrow(after[i - 1], i);
  }
  std::vector<std::uint64_t> sizes;
  DocumentSet before = base_;
  for (std::size_t i = 0; i < count; ++i) {
    after[i] &= before;
    sizes.push_back(after[i].size());
    narrow(before, i);
  }
  return sizes;
}

DocumentSet MatchedSets::without(const std::function<bool(const Clause&)>& is_left_out) const {
  DocumentSet set = base_;
  for (std::size_t i = 0; i < required_.size(); ++i) {
    if (!is_left_out(plan_.required[i])) set &= required_[i];
  }
  for (std::size_t i = 0; i < excluded_.size(); ++i) {
    if (!is_left_out(plan_.excluded[i])) set -= excluded_[i];
  }
  return set;
}

}  // namespace kbsearch::match
