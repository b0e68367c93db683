// Records like a given one are like it in what it is about, not in the furniture of the page it was saved from.
#include <gtest/gtest.h>

#include <algorithm>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

constexpr const char* kBanner =
    "Cookies on this site. We use some essential cookies to make this website work. We would like to set additional "
    "cookies to understand how you use it, remember your settings and improve government services. Accept additional "
    "cookies. Reject additional cookies. View cookies. Skip to main content. Menu Search Departments Worldwide "
    "Contact ";

constexpr const char* kInquiry =
    "The commission opened an inquiry into a charity of bakers. It had been told that the trustees sold the ovens that "
    "were given to them, and that nobody knew what had become of the flour. In the end the trustees were let go, and "
    "the bakers were asked to look for others who would take care of what was left.";

class SimilarRecords : public testing::Test {
 protected:
  SimilarRecords() {
    const std::string banner = kBanner;
    test::load_lines(directory_ / "kb", R"({"id":"summit","title":"The summit","content":")" + banner +
                                            R"("}
{"id":"charity","title":"An inquiry","content":")" +
                                            banner + kInquiry + R"("}
{"id":"talks","title":"The summit talks","content":"What the delegates of the summit agreed on in the autumn."}
{"id":"wind","title":"Wind","content":"How much of the current is made by mills at sea."}
{"id":"bread","title":"Bread","content":"How bakers make bread of rye."}
{"id":"grids","title":"Grids","content":"How grids carry the current of the wind."}
)");
  }
  std::vector<std::string> like(const std::string& id) const {
    std::vector<std::string> ids;
    const auto results = Searcher::open(directory_ / "kb").similar(id, {.explain = true});
    for (const auto& hit : results.value().hits) {
      ids.push_back(hit.record_id);
      EXPECT_NEAR(hit.explanation->value, hit.score, 1e-9);
    }
    return ids;
  }
  test::TemporaryDirectory directory_;
};

TEST_F(SimilarRecords, AreNotFoundByABannerThatTheyShare) {
  const auto ids = like("summit");
  ASSERT_FALSE(ids.empty());
  EXPECT_EQ(std::find(ids.begin(), ids.end(), "charity"), ids.end());
  EXPECT_NE(std::find(ids.begin(), ids.end(), "talks"), ids.end());
}

TEST_F(SimilarRecords, AreFoundByTheProseBesideABanner) {
  const auto ids = like("charity");
  ASSERT_FALSE(ids.empty());
  EXPECT_NE(std::find(ids.begin(), ids.end(), "bread"), ids.end());
}

}  // namespace
}  // namespace kbsearch
