// has:FIELD, which asks whether a record says anything in a field.
#include <gtest/gtest.h>

#include <set>

#include "kbsearch/error.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

class HasField : public testing::Test {
 protected:
  HasField() {
    test::load_lines(
        directory_ / "kb",
        R"({"id":"full","title":"heat","summary":"all","tags":["x"],"importance":0,"published":"2024","authors":["Ada"],"url":"https://a.org","cited_by":[{"id":"p","quality":7}]}
{"id":"bare","title":"heat"}
{"id":"empty","title":"heat","summary":"","tags":[],"importance":null,"published":"someday"}
{"id":"own","title":"heat","importance":5,"kind":"page","quality":3}
)");
    searcher_ = Searcher::open(directory_ / "kb");
  }
  std::set<std::string> ids(const std::string& query, const std::string& filter = "") const {
    std::set<std::string> all;
    for (const auto& hit : searcher_->search(query, {.filter = filter}).hits) all.insert(hit.record_id);
    return all;
  }
  using Ids = std::set<std::string>;
  test::TemporaryDirectory directory_;
  std::optional<Searcher> searcher_;
};

TEST_F(HasField, FindsWhatHasAnyValueOfWhateverKind) {
  for (const char* field :
       {"summary", "tag", "published", "authors", "author", "url", "citedby", "citations", "SUMMARY"}) {
    EXPECT_EQ(ids(std::string("has:") + field), Ids{"full"}) << field;
  }
  EXPECT_EQ(ids("has:importance"), (Ids{"full", "own"})) << "nothing is a number, too";
  EXPECT_EQ(ids("has:quality"), (Ids{"full", "own"})) << "its own, or that of a page that cites it";
  EXPECT_EQ(ids("has:id"), (Ids{"full", "bare", "empty", "own"}));
  EXPECT_EQ(ids("has:abstract"), Ids{});
}

TEST_F(HasField, StandsBesideOtherClauses) {
  EXPECT_EQ(ids("heat -has:importance"), (Ids{"bare", "empty"}));
  EXPECT_EQ(ids("-has:importance"), (Ids{"bare", "empty"}));
  EXPECT_EQ(ids("heat", "has:importance -has:summary"), Ids{"own"});
  EXPECT_EQ(ids("heat has:summary,kind"), (Ids{"full", "own"})) << "one of them";
  EXPECT_EQ(ids("has:summary OR has:kind"), (Ids{"full", "own"}));
  EXPECT_EQ(ids("cold has:summary"), Ids{}) << "it is no word";
}

TEST_F(HasField, NamesWhatIsNoField) {
  const auto found = searcher_->search("heat has:sumary");
  EXPECT_EQ(found.total.value, 4u);
  ASSERT_EQ(found.warnings.size(), 1u);
  EXPECT_NE(found.warnings[0].what.find("no field 'sumary' (did you mean 'summary'?)"), std::string::npos)
      << found.warnings[0].what;
  EXPECT_THROW(static_cast<void>(searcher_->search("heat", {.filter = "has:sumary"})), Error);
  EXPECT_THROW(static_cast<void>(searcher_->search("heat", {.filter = "has:cites"})), Error) << "other records tell it";
}

TEST_F(HasField, IsAFieldOfItsOwnWhereASchemaHasOne) {
  const test::TemporaryDirectory directory;
  const auto schema =
      Schema::from_json(R"({"name":"mine","fields":[{"name":"title"},{"name":"has","kind":"keyword"}]})");
  test::load_lines(directory / "kb", R"({"id":"a","title":"x","has":"title"}
{"id":"b","title":"x"}
)",
                   {.jobs = 1, .schema = schema});
  EXPECT_EQ(Searcher::open(directory / "kb").search("has:title").total.value, 1u);
}

}  // namespace
}  // namespace kbsearch
