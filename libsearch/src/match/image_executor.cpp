#include "match/image_executor.hpp"

#include <algorithm>
#include <utility>

#include "match/asked_name.hpp"
#include "match/saying_scores.hpp"
#include "match/segment_matcher.hpp"
#include "store/stored_document.hpp"

namespace kbsearch::match {
namespace {

/// Gains by document as gains by place, of those that are in a segment.
std::vector<PlacedGain> placed(const std::vector<SayingGain>& gains, const image::LiveSegment& live) {
  std::vector<PlacedGain> all;
  for (const auto& gain : gains) {
    const auto place = live.segment().place_of(gain.document);
    if (place && live.is_live(*place)) all.push_back({*place, gain.gain});
  }
  std::sort(all.begin(), all.end(), [](const PlacedGain& a, const PlacedGain& b) { return a.place < b.place; });
  return all;
}

/// What does not come from postings: computed once, for all segments.
struct Gains {
  std::vector<std::vector<SayingGain>> lists;
  std::vector<SayingGain> names;
};

}  // namespace

/// Looks terms up in the document at a place.
class ImageExecutor::PlaceLookup final : public TermLookup {
 public:
  explicit PlaceLookup(const image::Image& image) : image_(image) {}

  void go_to(DocumentId document) {
    found_ = image_.find(document);
    if (!found_ || found_->segment == segment_) return;
    cursors_.clear();
    segment_ = found_->segment;
  }

  std::uint32_t wdf(const std::string& term) override {
    if (!found_) return 0;
    auto cursor = cursors_.find(term);
    if (cursor == cursors_.end()) {
      const auto postings = segment_->postings(term);
      std::optional<PostingCursor> made;
      if (postings) made.emplace(*postings, segment_->size());
      cursor = cursors_.emplace(term, std::move(made)).first;
    }
    std::uint32_t wdf = 0;
    return cursor->second && cursor->second->find(found_->place, wdf) ? wdf : 0;
  }

 private:
  const image::Image& image_;
  std::optional<image::Image::Found> found_;
  const image::Segment* segment_ = nullptr;
  std::unordered_map<std::string, std::optional<PostingCursor>> cursors_;
};

ImageExecutor::ImageExecutor(const image::Image& image, const PlacedScores& static_scores, const SetEvaluator& sets)
    : image_(image), static_scores_(static_scores), sets_(sets) {}

ImageExecutor::~ImageExecutor() = default;

std::vector<AllowedPlaces>& ImageExecutor::allowed(const Plan& plan) {
  if (allowed_.empty()) {
    for (const auto& live : image_.segments()) allowed_.emplace_back(live, plan, sets_);
  }
  return allowed_;
}

Matches ImageExecutor::best(const Plan& plan, std::size_t count) {
  auto& allowed = this->allowed(plan);
  const ScoreTable table(plan.k1, plan.presence);
  const auto rivals = rival_corrections(plan);
  const auto is_rival = [&](const ScoredTerm& term) {
    return std::any_of(rivals.begin(), rivals.end(), [&](const auto& words) {
      return std::find(words.begin(), words.end(), term.word) != words.end();
    });
  };
  Gains gains;
  for (const auto& words : rivals) gains.lists.push_back(best_word_scores(sets_, plan, words));
  for (const auto& saying : plan.sayings) gains.lists.push_back(saying_gains(sets_, plan, saying));
  gains.names = name_gains(sets_.postings(), plan.names);

  BestMatches best(count);
  for (std::size_t i = 0; i < image_.segments().size(); ++i) {
    const auto& live = image_.segments()[i];
    SegmentQuery query;
    for (const auto& term : plan.scored) {
      if (is_rival(term)) continue;
      const auto postings = live.segment().postings(term.term);
      if (postings) query.lists.emplace_back(*postings, live.segment().size(), term.weight);
    }
    for (const auto& list : gains.lists) query.lists.emplace_back(placed(list, live));
    query.extra = placed(gains.names, live);
    query.needs_list = plan.asks_words() && (plan.required.empty() || plan.needs_words);
    query.static_scale = plan.static_scale;
    query.allowed = &allowed[i];
    SegmentMatcher(live, static_scores_.segment(i), table, std::move(query)).match(best);
  }
  return best.take();
}

std::uint64_t ImageExecutor::count(const Plan& plan, std::uint64_t enough) {
  auto& allowed = this->allowed(plan);
  const bool needs_words = plan.asks_words() && (plan.required.empty() || plan.needs_words);
  const bool has_conditions = !plan.required.empty() || !plan.excluded.empty();
  if (!needs_words && !has_conditions) return sets_.all().size();
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < allowed.size(); ++i) {
    if (!needs_words) {
      count += allowed[i].count(nullptr, enough);
    } else {
      const auto places = with_words(plan, image_.segments()[i]);
      count += allowed[i].count(&places, enough);
    }
  }
  return count;
}

/// The places of the documents that have one of the plan's words, or say it otherwise.
DocumentSet ImageExecutor::with_words(const Plan& plan, const image::LiveSegment& live) const {
  DocumentSet places(live.segment().size());
  const auto add = [&](const std::string& term) {
    const auto postings = live.segment().postings(term);
    if (!postings) return;
    snapshot::for_each_posting(live, *postings, [&](image::Place place, std::uint32_t) { places.add(place); });
  };
  for (const auto& term : plan.scored) add(term.term);
  for (const auto& saying : plan.sayings) {
    for (const auto& way : saying.ways) {
      for (const auto& term : way.terms) add(term.term);
      if (way.terms.empty()) places |= places_of(*sets_.of_way(way), live.segment());
    }
  }
  return places;
}

std::uint32_t ImageExecutor::name_length(DocumentId document) {
  const auto found = image_.find(document);
  return found ? found->segment->name_length(found->place) : 1;
}

std::string_view ImageExecutor::stream(DocumentId document) {
  const auto found = image_.find(document);
  return found ? found->segment->stream(found->place) : std::string_view();
}

TermLookup& ImageExecutor::terms_of(DocumentId document) {
  if (!lookup_) lookup_ = std::make_unique<PlaceLookup>(image_);
  lookup_->go_to(document);
  return *lookup_;
}

std::string ImageExecutor::record_id(DocumentId document) {
  const auto found = image_.find(document);
  if (!found) return {};
  return std::string(store::StoredDocument::id_of(found->segment->record(found->place).card));
}

}  // namespace kbsearch::match
