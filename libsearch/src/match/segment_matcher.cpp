#include "match/segment_matcher.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <utility>

#include "base/stop_scope.hpp"

namespace kbsearch::match {
namespace {

/// Sums of the same numbers in another order differ by less.
constexpr double kSlack = 1.0 + 1e-12;
constexpr std::size_t kBits = 64;

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
      matched_(kWindowPlaces / kBits, 0) {
  for (const auto& extra : query_.extra) extra_most_ = std::max(extra_most_, extra.gain);
}

void SegmentMatcher::match(BestMatches& best) {
  const auto size = live_.segment().size();
  for (image::Place begin = 0; begin < size; begin += kWindowPlaces) {
    base::StopScope::check_current();
    match_window(begin, std::min(begin + kWindowPlaces, size), best);
  }
}

/// Finds what each list can give; returns whether anything can match at all.
bool SegmentMatcher::begin_window(image::Place begin, image::Place end) {
  bounded_.clear();
  sums_.clear();
  for (std::size_t i = 0; i < query_.lists.size(); ++i) {
    if (const auto most = query_.lists[i].most_within(begin, end, table_)) bounded_.push_back({i, *most});
  }
  if (bounded_.empty() && query_.needs_list) return false;
  std::sort(bounded_.begin(), bounded_.end(), [](const Bounded& a, const Bounded& b) { return a.most < b.most; });
  double sum = 0.0;
  for (const auto& bounded : bounded_) sums_.push_back(sum += bounded.most);
  return true;
}

void SegmentMatcher::match_window(image::Place begin, image::Place end, BestMatches& best) {
  if (!begin_window(begin, end)) return;
  const double all = sums_.empty() ? 0.0 : sums_.back();
  const double beside = query_.static_scale * static_scores_.most[begin / kWindowPlaces] + extra_most_;
  if ((all + beside) * kSlack < best.threshold()) return;
  // The first ones, which cannot make a match by themselves, are looked up only.
  looked_up_ = 0;
  if (query_.needs_list) {
    while (looked_up_ < sums_.size() && (sums_[looked_up_] + beside) * kSlack < best.threshold()) ++looked_up_;
  }
  std::fill(matched_.begin(), matched_.end(), query_.needs_list ? 0 : ~std::uint64_t{0});
  if (!query_.needs_list && end - begin < kWindowPlaces) {
    std::fill(matched_.begin() + (end - begin) / kBits, matched_.end(), 0);
    matched_[(end - begin) / kBits] = (std::uint64_t{1} << ((end - begin) % kBits)) - 1;
  }
  // Where one list makes the matches, its blocks that are too weak are passed over.
  const bool is_alone = query_.needs_list && looked_up_ + 1 == bounded_.size();
  const double others = looked_up_ == 0 ? 0.0 : sums_[looked_up_ - 1];
  fill(begin, end, is_alone ? best.threshold() / kSlack - others - beside : -1.0);
  evaluate(begin, best);
}

/// In the order of the lists, so that each sum is the one that sum_of_lists() makes.
void SegmentMatcher::fill(image::Place begin, image::Place end, double least) {
  const auto first = bounded_.begin() + static_cast<std::ptrdiff_t>(looked_up_);
  std::sort(first, bounded_.end(), [](const Bounded& a, const Bounded& b) { return a.list < b.list; });
  for (auto bounded = first; bounded != bounded_.end(); ++bounded) {
    query_.lists[bounded->list].for_each_within(begin, end, least, table_, [&](image::Place place, double score) {
      const auto offset = place - begin;
      scores_[offset] += score;
      matched_[offset / kBits] |= std::uint64_t{1} << (offset % kBits);
    });
  }
}

void SegmentMatcher::evaluate(image::Place begin, BestMatches& best) {
  const double others = looked_up_ == 0 ? 0.0 : sums_[looked_up_ - 1];
  for (std::size_t word = 0; word < matched_.size(); ++word) {
    for (auto bits = matched_[word]; bits != 0; bits &= bits - 1) {
      const auto offset = static_cast<image::Place>(word * kBits + static_cast<std::size_t>(std::countr_zero(bits)));
      const auto place = begin + offset;
      double sum = std::exchange(scores_[offset], 0.0);
      const double beside = static_score(place) + extra_most_;
      if ((sum + others + beside) * kSlack < best.threshold() || !may_be_taken(place)) continue;
      // The strongest first; when what is left cannot help, the sum is not needed.
      bool may_matter = true;
      for (std::size_t i = looked_up_; i-- > 0 && may_matter;) {
        sum += query_.lists[bounded_[i].list].find(place, table_);
        may_matter = (sum + (i == 0 ? 0.0 : sums_[i - 1]) + beside) * kSlack >= best.threshold();
      }
      if (!may_matter) continue;
      if (looked_up_ > 0) sum = sum_of_lists(place);
      best.add(live_.segment().document(place), sum + gain_beside(place) + static_score(place));
    }
  }
}

double SegmentMatcher::sum_of_lists(image::Place place) {
  if (again_.empty()) again_ = query_.lists;
  double sum = 0.0;
  for (auto& list : again_) sum += list.find(place, table_);
  return sum;
}

double SegmentMatcher::gain_beside(image::Place place) {
  while (extra_at_ < query_.extra.size() && query_.extra[extra_at_].place < place) ++extra_at_;
  const bool has_it = extra_at_ < query_.extra.size() && query_.extra[extra_at_].place == place;
  return has_it ? query_.extra[extra_at_].gain : 0.0;
}

}  // namespace kbsearch::match
