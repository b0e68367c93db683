#include "synonym_sets.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "kbsearch/analyzer.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch::cli {
namespace {

using test::run_tool;

std::string stems(const std::string& name) {
  std::string all;
  for (const auto& token : Analyzer("en").analyze(name)) all += token.stem + ' ';
  return all;
}

TEST(BritishAmericanSet, HasRulesThatSayMoreThanStemsDo) {
  const auto set = synonym_set("british-american");
  EXPECT_EQ(set.rules().size(), 226u) << "the README tells how many";
  std::set<std::string> seen;
  for (const auto& rule : set.rules()) {
    const auto& british = rule.from.front();
    const auto& american = rule.to.empty() ? rule.from.at(1) : rule.to.front();
    EXPECT_NE(stems(british), stems(american)) << british << ": the stem says it already";
    EXPECT_TRUE(seen.insert(stems(british)).second) << british << " is there twice";
  }
}

TEST(BritishAmericanSet, IsAddedToTheIndexAndFindsEitherSpelling) {
  const test::TemporaryDirectory directory;
  const auto db = (directory / "kb").string();
  test::load_lines(db, R"({"id":"us","content":"Organizations analyzed the colors of a theater at the center of labor."}
{"id":"gb","content":"Organisations analysed the colours of a theatre at the centre of labour."}
)");
  const auto rules = (directory / "rules.txt").string();
  std::ofstream(rules) << "car, automobile\ncolour, color\n";
  ASSERT_EQ(run_tool({"synonyms", rules, "--db", db}).exit_code, 0);
  EXPECT_EQ(run_tool({"+organise", "--db", db, "--format", "trec"}).out.find("us"), std::string::npos);

  EXPECT_EQ(run_tool({"synonyms", "--set", "british-american", "--db", db}).exit_code, 0);
  for (const char* text : {"organise", "organizing", "organisations", "organization", "analyse", "analyzes", "colour",
                           "colored", "theatres", "theater", "centres", "center", "labour", "labor"}) {
    const auto found = run_tool({"+" + std::string(text), "--db", db, "--format", "tsv"}).out;
    EXPECT_NE(found.find("\tus\t"), std::string::npos) << text;
    EXPECT_NE(found.find("\tgb\t"), std::string::npos) << text;
  }
  const auto own = run_tool({"synonyms", "--db", db}).out;
  EXPECT_TRUE(own.starts_with("car, automobile\ncolour, color\nhonour, honor\n")) << "the index's own stay, each once";
  EXPECT_EQ(run_tool({"synonyms", "--set", "british-american", "--db", db}).exit_code, 0);
  EXPECT_EQ(run_tool({"synonyms", "--db", db}).out, own) << "nothing is added twice";
}

TEST(SynonymSets, AreNamedWhereAnotherIsAsked) {
  const auto run = run_tool({"synonyms", "--set", "english", "--db", "none"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("british-american"), std::string::npos) << run.err;
  EXPECT_EQ(run_tool({"synonyms", "rules.txt", "--set", "british-american"}).exit_code, 2);
}

}  // namespace
}  // namespace kbsearch::cli
