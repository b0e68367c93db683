// Whoever asks for a page by its name, and nothing else, means that page. (issue 12)
#include <gtest/gtest.h>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

class ExactName : public testing::Test {
 protected:
  ExactName() {
    std::string lines = R"({"id":"by-title","title":"Sync settings","content":"All about devices, at some length."})";
    lines +=
        "\n"
        R"({"id":"by-file","title":"Overview","file_name":"device-list","content":"What there is."})"
        "\n";
    for (int i = 0; i < 60; ++i) {
      const auto number = std::to_string(i);
      lines += R"({"id":"other)" + number + R"(","title":"Sync settings device list )" + number +
               R"(","content":"Sync settings of the device list: sync settings, device list, sync settings."})"
               "\n";
    }
    test::load_lines(directory_ / "kb", lines);
  }
  std::string first(const std::string& query) const {
    const auto results = Searcher::open(directory_ / "kb").search(query);
    return results.hits.empty() ? "" : results.hits.front().record_id;
  }
  test::TemporaryDirectory directory_;
};

TEST_F(ExactName, OfATitleComesFirst) { EXPECT_EQ(first("sync setting"), "by-title"); }

TEST_F(ExactName, OfAFileComesFirst) { EXPECT_EQ(first("Device list"), "by-file"); }

TEST_F(ExactName, IsNotMeantByAPartOfTheQuery) { EXPECT_NE(first("sync settings device"), "by-title"); }

TEST_F(ExactName, IsExplainedToTheScore) {
  const auto searcher = Searcher::open(directory_ / "kb");
  const auto hits = searcher.search("device list", {.explain = true}).hits;
  ASSERT_FALSE(hits.empty());
  ASSERT_TRUE(hits.front().explanation.has_value());
  EXPECT_NEAR(hits.front().explanation->value, hits.front().score, 1e-9);
}

}  // namespace
}  // namespace kbsearch
