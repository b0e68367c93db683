// Titles of the real records with one letter wrong in one word: the record must still be found.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

/// One edit of an ASCII word: a letter replaced, left out, put in, or two neighbours swapped.
std::string mistyped(const std::string& word, std::mt19937& random) {
  std::string wrong = word;
  while (wrong == word) {
    const std::size_t at = random() % word.size();
    const char letter = static_cast<char>('a' + random() % 26);
    switch (random() % 4) {
      case 0:
        wrong[at] = letter;
        break;
      case 1:
        wrong.erase(at, 1);
        break;
      case 2:
        wrong.insert(at, 1, letter);
        break;
      default:
        if (at + 1 < word.size()) std::swap(wrong[at], wrong[at + 1]);
    }
  }
  return wrong;
}

/// The ASCII words of five letters and more: where they begin, and themselves.
std::vector<std::pair<std::size_t, std::string>> long_words(const std::string& text) {
  std::vector<std::pair<std::size_t, std::string>> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0) ++end;
    if (end - at >= 5) words.emplace_back(at, text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

TEST(Typos, InTitlesOfTheRealRecordsAreForgiven) {
  const char* shared = std::getenv("KBSEARCH_SHARED_DATA");
  if (shared == nullptr) GTEST_SKIP() << "KBSEARCH_SHARED_DATA names no directory: the real titles are not mistyped";
  const auto records = std::filesystem::path(shared) / "longterm-wiki" / "records.jsonl";
  const test::TemporaryDirectory directory;
  auto reader = RecordReader::open({records.string()});
  static_cast<void>(load(directory / "kb", reader));
  const auto searcher = Searcher::open(directory / "kb");
  std::mt19937 random(20261123);
  std::size_t asked = 0, found = 0, words = 0, meant = 0;
  std::ifstream file(records);
  std::size_t number = 0;
  for (std::string line; std::getline(file, line); ++number) {
    if (number % 3 != 0) continue;
    const auto record = nlohmann::json::parse(line);
    if (!record["title"].is_string()) continue;
    const std::string title = record["title"];
    const auto words_of_title = long_words(title);
    if (words_of_title.empty()) continue;
    const auto& [begin, right_word] = words_of_title[random() % words_of_title.size()];
    const std::string wrong = mistyped(right_word, random);
    std::string query = title;
    query.replace(begin, right_word.size(), wrong);
    const SearchOptions options{.snippets = false, .plain_words = true};
    const auto finds = [&](const std::string& text) {
      const auto hits = searcher.search(text, options).hits;
      return std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) { return hit.record_id == record["id"]; });
    };
    if (finds(title)) {  // else (Introduction, Home) no spelling finds it
      ++asked;
      found += finds(query) ? 1 : 0;
    }
    const auto alone = searcher.search(wrong, options);
    if (alone.unknown_words.empty()) continue;  // the error made another word of the wiki
    ++words;
    std::string right = right_word;
    std::transform(right.begin(), right.end(), right.begin(), [](unsigned char c) { return std::tolower(c); });
    meant += std::any_of(alone.corrections.begin(), alone.corrections.end(),
                         [&](const Correction& correction) { return correction.meant == right; });
  }
  const double recall = static_cast<double>(found) / static_cast<double>(asked);
  const double corrected = static_cast<double>(meant) / static_cast<double>(words);
  std::printf(
      "mistyped titles: recall@10 %.4f of %zu found when typed well; unknown words alone: meant one among the "
      "corrections %.4f of %zu\n",
      recall, asked, corrected, words);
  EXPECT_GE(recall, 0.95);
  EXPECT_GE(corrected, 0.95);
}

}  // namespace
}  // namespace kbsearch
