#include "analysis/function_words.hpp"

#include <gtest/gtest.h>

namespace kbsearch::analysis {
namespace {

TEST(FunctionWords, AreThoseOfTheirLanguage) {
  EXPECT_TRUE(is_function_word("en", "was"));
  EXPECT_FALSE(is_function_word("en", "war"));
  EXPECT_TRUE(is_function_word("de", "war"));
  EXPECT_FALSE(is_function_word("xx", "the"));
  EXPECT_FALSE(is_function_word("en", ""));
}

TEST(FunctionWords, AreKnownWithoutTheirAccents) {
  EXPECT_TRUE(is_function_word("fr", "ou"));
  EXPECT_TRUE(is_function_word("de", "uber"));
  EXPECT_TRUE(is_function_word("tr", "icin"));
  EXPECT_TRUE(is_function_word("ru", "она"));
}

}  // namespace
}  // namespace kbsearch::analysis
