// Words that are offered to who is typing: counted as a search counts, and none that only addresses have.
#include <gtest/gtest.h>

#include "engine/suggested_words.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

TEST(DebrisOfAddresses, IsToldFromWords) {
  for (const char* debris : {"http", "https", "www", "87c36d42aade0023", "deadbeef1", "dqw4w9wgxcq", "1234567890"}) {
    EXPECT_TRUE(engine::is_debris_of_addresses(debris)) << debris;
  }
  for (const char* word : {"governance", "gpt4", "h264", "sha256", "covid19", "20240517", "2024", "facade", "decade",
                           "c++", "arxiv.org", "b2b2c", "web", "f16", "\xF0\x9F\x9A\x80"}) {
    EXPECT_FALSE(engine::is_debris_of_addresses(word)) << word;
  }
}

class SuggestedWords : public testing::Test {
 protected:
  SuggestedWords() {
    test::load_lines(
        directory_ / "kb",
        R"({"id":"a","title":"Tariffs","url":"https://www.tarmac.example/?tarq=1","content":"A tariff, taxed."}
{"id":"b","title":"Taxes","content":"tariffs and taxes; a tariff tag 9f8e7d6c5b4a3f2e"}
{"id":"c","title":"Tarmac","url":"https://tarmac.example/tarquin","content":"tarring a road with tarmac"}
{"id":"e","title":"A bog","url":"https://bog.example/tarspot","tags":["tarspot fungus"]}
{"id":"d","title":"Tarn","language":"de","content":"Der Tarifvertrag und die Tarife"}
)");
  }

  std::vector<Suggestion> words(std::string_view text, std::size_t limit = 10) const {
    auto all = Searcher::open(directory_ / "kb").suggest(text, limit);
    std::erase_if(all, [](const Suggestion& one) { return one.kind != Suggestion::Kind::kWord; });
    return all;
  }
  bool offers(std::string_view text, std::string_view word) const {
    const auto all = words(text);
    return std::any_of(all.begin(), all.end(), [&](const Suggestion& one) { return one.text == word; });
  }

  const test::TemporaryDirectory directory_;
};

TEST_F(SuggestedWords, CountWhatSearchingForThemFinds) {
  const auto searcher = Searcher::open(directory_ / "kb");
  for (const char* beginning : {"ta", "tari", "a tar", "road tar"}) {
    const auto offered = words(beginning);
    EXPECT_FALSE(offered.empty()) << beginning;
    for (const auto& one : offered) {
      EXPECT_EQ(one.doc_count, searcher.search(one.text).total.value) << one.text;
    }
  }
  const auto tariff = words("tariff");
  ASSERT_EQ(tariff.size(), 2u);
  EXPECT_EQ(tariff[0].doc_count, 2u);
  EXPECT_EQ(tariff[1].doc_count, 2u) << "a stem is found in all its forms";
}

TEST_F(SuggestedWords, AreThoseOfTexts) {
  EXPECT_TRUE(offers("tarm", "tarmac")) << "an address has it, but texts as well";
  EXPECT_FALSE(offers("tarq", "tarquin"));
  EXPECT_FALSE(offers("tarq", "tarq"));
  EXPECT_TRUE(offers("tars", "tarspot")) << "tags are searched, too";
  EXPECT_FALSE(offers("ht", "https"));
  EXPECT_FALSE(offers("ww", "www"));
  EXPECT_FALSE(offers("9f", "9f8e7d6c5b4a3f2e"));
  EXPECT_TRUE(offers("tarife", "tarife")) << "of a record in another language";
}

TEST(SuggestedWordsOfTheSample, CountWhatSearchingForThemFinds) {
  const auto searcher = Searcher::open(test::sample_index());
  for (const char* beginning : {"gov", "p", "s", "ai saf", "co"}) {
    for (const auto& one : searcher.suggest(beginning, 20)) {
      if (one.kind != Suggestion::Kind::kWord) continue;
      EXPECT_EQ(one.doc_count, searcher.search(one.text).total.value) << one.text;
    }
  }
  for (const auto& one : searcher.suggest("h", 50)) EXPECT_NE(one.text, "https");
}

}  // namespace
}  // namespace kbsearch
