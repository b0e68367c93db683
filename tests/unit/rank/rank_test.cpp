#include <gtest/gtest.h>

#include <xapian.h>
#include <nlohmann/json.hpp>

#include "kbsearch/error.hpp"
#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/searcher.hpp"
#include "rank/bm25.hpp"
#include "rank/profiles.hpp"
#include "rank/static_scores.hpp"
#include "store/terms.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

TEST(Bm25Idf, StaysPositiveForATermInEveryDocument) { EXPECT_GT(rank::bm25_idf(1'000'000, 1'000'000), 0.0); }

TEST(Bm25Idf, FallsAsTheTermGetsCommoner) {
  for (std::uint64_t n = 1; n < 100; ++n) EXPECT_GT(rank::bm25_idf(n, 100), rank::bm25_idf(n + 1, 100));
}

TEST(Saturation, RisesWithTheFrequencyAndStaysUnderOne) {
  double before = 0.0;
  for (double wdf = 1; wdf < 10'000; wdf *= 2) {
    const double share = rank::saturation(wdf, 1.2);
    EXPECT_GT(share, before);
    EXPECT_LT(share, 1.0);
    before = share;
  }
}

TEST(BoundSignal, StaysWithinZeroAndOneAndRises) {
  const test::TemporaryDirectory directory;
  Xapian::WritableDatabase database((directory / "db").string(), Xapian::DB_CREATE);
  const auto& schema = Schema::knowledge_base();
  const auto profile = RankingProfile::named("text");
  for (const auto shape : {SignalShape::kLinear, SignalShape::kLogarithm, SignalShape::kSaturation}) {
    const rank::BoundSignal signal(database, schema, profile, {"importance", shape, 100.0, 0.1, 0.5});
    double before = -1.0;
    for (const double value : {-5.0, 0.0, 1.0, 50.0, 100.0, 1e9}) {
      const double result = signal.shape(value);
      EXPECT_GE(result, 0.0);
      EXPECT_LE(result, 1.0);
      EXPECT_GE(result, before);
      before = result;
    }
    EXPECT_EQ(signal.shape(std::nullopt), 0.5);
  }
}

TEST(BoundSignal, MeasuresRecencyFromTheNewestDate) {
  const test::TemporaryDirectory directory;
  Xapian::WritableDatabase database((directory / "db").string(), Xapian::DB_CREATE);
  const auto& schema = Schema::knowledge_base();
  Xapian::Document document;
  document.add_value(store::field_slot(schema.find("published")), Xapian::sortable_serialise(20240701));
  database.add_document(document);
  database.commit();
  const rank::BoundSignal signal(database, schema, RankingProfile::named("text"),
                                 {"published", SignalShape::kRecency, 2.0, 0.1, 0.25});
  EXPECT_DOUBLE_EQ(signal.shape(20240701), 1.0);
  EXPECT_DOUBLE_EQ(signal.shape(20220701), 0.5);
  EXPECT_DOUBLE_EQ(signal.shape(20300000), 1.0) << "newer than the newest is no better";
  EXPECT_LT(signal.shape(20230000), signal.shape(20231231));
  EXPECT_DOUBLE_EQ(signal.shape(std::nullopt), 0.25);
}

TEST(BoundSignal, TellsAGoodFetchStatusFromABadOne) {
  const test::TemporaryDirectory directory;
  Xapian::WritableDatabase database((directory / "db").string(), Xapian::DB_CREATE);
  const rank::BoundSignal signal(database, Schema::knowledge_base(), RankingProfile::named("text"),
                                 {"http_status", SignalShape::kAtMost, 399.0, 0.1, 0.75});
  EXPECT_EQ(signal.shape(200), 1.0);
  EXPECT_EQ(signal.shape(404), 0.0);
  EXPECT_EQ(signal.shape(0), 0.0);
  EXPECT_EQ(signal.shape(std::nullopt), 0.75);
}

TEST(BoundSignal, TakesWhatIsNotKnownAsTypicalWhereThatIsAsked) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", R"({"id":"a","title":"x","importance":20}
{"id":"b","title":"x","importance":60}
{"id":"c","title":"x"})");
  RankingProfile profile;
  profile.signals = {{"importance", SignalShape::kLinear, 100.0, 0.5, std::nullopt}};
  SearchOptions options;
  options.profile = profile;
  std::vector<std::string> order;
  for (const auto& hit : Searcher::open(directory / "kb").search("x", options).hits) order.push_back(hit.record_id);
  EXPECT_EQ(order, (std::vector<std::string>{"b", "c", "a"}));
  EXPECT_EQ(RankingProfile::from_json(profile.to_json()).signals.front().missing, std::nullopt);
}

TEST(BoundSignal, KnowsTheLengthOfARecord) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", R"({"id":"stub","title":"heat pump"}
{"id":"text","title":"heat pump","content":"with a text of a few words that says what one is"})");
  SearchOptions options;
  options.profile.signals = {{"length", SignalShape::kSaturation, 10.0, 1.0, 0.0}};
  const auto hits = Searcher::open(directory / "kb").search("heat", options).hits;
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits.front().record_id, "text");
}

TEST(BoundSignal, RefusesAFieldThatDoesNotFitItsShape) {
  const test::TemporaryDirectory directory;
  Xapian::WritableDatabase database((directory / "db").string(), Xapian::DB_CREATE);
  const auto bind = [&](const char* field, SignalShape shape) {
    return rank::BoundSignal(database, Schema::knowledge_base(), RankingProfile::named("text"),
                             {field, shape, 1.0, 0.1, 0.0});
  };
  EXPECT_THROW(bind("title", SignalShape::kLinear), Error);
  EXPECT_THROW(bind("importance", SignalShape::kRecency), Error);
  EXPECT_THROW(bind("published", SignalShape::kLinear), Error);
  EXPECT_THROW(bind("nothing", SignalShape::kLinear), Error);
}

TEST(Presence, IsWholeForShortQueriesAndFallsForLongOnes) {
  EXPECT_DOUBLE_EQ(rank::presence(3.0, 1, 6), 3.0);
  EXPECT_DOUBLE_EQ(rank::presence(3.0, 6, 6), 3.0);
  EXPECT_DOUBLE_EQ(rank::presence(3.0, 12, 6), 0.375);
  EXPECT_DOUBLE_EQ(rank::presence(3.0, 0, 6), 3.0);
}

TEST(RankingProfile, BuiltInOnesAllReadAndKeepTheirNames) {
  for (const auto& name : RankingProfile::names()) {
    const auto profile = RankingProfile::named(name);
    EXPECT_EQ(profile.name, name);
    EXPECT_FALSE(profile.description.empty());
    EXPECT_EQ(RankingProfile::from_json(profile.to_json()).to_json(), profile.to_json());
  }
}

TEST(RankingProfile, ReadsBackWhatItWrites) {
  const auto profile = RankingProfile::named("default");
  EXPECT_EQ(RankingProfile::from_json(profile.to_json()).to_json(), profile.to_json());
}

TEST(RankingProfile, ReadsACountWithAndWithoutAPoint) {
  const auto plain = RankingProfile::from_json(R"({"presence_words": 3, "feedback": {"records": 5}})");
  const auto with_point = RankingProfile::from_json(R"({"presence_words": 3.0, "feedback": {"records": 5.0}})");
  EXPECT_EQ(plain.presence_words, 3u);
  EXPECT_EQ(plain.feedback.records, 5u);
  EXPECT_EQ(plain.to_json(), with_point.to_json());
  EXPECT_NE(plain.to_json().find("\"presence_words\": 3,"), std::string::npos) << plain.to_json();
}

struct RefusedProfileCase {
  const char* name;
  const char* json;
  const char* told;
};

class RefusedProfile : public testing::TestWithParam<RefusedProfileCase> {};

TEST_P(RefusedProfile, TellsTheRange) {
  try {
    RankingProfile::from_json(GetParam().json);
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find(GetParam().told), std::string::npos) << error.what();
  }
}

INSTANTIATE_TEST_SUITE_P(
    RankingProfile, RefusedProfile,
    testing::Values(
        RefusedProfileCase{"NegativeK1", R"({"k1":-1})", "[0.0, 10.0]"},
        RefusedProfileCase{"TextForANumber", R"({"k1":"much"})", "must be a number"},
        RefusedProfileCase{"UnknownMember", R"({"k9":1})", "unknown member 'k9'"},
        RefusedProfileCase{"UnknownShape", R"({"signals":[{"field":"importance","shape":"round"}]})",
                           "linear, log, saturation"},
        RefusedProfileCase{"HeavySignal", R"({"signals":[{"field":"importance","weight":7}]})", "[0.0, 1.0]"},
        RefusedProfileCase{"FieldWeights", R"({"field_weights":{"title":5}})", "change it in the schema and rebuild"},
        RefusedProfileCase{"AnotherVersion", R"({"version":2})", "[1.0, 1.0]"},
        RefusedProfileCase{"MuchFeedback", R"({"feedback":{"words":1000}})",
                           "words is 1000, must be a whole number in [1, 100]"},
        RefusedProfileCase{"PartOfAWord", R"({"presence_words":4.5})",
                           "presence_words is 4.5, must be a whole number in [1, 1000]"},
        RefusedProfileCase{"FewerThanNone", R"({"order_depth":-1})", "order_depth is -1, must be a whole number"},
        RefusedProfileCase{"EndlessDepth", R"({"order_depth":1e300})", "order_depth is 1e+300"},
        RefusedProfileCase{"NoJson", "k1=3", "is not JSON: line 1, column 1: 'k' was not expected"}),
    [](const auto& param) { return param.param.name; });

TEST(RankingKey, TellsEveryNumberOfAProfile) {
  const auto plain = RankingProfile::named("default");
  auto renamed = plain;
  renamed.name = "mine";
  EXPECT_EQ(rank::ranking_key(renamed), rank::ranking_key(plain));
  // Whatever number JSON has must be in the key: a cursor of one profile is not another's.
  const auto flat = nlohmann::json::parse(plain.to_json()).flatten();
  std::size_t numbers = 0;
  for (const auto& [member, value] : flat.items()) {
    if (!value.is_number() || member == "/version") continue;
    auto changed = flat;
    changed[member] = value.get<double>() == 1.0 ? 0.5 : 1.0;
    const auto other = RankingProfile::from_json(changed.unflatten().dump());
    EXPECT_NE(rank::ranking_key(other), rank::ranking_key(plain)) << member;
    ++numbers;
  }
  EXPECT_GE(numbers, 16u);
}

}  // namespace
}  // namespace kbsearch
