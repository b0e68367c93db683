// The README's examples of the query language say what is so.
#include <gtest/gtest.h>

#include <fstream>

#include "kbsearch/query.hpp"

namespace kbsearch {
namespace {

std::string without_spaces_around(const std::string& text) {
  const auto begin = text.find_first_not_of(' ');
  return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

TEST(ReadmeQueries, PrintAsTheReadmeSays) {
  std::ifstream readme(KBSEARCH_SOURCE_DIR "/README.md");
  std::size_t examples = 0;
  for (std::string line; std::getline(readme, line);) {
    const auto arrow = line.find("  =>  ");
    if (!line.starts_with("    ") || arrow == line.npos) continue;
    const auto parsed = parse_query(without_spaces_around(line.substr(0, arrow)), Schema::knowledge_base());
    EXPECT_EQ(to_string(parsed.query), without_spaces_around(line.substr(arrow + 6)));
    EXPECT_TRUE(parsed.warnings.empty()) << line;
    ++examples;
  }
  EXPECT_GE(examples, 10u);
}

}  // namespace
}  // namespace kbsearch
