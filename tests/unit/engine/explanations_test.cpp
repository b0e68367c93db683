// What an explanation tells a person: where a frequency comes from, which way of saying a thing counts, whole words.
#include <gtest/gtest.h>

#include <cmath>
#include <regex>

#include "kbsearch/searcher.hpp"
#include "support/explanations.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

const Explanation* part_of(const Explanation& explanation, const std::string& label) {
  if (explanation.label == label) return &explanation;
  for (const auto& part : explanation.parts) {
    if (const auto* found = part_of(part, label)) return found;
  }
  return nullptr;
}

class Explained : public testing::Test {
 protected:
  Explained() {
    std::string filler;
    for (int i = 0; i < 300; ++i) filler += " filler" + std::to_string(i);
    test::load_lines(
        directory_ / "kb",
        R"({"id":"long","title":"Heat stores","content":"Heat, heat and heating.)" + filler + "\"}\n" +
            R"({"id":"short","title":"Pumps","summary":"Heat from a pump.","url":"https://heat.org/","tags":["heat"]}
{"id":"car","title":"Automobile motor vehicle automobile"}
{"id":"cars","title":"Automobile"}
{"id":"both","title":"Car automobile"}
{"id":"policy","title":"Policies","content":"Governance policies of governing boards, and regulations."}
{"id":"policies","title":"Boards","content":"Policy on governance; boards regulate governance policies."}
{"id":"other","title":"Other"}
)");
    IndexWriter::open(directory_ / "kb").set_synonyms(Synonyms::parse("car, automobile, motor vehicle"));
    searcher_ = Searcher::open(directory_ / "kb");
  }
  Explanation explain(const std::string& query, const std::string& id, const SearchOptions& options = {}) const {
    auto explanation = searcher_->explain(query, id, options);
    EXPECT_TRUE(explanation) << id;
    return explanation ? *explanation : Explanation{};
  }
  test::TemporaryDirectory directory_;
  std::optional<Searcher> searcher_;
};

TEST_F(Explained, AFrequencyIsTakenApartByFieldsAndLength) {
  const auto of_long = explain("heat", "long");
  ASSERT_NE(part_of(of_long, "word 'heat'"), nullptr);
  const auto& detail = part_of(of_long, "word 'heat'")->detail;
  EXPECT_NE(detail.find("(3 x title 1 + content 3) / length norm "), std::string::npos) << detail;
  EXPECT_NE(detail.find("; in 2 records"), std::string::npos) << detail;
  const auto& norm = of_long.parts.front().detail;
  EXPECT_TRUE(norm.starts_with("length norm ")) << norm;
  const auto of_short = explain("heat", "short");
  const auto& short_detail = part_of(of_short, "word 'heat'")->detail;
  EXPECT_NE(short_detail.find("(summary 1 + 0.1 x tag 1 + 0.5 x url 1) / length norm "), std::string::npos)
      << short_detail;
}

TEST_F(Explained, TheInitialsOfATitleAreToldAsSuch) {
  const test::TemporaryDirectory directory;
  test::load_lines(directory / "kb", R"({"id":"a","title":"Centre for Quiet Machinery"}
{"id":"b","title":"Other"}
)");
  const auto found = Searcher::open(directory / "kb").explain("cqm", "a");
  ASSERT_TRUE(found);
  const auto& detail = part_of(*found, "word 'cqm'")->detail;
  EXPECT_NE(detail.find("(3 x initials of the title 1) / length norm"), std::string::npos) << detail;
}

/// The numbers that the text gives are those of the score: whoever computes along gets it.
TEST(Explanations, CanBeComputedAlong) {
  const auto searcher = Searcher::open(test::sample_index());
  const std::regex formula(
      R"(^weight ([\d.]+) x \(([\d.]+) x ([\d.]+) / \(([\d.]+) \+ ([\d.]+)\) \+ presence ([\d.]+)\); in \d+ records?; ([\d.]+) = \((.*)\) / length norm ([\d.]+)$)");
  const std::regex addend(R"((?:([\d.]+) x )?([a-z_ ]+) (\d+))");
  std::size_t computed = 0;
  for (const auto& [id, text] : test::sample_queries()) {
    for (const auto& hit : searcher.search(text, {.snippets = false, .explain = true, .plain_words = true}).hits) {
      for (const auto& part : hit.explanation->parts.front().parts) {
        std::smatch found;
        if (!part.label.starts_with("word '")) continue;
        if (!std::regex_match(part.detail, found, formula)) continue;
        const auto number = [&](std::size_t i) { return std::stod(found[i].str()); };
        const double frequency = number(3);
        EXPECT_NEAR(number(1) * (number(2) * frequency / (frequency + number(5)) + number(6)), part.value, 1e-3)
            << part.detail;
        const std::string sum = found[8].str();
        double occurrences = 0.0;
        for (std::sregex_iterator one(sum.begin(), sum.end(), addend); one != std::sregex_iterator(); ++one) {
          occurrences += ((*one)[1].matched ? std::stod((*one)[1].str()) : 1.0) * std::stod((*one)[3].str());
        }
        if (sum.find("other forms") != sum.npos) continue;
        const bool is_least = frequency == 1.0 / 16.0;
        EXPECT_TRUE(is_least || std::abs(occurrences / number(9) - frequency) <= 0.04) << text << ": " << part.detail;
        ++computed;
      }
    }
  }
  EXPECT_GT(computed, 1'000u);
}

TEST_F(Explained, OfSeveralWaysToSayAThingTheBestCountsAndTheOthersAreNamed) {
  const auto both = explain("car", "both");
  const auto* counted = part_of(both, "word 'car'");
  ASSERT_NE(counted, nullptr);
  ASSERT_EQ(counted->instead_of.size(), 1u);
  EXPECT_EQ(counted->instead_of[0].label, "'automobile' for 'car'");
  EXPECT_GT(counted->instead_of[0].value, 0.0);
  EXPECT_LE(counted->instead_of[0].value, counted->value);
  EXPECT_DOUBLE_EQ(test::sum_of_leaves(both), both.value);
  const auto car = explain("car", "car");
  const auto* best = part_of(car, "'automobile' for 'car'");
  ASSERT_NE(best, nullptr);
  ASSERT_EQ(best->instead_of.size(), 1u);
  EXPECT_EQ(best->instead_of[0].label, "'motor vehicle' for 'car'");
  EXPECT_DOUBLE_EQ(test::sum_of_leaves(car), car.value);
}

TEST_F(Explained, StemsThatNobodyTypedAreToldAsWordsOfTheRecord) {
  const auto similar = searcher_->similar("policy", {.explain = true});
  ASSERT_FALSE(similar->hits.empty());
  std::string labels;
  for (const auto& part : similar->hits.front().explanation->parts.front().parts) labels += part.label + "|";
  EXPECT_NE(labels.find("word 'Policy'"), std::string::npos) << labels;
  EXPECT_EQ(labels.find("'polici'"), std::string::npos) << labels;
  EXPECT_EQ(labels.find("'govern'"), std::string::npos) << labels;
  auto profile = RankingProfile::named("recall");
  const auto fed = explain("policies", "policies", {.profile = profile});
  std::size_t words = 0;
  for (const auto& part : fed.parts.front().parts) {
    if (!part.label.starts_with("word of the best answers '")) continue;
    ++words;
    EXPECT_EQ(part.label.find("'govern'"), std::string::npos) << part.label;
    EXPECT_NE(part.detail.find(") / length norm "), std::string::npos) << part.detail;
    EXPECT_EQ(part.detail.find("initials"), std::string::npos) << part.detail;
  }
  EXPECT_GT(words, 0u);
}

TEST_F(Explained, SeveralRecordsAreExplainedAtOnce) {
  const auto all = searcher_->explain_all("heat", {"short", "nothing", "long", "other"});
  ASSERT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0]->value, explain("heat", "short").value);
  EXPECT_FALSE(all[1]);
  EXPECT_EQ(all[2]->value, explain("heat", "long").value);
  EXPECT_FALSE(all[3]) << "it does not match";
}

}  // namespace
}  // namespace kbsearch
