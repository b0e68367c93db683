#include "match/allowed_places.hpp"

#include <algorithm>
#include <utility>

#include "base/stop_scope.hpp"

namespace kbsearch::match {
namespace {

/// Calls `action` with each condition of a clause that must hold, as far as they are simply joined.
template <typename Action>
void for_each_part(const Condition& condition, Action&& action) {
  if (condition.kind != Condition::Kind::kAllOf || !condition.excluded.empty()) return action(condition);
  for (const auto& child : condition.children) for_each_part(child, action);
}

}  // namespace

bool asks_streams(const Plan& plan) {
  bool asks = false;
  for (const auto& clause : plan.required) {
    for_each_part(clause.condition, [&](const Condition& part) { asks = asks || is_on_streams(part.kind); });
  }
  return asks;
}

DocumentSet places_of(const DocumentSet& documents, const image::Segment& segment) {
  DocumentSet places(segment.size());
  documents.for_each([&](DocumentId document) {
    if (const auto place = segment.place_of(document)) places.add(*place);
  });
  return places;
}

AllowedPlaces::AllowedPlaces(const image::LiveSegment& live, const Plan& plan, const SetEvaluator& sets) : live_(live) {
  for (const auto& clause : plan.required) {
    for_each_part(clause.condition, [&](const Condition& part) { require(part, sets); });
  }
  for (const auto& clause : plan.excluded) {
    auto left = sets.all();
    left -= sets.meeting(clause.condition, left);
    narrow(places_of(left, live.segment()));
  }
  if (on_streams_.empty()) return;
  if (are_all_) narrow(places_of(sets.all(), live.segment()));
  known_ = DocumentSet(live.segment().size());
  taken_ = known_;
}

void AllowedPlaces::require(const Condition& condition, const SetEvaluator& sets) {
  if (is_on_streams(condition.kind)) {
    on_streams_.emplace_back(condition);
    return;
  }
  if (condition.kind != Condition::Kind::kAnyTerm)
    return narrow(places_of(sets.meeting(condition, sets.all()), live_.segment()));
  const auto& segment = live_.segment();
  DocumentSet places(segment.size());
  for (const auto& term : condition.terms) {
    base::StopScope::check_current();
    if (!image::is_in_image(term)) return narrow(places_of(sets.meeting(condition, sets.all()), live_.segment()));
    const auto postings = segment.postings(term);
    if (!postings) continue;
    image::PostingBlocks::Block block;
    for (std::size_t i = 0; i < postings->block_count(); ++i) {
      postings->read(i, segment.size(), block);
      for (std::size_t j = 0; j < block.size; ++j) places.add(block.places[j]);
    }
  }
  narrow(std::move(places));
}

void AllowedPlaces::narrow(DocumentSet places) {
  if (are_all_) {
    candidates_ = std::move(places);
    are_all_ = false;
  } else {
    candidates_ &= places;
  }
}

std::size_t AllowedPlaces::count_candidates(image::Place begin, image::Place end) const {
  return are_all_ ? end - begin : candidates_.size_within(begin, end);
}

std::uint64_t AllowedPlaces::candidates_from(image::Place begin) const {
  constexpr image::Place kBits = 64;
  if (!are_all_) return candidates_.bits_from(begin);
  const auto left = live_.segment().size() - begin;
  return left >= kBits ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
}

bool AllowedPlaces::meets_on_streams(image::Place place) {
  if (known_.contains(place)) return taken_.contains(place);
  base::StopScope::check_current();
  known_.add(place);
  const auto stream = live_.segment().stream(place);
  const bool holds = std::all_of(on_streams_.begin(), on_streams_.end(),
                                 [&](StreamMatcher& matcher) { return matcher.holds(stream); });
  if (holds) taken_.add(place);
  return holds;
}

std::uint64_t AllowedPlaces::count(const DocumentSet* within, std::uint64_t enough) {
  std::uint64_t count = 0;
  const auto add = [&](image::Place place) {
    if ((count <= enough || on_streams_.empty()) && is_candidate(place) && takes(place)) ++count;
  };
  if (are_all_) {
    within->for_each(add);
    return count;
  }
  auto places = candidates_;
  if (within != nullptr) places &= *within;
  if (on_streams_.empty() && live_.is_whole()) return places.size();
  places.for_each(add);
  return count;
}

}  // namespace kbsearch::match
