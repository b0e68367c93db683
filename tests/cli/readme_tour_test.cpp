// The README's tour: each command that needs no file of the reader's own runs on the sample, and finds something.
#include <gtest/gtest.h>

#include <fstream>

#include "kbsearch/synonyms.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

/// Splits a line as a shell does: quotes of both kinds join words, # begins a comment.
std::vector<std::string> shell_words(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  char quote = '\0';
  bool has_word = false;
  for (const char c : line) {
    if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        word.push_back(c);
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      has_word = true;
    } else if (c == ' ') {
      if (has_word) words.push_back(word);
      word.clear();
      has_word = false;
    } else if (c == '#' && !has_word) {
      return words;
    } else {
      word.push_back(c);
      has_word = true;
    }
  }
  if (has_word) words.push_back(word);
  return words;
}

bool needs_a_file(const std::string& line) {
  for (const char* name : {".jsonl", ".tsv", ".json", "rules.txt", " | "}) {
    if (line.find(name) != line.npos) return true;
  }
  return false;
}

TEST(ReadmeTour, RunsOnTheSample) {
  std::ifstream readme(KBSEARCH_SOURCE_DIR "/README.md");
  bool in_tour = false;
  std::size_t run_count = 0;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("## ")) in_tour = line == "## A tour";
    if (!in_tour || !line.starts_with("    kbsearch ") || needs_a_file(line)) continue;
    auto words = shell_words(line.substr(std::string("    kbsearch ").size()));
    words.insert(words.end(), {"--db", test::sample_index().string()});
    const auto run = test::run_tool(words);
    // The sample may lack what an example asks for; what it must not do is refuse it.
    EXPECT_LE(run.exit_code, 1) << line << '\n' << run.err;
    EXPECT_FALSE(run.out.empty() && run.err.empty()) << line;
    ++run_count;
  }
  EXPECT_GE(run_count, 12u);
}

TEST(ReadmeSynonyms, AreRules) {
  std::ifstream readme(KBSEARCH_SOURCE_DIR "/README.md");
  std::string rules;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("    car, automobile") || line.starts_with("    agi => ")) rules += line + '\n';
  }
  EXPECT_EQ(Synonyms::parse(rules).to_text(),
            "car, automobile, motor vehicle\nagi => artificial general intelligence\n");
}

}  // namespace
}  // namespace kbsearch
