// Names that end, begin or are joined with a sign: whoever quotes, requires or excludes one means it with its signs.
#include <gtest/gtest.h>

#include <set>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

const std::string kNamesWithSignsRecords =
    R"({"id":"cpp","title":"C++ iterators"}
{"id":"cpp17","title":"C++17 and its library"}
{"id":"c","title":"C language iterators"}
{"id":"cs","title":"C# iterators"}
{"id":"net","title":".NET hosting"}
{"id":"fish","title":"mending a fishing net"}
{"id":"hm","title":"H&M opens shops"}
{"id":"h","title":"the H and the M of the alphabet"}
)";

class NamesWithSigns : public testing::Test {
 protected:
  NamesWithSigns() {
    test::load_lines(directory_ / "kb", kNamesWithSignsRecords);
    searcher_ = Searcher::open(directory_ / "kb");
  }
  using Ids = std::set<std::string>;
  Ids ids(const std::string& query) const {
    Ids all;
    for (const auto& hit : searcher_->search(query).hits) all.insert(hit.record_id);
    return all;
  }
  test::TemporaryDirectory directory_;
  std::optional<Searcher> searcher_;
};

TEST_F(NamesWithSigns, AreRequiredWithThem) {
  EXPECT_EQ(ids("+C++"), (Ids{"cpp", "cpp17"}));
  EXPECT_EQ(ids("+C# +iterators"), Ids{"cs"});
  EXPECT_EQ(ids("+.NET"), Ids{"net"});
  EXPECT_EQ(ids("+H&M"), Ids{"hm"});
  EXPECT_EQ(ids("title:C++"), (Ids{"cpp", "cpp17"}));
}

TEST_F(NamesWithSigns, AreQuotedWithThem) {
  EXPECT_EQ(ids("\"C++\""), (Ids{"cpp", "cpp17"}));
  EXPECT_EQ(ids("\"C++ iterators\""), Ids{"cpp"});
  EXPECT_EQ(ids("\".NET hosting\""), Ids{"net"});
  EXPECT_EQ(ids("\"H&M opens\""), Ids{"hm"});
}

TEST_F(NamesWithSigns, AreExcludedWithThem) {
  EXPECT_EQ(ids("iterators -C++"), (Ids{"c", "cs"}));
  EXPECT_EQ(ids("iterators -C#"), (Ids{"c", "cpp"}));
  EXPECT_EQ(ids("net -.NET"), Ids{"fish"});
}

TEST_F(NamesWithSigns, OfOtherWidthsAreTheSame) { EXPECT_EQ(ids("+\uFF23\uFF0B\uFF0B"), (Ids{"cpp", "cpp17"})); }

TEST_F(NamesWithSigns, AreOnlyRankedFirstAsPlainWords) {
  const auto hits = searcher_->search("C++").hits;
  ASSERT_EQ(hits.size(), 4u);
  EXPECT_TRUE(hits[0].record_id.starts_with("cpp"));
  EXPECT_TRUE(hits[1].record_id.starts_with("cpp"));
}

}  // namespace
}  // namespace kbsearch
