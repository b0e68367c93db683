// Options of a search as JSON: every one is read, and what is wrong is named.
#include <gtest/gtest.h>

#include "kbsearch/error.hpp"
#include "kbsearch/json.hpp"

namespace kbsearch {
namespace {

TEST(SearchOptionsJson, ReadsEachMember) {
  const auto options = search_options_from_json(R"({
      "limit": 3, "offset": 4.0, "after": "c", "filter": "type:paper", "sort": {"field": "published", "ascending": true},
      "collapse": "url", "facets": ["tag", {"field": "published", "max_values": 6, "date_step": "month"}],
      "related_tags": 5, "snippets": false, "passages": 2, "explain": true, "plain_words": true, "all_words": true,
      "typos": false, "expand": false, "typing": true, "exact_total_up_to": 7, "max_words": 8, "max_expansions": 9, "executor": "xapian",
      "profile": "research", "timeout_us": 1000000})");
  EXPECT_EQ(options.limit, 3u);
  EXPECT_EQ(options.offset, 4u);
  EXPECT_EQ(options.after, "c");
  EXPECT_EQ(options.filter, "type:paper");
  ASSERT_TRUE(options.sort.has_value());
  EXPECT_EQ(options.sort->field, "published");
  EXPECT_TRUE(options.sort->ascending);
  EXPECT_EQ(options.collapse, SearchOptions::kByUrl);
  ASSERT_EQ(options.facets.size(), 2u);
  EXPECT_EQ(options.facets[0].field, "tag");
  EXPECT_EQ(options.facets[1].max_values, 6u);
  EXPECT_EQ(options.facets[1].date_step, FacetRequest::DateStep::kMonth);
  EXPECT_EQ(options.related_tags, 5u);
  EXPECT_FALSE(options.snippets);
  EXPECT_EQ(options.passages, 2u);
  EXPECT_TRUE(options.explain && options.plain_words && options.all_words && options.typing);
  EXPECT_FALSE(options.typos || options.expand);
  EXPECT_EQ(options.exact_total_up_to, 7u);
  EXPECT_EQ(options.max_words, 8u);
  EXPECT_EQ(options.max_expansions, 9u);
  EXPECT_EQ(options.executor, SearchExecutor::kXapian);
  EXPECT_EQ(options.profile.name, "research");
  EXPECT_TRUE(options.deadline.has_value());
}

TEST(SearchOptionsJson, LeavesWhatIsNotGivenAsItWas) {
  SearchOptions own;
  own.limit = 77;
  own.filter = "type:paper";
  EXPECT_EQ(search_options_from_json("", own).limit, 77u);
  EXPECT_EQ(search_options_from_json(R"({"filter": null})", own).filter, "type:paper");
  EXPECT_EQ(search_options_from_json(R"({"limit": 1})", own).filter, "type:paper");
}

TEST(SearchOptionsJson, TakesAProfileAsAnObject) {
  const auto options = search_options_from_json(R"({"profile": {"name": "mine", "k1": 1.5}})");
  EXPECT_EQ(options.profile.name, "mine");
  EXPECT_EQ(options.profile.k1, 1.5);
}

struct WrongCase {
  const char* name;
  const char* json;
  const char* subject;
  const char* told;
};

class WrongSearchOptions : public testing::TestWithParam<WrongCase> {};

TEST_P(WrongSearchOptions, AreToldByTheirName) {
  try {
    static_cast<void>(search_options_from_json(GetParam().json));
    FAIL() << "it was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
    EXPECT_EQ(error.subject(), GetParam().subject);
    EXPECT_NE(std::string(error.what()).find(GetParam().told), std::string::npos) << error.what();
  }
}

/// A refusal that shows the value would go down into it.
const std::string kDeepValue = "{\"limit\":" + std::string(500'000, '[') + std::string(500'000, ']') + '}';

INSTANTIATE_TEST_SUITE_P(
    SearchOptionsJson, WrongSearchOptions,
    testing::Values(WrongCase{"Executor", R"({"executor": "lucene"})", "executor", R"("both")"},
                    WrongCase{"NoJson", "{", "", "is not JSON"}, WrongCase{"NoObject", "[]", "", "not one object"},
                    WrongCase{"DeepValue", kDeepValue.c_str(), "", "nested more than 64 deep"},
                    WrongCase{"UnknownName", R"({"limt": 3})", "limt", "did you mean 'limit'?"},
                    WrongCase{"NegativeLimit", R"({"limit": -1})", "limit", "is -1, must be a whole number"},
                    WrongCase{"BrokenLimit", R"({"limit": 1.5})", "limit", "is 1.5"},
                    WrongCase{"TextLimit", R"({"limit": "3"})", "limit", R"(is "3")"},
                    WrongCase{"NumberForFilter", R"({"filter": 3})", "filter", "must be text"},
                    WrongCase{"WordForSwitch", R"({"explain": "yes"})", "explain", "true or false"},
                    WrongCase{"SortAsText", R"({"sort": "published"})", "sort", "an object"},
                    WrongCase{"SortMember", R"({"sort": {"feild": "x"}})", "feild", "did you mean 'field'?"},
                    WrongCase{"FacetStep", R"({"facets": ["tag", {"field": "published", "date_step": "week"}]})",
                              "facets[1].date_step", R"("year" or "month")"},
                    WrongCase{"Profile", R"({"profile": "recnet"})", "recnet", "did you mean 'recent'?"},
                    WrongCase{"ProfileNumber", R"({"profile": {"name": "mine", "k1": 11}})", "mine", "k1 is 11"}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace kbsearch
