// The sample's answers, in a form for reading. A change of ranking or snippets shows here as a diff to be judged.
// To accept new answers: KBSEARCH_UPDATE_GOLDEN=1 build/release/tests/property_tests --gtest_filter='Golden*'
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

/// Three hits a query: rank, id, title, field of the snippet, marked words.
std::string rendered(const Searcher& searcher, const std::string& query) {
  std::ostringstream out;
  out << "query: " << query << '\n';
  for (const auto& hit : searcher.search(query, {.limit = 3}).hits) {
    out << "  " << hit.rank << "  " << hit.record_id << "  " << hit.title << "\n       " << hit.snippet.field << ':';
    for (const auto& mark : hit.snippet.marks)
      out << " [" << hit.snippet.text.substr(mark.begin, mark.end - mark.begin) << ']';
    out << '\n';
  }
  return out.str();
}

TEST(Golden, AnswersOfTheSampleAreThoseThatWereReviewed) {
  const auto searcher = Searcher::open(test::sample_index());
  std::string actual = "# profile: default; three hits a query: rank, id, title, snippet field and marked words\n";
  for (const char* query :
       {"pytorch governance", "pytorch foundation", "open source foundations", "Müller", "GPT-4", "gpt4", "C++", ".NET",
        "SB 1047", "MIRI", "CSET", "治理", "KI-Verordnung", "регулирование", "\"linux foundation\"",
        "compute governance +chips", "title:pytorch", "type:paper importance:60..", "nosuchword pytorch nothingelse"}) {
    actual += rendered(searcher, query);
  }
  const auto path = std::filesystem::path(KBSEARCH_SOURCE_DIR) / "tests/golden/sample_results.txt";
  if (std::getenv("KBSEARCH_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << actual;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream expected;
  expected << file.rdbuf();
  EXPECT_EQ(actual, expected.str());
}

}  // namespace
}  // namespace kbsearch
