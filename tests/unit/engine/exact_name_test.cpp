// Whoever asks for a page by its name, and nothing else, means that page.
#include <gtest/gtest.h>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

class ExactName : public testing::Test {
 protected:
  ExactName() {
    std::string lines = R"({"id":"by-title","title":"Sync settings","content":"All about devices, at some length."})";
    lines +=
        "\n"
        R"({"id":"by-file","title":"Overview","file_name":"device-list","content":"What there is."})"
        "\n";
    for (int i = 0; i < 60; ++i) {
      const auto number = std::to_string(i);
      lines += R"({"id":"other)" + number + R"(","title":"Sync settings device list )" + number +
               R"(","content":"Sync settings of the device list: sync settings, device list, sync settings."})"
               "\n";
    }
    test::load_lines(directory_ / "kb", lines);
  }
  std::string first(const std::string& query) const {
    const auto results = Searcher::open(directory_ / "kb").search(query);
    return results.hits.empty() ? "" : results.hits.front().record_id;
  }
  test::TemporaryDirectory directory_;
};

TEST_F(ExactName, OfATitleComesFirst) { EXPECT_EQ(first("sync setting"), "by-title"); }

TEST_F(ExactName, OfAFileComesFirst) { EXPECT_EQ(first("Device list"), "by-file"); }

TEST_F(ExactName, OfTwoMeansTheOneThatSaysMoreOfIt) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += (i % 10 == 0 ? " The Wind Trust is word" : " word") + std::to_string(i);
  test::load_lines(directory_ / "two", R"({"id":"link","title":"Wind Trust"}
{"id":"page","title":"Wind Trust","content":"The Wind Trust builds mills.)" +
                                           text + R"("}
{"id":"other","title":"Mills","content":"Mills of the wind."}
)");
  const auto hits = Searcher::open(directory_ / "two").search("Wind Trust", {.explain = true}).hits;
  ASSERT_GE(hits.size(), 2u);
  EXPECT_EQ(hits[0].record_id, "page");
  EXPECT_EQ(hits[1].record_id, "link");
  for (const auto& hit : hits) EXPECT_NEAR(hit.explanation->value, hit.score, 1e-9);
}

TEST_F(ExactName, IsNotMeantByAPartOfTheQuery) { EXPECT_NE(first("sync settings device"), "by-title"); }

TEST_F(ExactName, IsExplainedToTheScore) {
  const auto searcher = Searcher::open(directory_ / "kb");
  const auto hits = searcher.search("device list", {.explain = true}).hits;
  ASSERT_FALSE(hits.empty());
  ASSERT_TRUE(hits.front().explanation.has_value());
  EXPECT_NEAR(hits.front().explanation->value, hits.front().score, 1e-9);
}

/// Records by what they are called, all with like bodies.
class Called : public testing::Test {
 protected:
  void give(const std::vector<std::string>& members) {
    std::string lines;
    for (std::size_t i = 0; i < members.size(); ++i) {
      lines += R"({"id":")" + std::to_string(100 + i) + R"(",)" + members[i] +
               R"(,"content":"A text of some words."})" + "\n";
    }
    test::load_lines(directory_ / "kb", lines);
  }
  std::vector<std::string> found(const std::string& query) const {
    std::vector<std::string> titles;
    for (const auto& hit : Searcher::open(directory_ / "kb").search(query).hits) titles.push_back(hit.title);
    return titles;
  }
  test::TemporaryDirectory directory_;
};

using Titles = std::vector<std::string>;

TEST_F(Called, JustSoComesBeforeWhatIsCalledNearlySo) {
  give({R"("title":"Pump heat")", R"("title":"Heat pumps")", R"("title":"Heat pump")", R"("title":"The heat pump")"});
  EXPECT_EQ(found("Heat pump").front(), "Heat pump");
  EXPECT_EQ(found("heat pumps").front(), "Heat pumps");
  EXPECT_EQ(found("the heat pump").front(), "The heat pump");
  EXPECT_EQ(found("heat pump").back(), "Pump heat");
}

TEST_F(Called, WithItsAccentsComesFirstWhereTheyAreTyped) {
  give({R"("title":"Uber")", R"("title":"Über")", R"("title":"Über uns")"});
  EXPECT_EQ(found("Über").front(), "Über");
  EXPECT_EQ(found("Uber").front(), "Uber");
}

TEST_F(Called, ByTheShortFormInBracketsOrBeforeTheNameOfASite) {
  give({R"("title":"Notes on the LTFF and the EAIF")", R"j("title":"Long-Term Future Fund (LTFF)")j",
        R"("title":"Slow trains: a long history of slow trains")", R"("title":"Slow trains | Railway Weekly")"});
  EXPECT_EQ(found("LTFF").front(), "Long-Term Future Fund (LTFF)");
  EXPECT_EQ(found("long-term future fund").front(), "Long-Term Future Fund (LTFF)");
  EXPECT_EQ(found("slow trains").front(), "Slow trains | Railway Weekly");
}

TEST_F(Called, ByItsWholeSiteOrAnAlias) {
  give({R"("title":"About us","url":"https://www.metaculus.com/about")",
        R"("title":"Forecasts","url":"https://www.metaculus.com/")",
        R"("title":"Institute of Slow Trains","aliases":["IST"])", R"("title":"IST, IST and IST again")"});
  EXPECT_EQ(found("metaculus.com").front(), "Forecasts");
  EXPECT_EQ(found("ist").front(), "Institute of Slow Trains");
}

TEST_F(Called, ByTwoNamesThatTheQueryMeansGainsOnce) {
  // Asked in an index of two languages, "Pumpen" is the stems pumpen and pump: this record is called both.
  give({R"("language":"en","title":"Pumpen","aliases":["Pump"])", R"("language":"de","title":"Die Pumpe")"});
  const auto hits = Searcher::open(directory_ / "kb").search("Pumpen", {.explain = true}).hits;
  ASSERT_EQ(hits.front().title, "Pumpen");
  for (const auto& hit : hits) EXPECT_NEAR(hit.explanation->value, hit.score, 1e-9) << hit.title;
}

TEST_F(Called, AsTheQuerySaysIsFoundHoweverItRanksByWords) {
  std::string lines = R"({"id":"farm","title":"Wind farm","content":"Long ago )";
  for (int i = 0; i < 400; ++i) lines += "there were other words ";
  lines += "\"}\n";
  for (int i = 0; i < 300; ++i) {
    lines += R"({"id":"o)" + std::to_string(i) +
             R"(","title":"Report","content":"Wind farm, wind farm, wind farm."})"
             "\n";
  }
  test::load_lines(directory_ / "kb", lines);
  EXPECT_EQ(found("wind farm").front(), "Wind farm");
}

}  // namespace
}  // namespace kbsearch
