#include "analysis/percent_encoding.hpp"

#include <gtest/gtest.h>

#include "kbsearch/analyzer.hpp"

namespace kbsearch {
namespace {

/// The words of the text as it says them, and in brackets what stands there.
std::string words(std::string_view text) {
  std::string all;
  for (const auto& token : Analyzer("en").analyze(text)) {
    if (token.kind == TokenKind::kBlend) continue;
    all += token.exact + "[" + std::string(text.substr(token.begin, token.end - token.begin)) + "]";
  }
  return all;
}

TEST(PercentEncoding, OfAnAddressIsReadAsWhatItSays) {
  EXPECT_EQ(words("http://a/Caf%C3%A9_th%c3%a9"), "http[http]a[a]cafe[Caf%C3%A9]the[th%c3%a9]");
  EXPECT_EQ(words("http://a/%E6%9D%B1%E4%BA%AC"), "http[http]a[a]東京[%E6%9D%B1%E4%BA%AC]");
  EXPECT_EQ(words("http://a/annual%20report"), "http[http]a[a]annual[annual]report[report]");
}

TEST(PercentEncoding, IsReadWithinATextAndWithoutAScheme) {
  EXPECT_EQ(words("See wiki/%C3%89cole, too."), "see[See]wiki[wiki]ecole[%C3%89cole]too[too]");
  EXPECT_EQ(words("a %C3%A9 b http://x/%C3%A9 c"), "a[a]e[%C3%A9]b[b]http[http]x[x]e[%C3%A9]c[c]");
}

TEST(PercentEncoding, OfNoAddressStaysAsItIs) {
  EXPECT_EQ(words("100%25 of 50%ab %zz %"), "100[100]25[25]of[of]50[50]ab[ab]zz[zz]");
  EXPECT_EQ(words("http://a/%00%0Ab%FF"), "http[http]a[a]00[00]0ab[0Ab]ff[FF]");
}

TEST(PercentEncoding, CountsPositionsOn) {
  const auto tokens = Analyzer("en").analyze("one http://a/%C3%A9 two");
  ASSERT_EQ(tokens.size(), 5u);
  EXPECT_EQ(tokens.back().position, 4u);
}

TEST(PercentEncoding, LeavesReservedCharactersWhereOnlyOthersAreDecoded) {
  EXPECT_EQ(analysis::percent_decoded("a%2Fb%2E%C3%A9", analysis::Decode::kUnreserved), "a%2Fb.é");
  EXPECT_EQ(analysis::percent_decoded("a%2Fb%2E%C3%A9"), "a/b.é");
}

}  // namespace
}  // namespace kbsearch
