#include "match/segment_matcher.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

#include "base/stop_scope.hpp"

namespace kbsearch::match {
namespace {

constexpr image::Place kBits = 64;

std::uint64_t bit_of(image::Place place) { return std::uint64_t{1} << (place % kBits); }

}  // namespace

void BestMatches::add(DocumentId document, double score) {
  if (score < threshold_ || count_ == 0) return;
  matches_.push_back({document, score});
  if (best_.size() < count_) {
    best_.push_back(score);
    std::push_heap(best_.begin(), best_.end(), std::greater<>());
  } else if (score > best_.front()) {
    std::pop_heap(best_.begin(), best_.end(), std::greater<>());
    best_.back() = score;
    std::push_heap(best_.begin(), best_.end(), std::greater<>());
  }
  if (best_.size() == count_) threshold_ = best_.front();
}

Matches BestMatches::take() {
  std::erase_if(matches_, [&](const Match& match) { return match.score < threshold_; });
  std::sort(matches_.begin(), matches_.end(), [](const Match& a, const Match& b) { return a.score > b.score; });
  return std::move(matches_);
}

SegmentMatcher::SegmentMatcher(const image::LiveSegment& live, const PlacedScores::OfSegment& static_scores,
                               const ScoreTable& table, SegmentQuery query)
    : live_(live),
      static_scores_(static_scores),
      table_(table),
      query_(std::move(query)),
      scores_(kWindowPlaces, 0.0),
      matched_(kWindowPlaces / kBits, 0),
      again_(query_.lists),
      found_(query_.lists.size(), 0.0),
      in_order_(query_.lists.size(), 0.0) {}

double SegmentMatcher::score_of_many(std::size_t count) const {
  if (count > image::kBlockPostings || !query_.allowed->are_all() || !live_.is_whole()) return -1.0;
  double most = 0.0;
  for (const auto& list : query_.lists) most = std::max(most, list.score_of_many(table_));
  return most > 0.0 ? (most + query_.static_scale * static_scores_.least) / kSlack : -1.0;
}

void SegmentMatcher::match(BestMatches& best) {
  best.expect(score_of_many(best.count()));
  add_extra(best);
  const auto size = live_.segment().size();
  for (image::Place begin = 0; begin < size; begin += kWindowPlaces) {
    base::StopScope::check_current();
    match_window(begin, std::min(begin + kWindowPlaces, size), best);
  }
}

/// These gain more than words ever give: they come first, so that no bound has to allow for it.
void SegmentMatcher::add_extra(BestMatches& best) {
  for (const auto& extra : query_.extra) {
    double sum = 0.0;
    if (!query_.allowed->is_candidate(extra.place) || !query_.allowed->takes(extra.place)) continue;
    if (!sum_of_lists(extra.place, sum) && query_.needs_list) continue;
    best.add(live_.segment().document(extra.place), sum + extra.gain + static_score(extra.place));
  }
}

bool SegmentMatcher::is_extra(image::Place place) const {
  const auto at = std::lower_bound(query_.extra.begin(), query_.extra.end(), place,
                                   [](const PlacedGain& extra, image::Place wanted) { return extra.place < wanted; });
  return at != query_.extra.end() && at->place == place;
}

/// Finds what each list can give, the least first; returns whether anything can match at all.
bool SegmentMatcher::begin_window(image::Place begin, image::Place end) {
  bounded_.clear();
  for (std::size_t i = 0; i < query_.lists.size(); ++i) {
    if (const auto most = query_.lists[i].most_within(begin, end, table_)) bounded_.push_back({i, *most});
  }
  if (bounded_.empty() && query_.needs_list) return false;
  std::sort(bounded_.begin(), bounded_.end(), [](const Bounded& a, const Bounded& b) { return a.most < b.most; });
  return true;
}

bool SegmentMatcher::split_lists(double beside, const BestMatches& best) {
  const auto is_too_little = [&](double sum) { return (sum + beside) * kSlack < best.threshold(); };
  // The first ones, which cannot make a match by themselves, are looked up only.
  looked_up_ = 0;
  others_ = 0.0;
  sums_.clear();
  for (double sum = 0.0; looked_up_ < bounded_.size(); ++looked_up_) {
    sum += bounded_[looked_up_].most;
    if (!is_too_little(sum)) break;
    sums_.push_back(others_ = sum);
  }
  return looked_up_ < bounded_.size() || (!query_.needs_list && !is_too_little(others_));
}

/// Where many documents were looked up, those lists that are much shorter are gone through with the others: most
/// documents are then known not to be in them.
void SegmentMatcher::go_through_short_lists(image::Place places) {
  constexpr std::size_t kMany = 64;
  constexpr std::size_t kShorter = 4;
  if (looked_up_ == 0 || considered_ < kMany) return;
  const auto is_long = [&](const Bounded& bounded) {
    const auto within = query_.lists[bounded.list].size() * places / live_.segment().size();
    return within * kShorter > considered_;
  };
  const auto first = bounded_.begin();
  const auto end = std::stable_partition(first, first + static_cast<std::ptrdiff_t>(looked_up_), is_long);
  looked_up_ = static_cast<std::size_t>(end - first);
  others_ = 0.0;
  sums_.clear();
  for (auto bounded = first; bounded != end; ++bounded) sums_.push_back(others_ += bounded->most);
}

void SegmentMatcher::match_window(image::Place begin, image::Place end, BestMatches& best) {
  if (!begin_window(begin, end)) return;
  const double beside = query_.static_scale * static_scores_.most[begin / kWindowPlaces];
  if (!split_lists(beside, best)) return;
  go_through_short_lists(end - begin);
  considered_ = 0;
  constexpr std::size_t kFew = 16;
  const auto candidates = query_.allowed->count_candidates(begin, end);
  if (candidates == 0) return;
  if (candidates <= kFew) {
    match_candidates(begin, end, best);
  } else if (!query_.needs_list) {
    looked_up_ = 0;
    others_ = 0.0;
    match_by_sums(begin, end, best);
  } else if (looked_up_ + 1 == bounded_.size()) {
    match_by_one(begin, end, best.threshold() / kSlack - others_ - beside, best);
  } else {
    match_by_sums(begin, end, best);
  }
}

/// Each by itself.
void SegmentMatcher::match_candidates(image::Place begin, image::Place end, BestMatches& best) {
  for (auto place = begin; place < end; ++place) {
    if (!query_.allowed->is_candidate(place) || is_extra(place)) continue;
    double sum = 0.0;
    if (!sum_of_lists(place, sum) && query_.needs_list) continue;
    sum += static_score(place);
    if (sum >= best.threshold() && query_.allowed->takes(place)) best.add(live_.segment().document(place), sum);
  }
}

/// Where one list makes the matches: its blocks that are too weak are passed over.
void SegmentMatcher::match_by_one(image::Place begin, image::Place end, double least, BestMatches& best) {
  auto& list = query_.lists[bounded_[looked_up_].list];
  list.for_each_within(begin, end, least, table_, [&](image::Place place, double score) {
    if (may_reach(place, score, best)) consider(place, score, best);
  });
}

/// Where several do: in the order of the lists, so that each sum is the one that sum_of_lists() makes.
void SegmentMatcher::match_by_sums(image::Place begin, image::Place end, BestMatches& best) {
  const auto first = bounded_.begin() + static_cast<std::ptrdiff_t>(looked_up_);
  std::sort(first, bounded_.end(), [](const Bounded& a, const Bounded& b) { return a.list < b.list; });
  double* const scores = scores_.data();
  std::uint64_t* const matched = matched_.data();
  for (auto bounded = first; bounded != bounded_.end(); ++bounded) {
    query_.lists[bounded->list].for_each_within(begin, end, -1.0, table_, [&](image::Place place, double score) {
      const auto offset = place - begin;
      scores[offset] += score;
      matched[offset / kBits] |= bit_of(offset);
    });
  }
  for (image::Place word = 0; begin + word * kBits < end; ++word) {
    const auto in_lists = std::exchange(matched[word], 0);
    auto bits = query_.allowed->candidates_from(begin + word * kBits);
    if (query_.needs_list) bits &= in_lists;
    for (; bits != 0; bits &= bits - 1) {
      const auto offset = word * kBits + static_cast<image::Place>(std::countr_zero(bits));
      if (may_reach(begin + offset, scores[offset], best)) consider(begin + offset, scores[offset], best);
    }
    if (in_lists != 0) std::fill_n(scores + word * kBits, kBits, 0.0);
  }
}

void SegmentMatcher::consider(image::Place place, double sum, BestMatches& best) {
  if (!query_.allowed->is_candidate(place)) return;
  const double beside = static_score(place);
  if (looked_up_ > 0) ++considered_;
  // The strongest first; when what is left cannot help, the sum is not needed.
  const bool is_by_one = looked_up_ + 1 == bounded_.size();
  if (is_by_one) found_[bounded_.back().list] = sum;
  for (std::size_t i = looked_up_; i-- > 0;) {
    auto& score = found_[bounded_[i].list];
    score = 0.0;
    if (query_.lists[bounded_[i].list].find(place, table_, score)) sum += score;
    if ((sum + (i == 0 ? 0.0 : sums_[i - 1]) + beside) * kSlack < best.threshold()) return;
  }
  if (is_extra(place)) return;
  if (looked_up_ > 0 && is_by_one) {
    sum = sum_of_found();
  } else if (looked_up_ > 0) {
    sum_of_lists(place, sum);
  }
  sum += beside;
  if (sum >= best.threshold() && query_.allowed->takes(place)) best.add(live_.segment().document(place), sum);
}

/// The same, where each list was asked.
double SegmentMatcher::sum_of_found() {
  // Those of the window alone have something; they stand by what they may give.
  std::fill(in_order_.begin(), in_order_.end(), 0.0);
  for (const auto& bounded : bounded_) in_order_[bounded.list] = found_[bounded.list];
  double sum = 0.0;
  for (const double score : in_order_) sum += score;
  return sum;
}

bool SegmentMatcher::sum_of_lists(image::Place place, double& sum) {
  bool is_in_one = false;
  sum = 0.0;
  for (auto& list : again_) {
    double score = 0.0;
    if (!list.find(place, table_, score)) continue;
    sum += score;
    is_in_one = true;
  }
  return is_in_one;
}

}  // namespace kbsearch::match
