// A query that was parsed or built is answered as its text is.
#include <gtest/gtest.h>

#include <functional>

#include "kbsearch/error.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/query_builders.hpp"
#include "kbsearch/searcher.hpp"
#include "support/query_texts.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using namespace queries;

class AskedQuery : public testing::Test {
 protected:
  Searcher searcher_ = Searcher::open(test::sample_index());

  Query parsed(const std::string& text) const { return parse_query(text, searcher_.schema()).query; }

  std::string ids(const Query& query) const {
    std::string ids;
    for (const auto& hit : searcher_.search(query, {.limit = 5}).hits) ids += hit.record_id + ' ';
    return ids;
  }
  std::string ids(const std::string& text) const { return ids(parsed(text)); }

  /// The answer without what is said about a text alone.
  static std::string form(SearchResults results) {
    results.took = {};
    results.warnings.clear();
    results.notes.clear();
    results.did_you_mean.clear();
    return results_to_json(results, "");
  }

  std::string subject_of(const Query& query) const {
    try {
      static_cast<void>(searcher_.search(query));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
      return error.subject().empty() ? error.what() : error.subject();
    }
    return "none";
  }
};

TEST_F(AskedQuery, IsAnsweredAsItsText) {
  SearchOptions options{.limit = 3, .explain = true};
  options.facets = {{.field = "type"}};
  for (const auto& [id, text] : test::sample_queries()) {
    EXPECT_EQ(form(searcher_.search(parsed(text), options)), form(searcher_.search(text, options))) << text;
  }
  test::QueryTexts texts(7, {"governance", "pytorch", "heat", "compute", "open", "type:paper", "title:pytorch"});
  for (int i = 0; i < 200; ++i) {
    const auto text = texts.query(3);
    EXPECT_EQ(form(searcher_.search(parsed(text), options)), form(searcher_.search(text, options))) << text;
  }
}

TEST_F(AskedQuery, GoesOnWhereItsTextEnded) {
  SearchOptions options{.limit = 3};
  options.after = searcher_.search("pytorch  governance", options).next_cursor;
  ASSERT_NE(options.after, "");
  EXPECT_EQ(form(searcher_.search(parsed("pytorch governance"), options)),
            form(searcher_.search("pytorch governance", options)));
  EXPECT_EQ(searcher_.search(parsed("pytorch governance"), options).hits.front().rank, 4u);
}

TEST_F(AskedQuery, IsExplainedAsItsText) {
  const std::vector<std::string> ids = {"87c36d42aade0023", "miri", "no-such-id"};
  const auto of_query = searcher_.explain_all(parsed("pytorch governance"), ids);
  const auto of_text = searcher_.explain_all("pytorch governance", ids);
  ASSERT_TRUE(of_query[0].has_value());
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ASSERT_EQ(of_query[i].has_value(), of_text[i].has_value()) << ids[i];
    EXPECT_EQ(explanation_to_json(of_query[i].value_or(Explanation{})),
              explanation_to_json(of_text[i].value_or(Explanation{})));
  }
}

TEST_F(AskedQuery, HasItsLastWordUnderWayWhereThatIsAsked) {
  const SearchOptions options{.limit = 3, .typing = true};
  EXPECT_EQ(form(searcher_.search(parsed("pytorch gov"), options)), form(searcher_.search("pytorch gov", options)));
}

TEST_F(AskedQuery, IsBuiltOfValues) {
  const std::pair<Query, const char*> kSame[] = {
      {word("governance"), "governance"},
      {word("pytorch", "title"), "title:pytorch"},
      {phrase("linux foundation"), "\"linux foundation\""},
      {near({"compute", "governance"}, 3), "compute NEAR/3 governance"},
      {begins_with("govern"), "govern*"},
      {keyword("type", {"paper", "report"}), "type:paper,report"},
      {has({"authors"}), "has:authors"},
      {number_between("importance", 60, {}), "importance:60.."},
      {date_between("published", std::chrono::year(2022) / 1 / 1, std::chrono::year(2024) / 6 / 30),
       "published:2022..2024-06"},
      {all_of({word("governance"), keyword("type", {"paper"}), without(word("pytorch"))}),
       "+governance type:paper -pytorch"},
      {any_of({word("pytorch"), word("governance")}), "pytorch governance"},
      {any_of({boosted(word("pytorch"), 3), word("governance")}), "pytorch^3 governance"},
      {without(word("governance")), "-governance"}};
  for (const auto& [built, text] : kSame) {
    EXPECT_NE(ids(text), "") << text;
    EXPECT_EQ(ids(built), ids(text)) << text;
  }
}

TEST_F(AskedQuery, TakesNoValueForAnOperator) {
  EXPECT_EQ(ids(word("governance -pytorch AND")), ids("governance pytorch and"));
  EXPECT_EQ(ids(keyword("type", {"paper\" OR title:x"})), "");
}

TEST_F(AskedQuery, IsRefusedWithTheFieldThatIsWrong) {
  EXPECT_EQ(subject_of(word("x", "titel")), "titel");
  EXPECT_EQ(subject_of(word("x", "importance")), "importance");
  EXPECT_EQ(subject_of(keyword("title", {"x"})), "title");
  EXPECT_EQ(subject_of(has({"titel"})), "titel");
  EXPECT_EQ(subject_of(number_between("type", 1, 2)), "type");
  EXPECT_EQ(subject_of(Query{NearQuery{"", {"a", "b"}, 0}}), "distance");
  EXPECT_EQ(subject_of(Query{WordQuery{"", "x"}, 1e9}), "boost");
}

TEST_F(AskedQuery, IsRefusedWhereItIsLargerThanAnyText) {
  Query deep = word("x");
  for (int i = 0; i < 2'000; ++i) deep = all_of({std::move(deep)});
  EXPECT_NE(subject_of(deep).find("too deeply"), std::string::npos);
  std::vector<Query> many(1'025, phrase("a b"));
  EXPECT_NE(subject_of(any_of(std::move(many))).find("1024 conditions"), std::string::npos);
}

TEST_F(AskedQuery, IsRefusedByItsBuilderForAValueOutOfRange) {
  const std::function<void()> kRefused[] = {
      [] { static_cast<void>(near({"one"})); },
      [] {
        static_cast<void>(near({"a", "b"}, 0));
      },
      [] { static_cast<void>(begins_with("g")); },
      [] { static_cast<void>(keyword("type", {})); },
      [] { static_cast<void>(keyword("type", {" "})); },
      [] { static_cast<void>(number_between("importance", {}, {})); },
      [] { static_cast<void>(date_between("published", std::chrono::year(2024) / 2 / 30, {})); },
      [] { static_cast<void>(boosted(word("x"), 0.0)); }};
  for (const auto& refused : kRefused) EXPECT_THROW(refused(), Error);
}

}  // namespace
}  // namespace kbsearch
