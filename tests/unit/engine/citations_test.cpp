// What cites what, asked from both ends.
#include <gtest/gtest.h>

#include <set>

#include "kbsearch/error.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

const std::string kRecords =
    R"({"id":"Paper","title":"heat pump","cited_by":[{"id":"Page-A","quality":50},{"id":"page-b"},{"id":"gone"}]}
{"id":"blog","title":"heat store","cited_by":[{"id":"page-b","quality":20}]}
{"id":"alone","title":"heat sink"}
{"id":"Page-A","kind":"page","title":"all about heat"}
{"id":"page-b","kind":"page","title":"all about pumps"}
{"id":"note","title":"a note","cites":["alone","blog"]}
)";

class Citations : public testing::Test {
 protected:
  Citations() {
    test::load_lines(directory_ / "kb", kRecords);
    searcher_ = Searcher::open(directory_ / "kb");
  }
  std::set<std::string> ids(const std::string& query) const {
    std::set<std::string> all;
    for (const auto& hit : searcher_->search(query).hits) all.insert(hit.record_id);
    return all;
  }
  using Ids = std::set<std::string>;
  test::TemporaryDirectory directory_;
  std::optional<Searcher> searcher_;
};

TEST_F(Citations, CitedByFindsWhatAPageCites) {
  EXPECT_EQ(ids("citedby:page-b"), (Ids{"Paper", "blog"}));
  EXPECT_EQ(ids("citedby:Page-A"), Ids{"Paper"});
}

TEST_F(Citations, CitesFindsThePagesThatARecordNames) {
  EXPECT_EQ(ids("cites:Paper"), (Ids{"Page-A", "page-b"}));
  EXPECT_EQ(ids("cites:Paper pumps"), Ids{"page-b"});
  EXPECT_EQ(ids("heat -cites:Paper"), (Ids{"Paper", "blog", "alone"}));
}

TEST_F(Citations, ARecordMaySayItselfWhatItCites) {
  EXPECT_EQ(ids("cites:alone"), Ids{"note"});
  EXPECT_EQ(ids("cites:blog"), (Ids{"page-b", "note"}));
}

TEST_F(Citations, ListsAndWildcardsGoTheOtherWayRoundToo) {
  EXPECT_EQ(ids("cites:alone,blog"), (Ids{"page-b", "note"}));
  EXPECT_EQ(ids("cites:Pap*"), (Ids{"Page-A", "page-b"}));
  EXPECT_EQ(ids("cites:bl*"), (Ids{"page-b", "note"}));
}

TEST_F(Citations, WhatIsUnknownOrNotCitedFindsNothing) {
  EXPECT_EQ(ids("cites:nobody"), Ids{});
  EXPECT_EQ(ids("cites:page-b"), Ids{});
  EXPECT_EQ(ids("cites:" + std::string(5'000, 'x')), Ids{});
}

TEST(InverseFields, AreKeywordsThatNameOneAnother) {
  const auto of = [](const std::string& fields) { return Schema::from_json(R"({"fields":[)" + fields + "]}"); };
  const std::string up = R"({"name":"up","kind":"keyword"})";
  const auto schema = of(up + R"(,{"name":"down","kind":"keyword","inverse_of":"up"})");
  EXPECT_EQ(Schema::from_json(schema.to_json()).fields()[1].inverse_of, "up");
  EXPECT_THROW(of(R"({"name":"down","kind":"keyword","inverse_of":"up"})"), Error);
  EXPECT_THROW(of(up + R"(,{"name":"down","inverse_of":"up"})"), Error);
  EXPECT_THROW(of(R"({"name":"up"},{"name":"down","kind":"keyword","inverse_of":"up"})"), Error);
  EXPECT_THROW(of(R"({"name":"self","kind":"keyword","inverse_of":"self"})"), Error);
}

}  // namespace
}  // namespace kbsearch
