// What a program may get wrong in options and profiles: each is refused, with the range, whichever way they come in.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "kbsearch/error.hpp"
#include "kbsearch/searcher.hpp"
#include "kbsearch/tuning.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr auto kMost = std::numeric_limits<std::size_t>::max();

std::string refusal_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code() == ErrorCode::kInvalidArgument ? error.what() : "another error";
  }
  return "";
}

struct AbsurdCase {
  const char* name;
  std::function<void(SearchOptions&)> change;
  const char* told;
};

class AbsurdOptions : public testing::TestWithParam<AbsurdCase> {};

TEST_P(AbsurdOptions, AreRefusedWithTheRangeByAllThatTakeThem) {
  const auto searcher = Searcher::open(test::sample_index());
  const auto id = searcher.search("governance").hits.at(0).record_id;
  SearchOptions options;
  GetParam().change(options);
  const std::function<void()> ways[] = {[&] { static_cast<void>(searcher.search("governance", options)); },
                                        [&] { static_cast<void>(searcher.similar(id, options)); },
                                        [&] { static_cast<void>(searcher.explain("governance", id, options)); }};
  for (const auto& way : ways) {
    const auto told = refusal_of(way);
    EXPECT_NE(told.find(GetParam().told), std::string::npos) << told;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Options, AbsurdOptions,
    testing::Values(
        AbsurdCase{"Limit", [](auto& o) { o.limit = 100'001; }, "limit is 100001, must be in [0, 100000]"},
        AbsurdCase{"EndlessLimit", [](auto& o) { o.limit = kMost; }, "must be in [0, 100000]"},
        AbsurdCase{"Offset", [](auto& o) { o.offset = kMost; }, "must be in [0, 1000000000]"},
        AbsurdCase{"NoPassages", [](auto& o) { o.passages = 0; }, "must be in [1, 20]"},
        AbsurdCase{"NoWords", [](auto& o) { o.max_words = 0; }, "max_words is 0, must be in [1, 10000]"},
        AbsurdCase{"EndlessWords", [](auto& o) { o.max_words = kMost; }, "must be in [1, 10000]"},
        AbsurdCase{"NoExpansions", [](auto& o) { o.max_expansions = 0; }, "must be in [1, 4096]"},
        AbsurdCase{"EndlessExpansions", [](auto& o) { o.max_expansions = kMost; }, "must be in [1, 4096]"},
        AbsurdCase{"FacetValues",
                   [](auto& o) {
                     o.facets = {{"type", kMost}};
                   },
                   "at most 10000"},
        AbsurdCase{"Facets", [](auto& o) { o.facets.resize(101, {"type"}); }, "must be in [0, 100]"},
        AbsurdCase{"RelatedTags", [](auto& o) { o.related_tags = kMost; }, "must be in [0, 100]"},
        AbsurdCase{"NanK1", [](auto& o) { o.profile.k1 = kNan; }, "k1 is nan, must be in [0.0, 10.0]"},
        AbsurdCase{"NegativeK3", [](auto& o) { o.profile.k3 = -1; }, "k3 is -1, must be in [0.0, 1000.0]"},
        AbsurdCase{"HugeBlend", [](auto& o) { o.profile.blend_weight = 1e300; }, "blend_weight"},
        AbsurdCase{"Accents", [](auto& o) { o.profile.accent_weight = INFINITY; }, "accent_weight is inf"},
        AbsurdCase{"Presence", [](auto& o) { o.profile.presence = -0.5; }, "presence is -0.5"},
        AbsurdCase{"PresenceWords", [](auto& o) { o.profile.presence_words = 0; }, "a whole number in [1, 1000]"},
        AbsurdCase{"NameWeight", [](auto& o) { o.profile.name_weight = kNan; }, "name_weight"},
        AbsurdCase{"Adjacency", [](auto& o) { o.profile.adjacency = 21; }, "adjacency is 21"},
        AbsurdCase{"TitleWeight", [](auto& o) { o.profile.title_weight = 2; }, "title_weight is 2"},
        AbsurdCase{"OrderDepth", [](auto& o) { o.profile.order_depth = kMost; }, "a whole number in [0, 10000]"},
        AbsurdCase{"FeedbackRecords", [](auto& o) { o.profile.feedback.records = kMost; }, "[0, 100]"},
        AbsurdCase{"FeedbackWords", [](auto& o) { o.profile.feedback.words = 0; }, "[1, 100]"},
        AbsurdCase{"FeedbackWeight", [](auto& o) { o.profile.feedback.weight = -1; }, "[0.0, 2.0]"},
        AbsurdCase{"SignalWeight", [](auto& o) { o.profile.signals.at(0).weight = kNan; }, "weight is nan"},
        AbsurdCase{"SignalScale", [](auto& o) { o.profile.signals.at(0).scale = 0; }, "scale is 0"},
        AbsurdCase{"SignalMissing", [](auto& o) { o.profile.signals.at(0).missing = 7.0; }, "missing is 7"},
        AbsurdCase{"SignalShape", [](auto& o) { o.profile.signals.at(0).shape = static_cast<SignalShape>(99); },
                   "linear, log, saturation"},
        AbsurdCase{"SignalField", [](auto& o) { o.profile.signals.at(0).field.clear(); }, "lacks its field"}),
    [](const auto& param) { return param.param.name; });

TEST(AbsurdProfile, IsRefusedByTuneBeforeItAsksAnything) {
  auto profile = RankingProfile::named("default");
  profile.presence = kNan;
  EXPECT_NE(refusal_of([&] { tune({}, profile, {}); }).find("presence is nan"), std::string::npos);
}

TEST(Profile, WithBytesThatAreNoUtf8IsStillWritten) {
  RankingProfile profile;
  profile.name = "\xff\xfe";
  EXPECT_NE(profile.to_json().find("\"name\""), std::string::npos);
}

}  // namespace
}  // namespace kbsearch
