// The function that all text passes on its way to a terminal, by itself. (issue 11)
#include "safe_text.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "terminal_sequences.hpp"

namespace kbsearch::cli {
namespace {

std::string safe(std::string_view text, const SafeRule& rule = {}) {
  std::string out;
  EXPECT_EQ(append_safe(text, rule, /*is_last=*/true, out), text.size());
  return out;
}

/// As a stream does it that is written in pieces of `size` bytes.
std::string safe_in_pieces(std::string_view text, const SafeRule& rule, std::size_t size) {
  std::string out;
  std::string held;
  for (std::size_t at = 0; at < text.size(); at += size) {
    held += text.substr(at, size);
    held.erase(0, append_safe(held, rule, /*is_last=*/false, out));
  }
  append_safe(held, rule, /*is_last=*/true, out);
  return out;
}

struct SafeCase {
  const char* name;
  std::string text;
  std::string safe;
};

class ShownText : public testing::TestWithParam<SafeCase> {};

TEST_P(ShownText, IsAsTheRuleSays) { EXPECT_EQ(safe(GetParam().text), GetParam().safe); }

INSTANTIATE_TEST_SUITE_P(
    Terminal, ShownText,
    testing::Values(SafeCase{"Plain", "plain text\tand\nlines", "plain text\tand\nlines"},
                    SafeCase{"ManyScripts", "é 日本語 עברית 🙂 ", "é 日本語 עברית 🙂 "},
                    SafeCase{"Controls", std::string("a\0b\x1b[2Jc\rd\x7F", 11), "a b [2Jc d "},
                    SafeCase{"C1", "\xC2\x80x\xC2\x9Fy\xC2\xA0", " x y\xC2\xA0"},
                    SafeCase{"Separators",
                             "a\xE2\x80\xA8"
                             "b\xE2\x80\xA9",
                             "a b "},
                    SafeCase{"Overrides", "\xE2\x80\xAEx\xE2\x81\xA6", "\xEF\xBF\xBDx\xEF\xBF\xBD"},
                    SafeCase{"MarksOfDirectionAndJoinersStay", "\xE2\x80\x8E\xE2\x80\x8F\xE2\x80\x8D",
                             "\xE2\x80\x8E\xE2\x80\x8F\xE2\x80\x8D"},
                    SafeCase{"BareByteC1",
                             "\x9B"
                             "31m",
                             "\xEF\xBF\xBD"
                             "31m"},
                    SafeCase{"Overlong", "\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
                    SafeCase{"OverlongEscape", "\xE0\x80\x9B", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
                    SafeCase{"Surrogate", "\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
                    SafeCase{"CutOff", "a\xE2\x80", "a\xEF\xBF\xBD\xEF\xBF\xBD"}),
    [](const auto& param) { return param.param.name; });

TEST(SafeText, LetsThroughOurOwnSequencesOnlyWhereTheyAreExpected) {
  const std::string styled = std::string(kBold) + "a" + std::string(kPlain);
  EXPECT_EQ(safe(styled), " [1ma [0m");
  EXPECT_EQ(safe(styled, {.form = SafeForm::kText, .styles = true}), styled);
  EXPECT_EQ(safe("\x1b[31mred", {.form = SafeForm::kText, .styles = true}), " [31mred");
  const auto link = [](const std::string& url) {
    return std::string(kLinkBegin) + url + std::string(kLinkEnd) + "x" + std::string(kLinkBegin) +
           std::string(kLinkEnd);
  };
  const SafeRule links{.form = SafeForm::kText, .styles = false, .hyperlinks = true};
  EXPECT_EQ(safe(link("https://a.org/?q=1"), links), link("https://a.org/?q=1"));
  for (const std::string& url : {std::string("ftp://a.org"), std::string("https://a b"), std::string("https://a\x07"),
                                 "https://" + std::string(5'000, 'a')}) {
    EXPECT_EQ(safe(link(url), links).find(url + "\x1b"), std::string::npos) << url;
  }
}

TEST(LinkTarget, HoldsNothingThatCouldEndTheSequence) {
  EXPECT_EQ(link_target("https://a.org/x?q=1#y"), "https://a.org/x?q=1#y");
  EXPECT_EQ(link_target("file:///home/a b"), "file:///home/a%20b");
  EXPECT_EQ(link_target("https://a.org/\x1b\\\x07\x9c\n\u00E9"), "https://a.org/%1B\\%07%9C%0A%C3%A9");
  for (const std::string& url :
       {std::string("javascript:alert(1)"), std::string("ftp://a.org"), std::string("a.org"), std::string(),
        "https://" + std::string(5'000, 'a'), "https://" + std::string(1'500, ' ')}) {
    EXPECT_EQ(link_target(url), "") << url.substr(0, 40);
  }
}

TEST(SafeText, IsTheSameInWhateverPiecesItIsWritten) {
  const std::vector<std::string> parts = {
      "a",  "\n",     "\x1b", "[",    "1",    "m",    ";33m", "\x1b[1m",          "\x1b]8;;", "https://a",
      "\\", "\x1b\\", "\xE2", "\x80", "\xAE", "\xC2", "\x9B", "\xF0\x9F\x99\x82", "\xFF"};
  std::mt19937 random(7);
  for (int round = 0; round < 2'000; ++round) {
    std::string text;
    for (int i = 0; i < 30; ++i) text += parts[random() % parts.size()];
    for (const auto form : {SafeForm::kText, SafeForm::kJson}) {
      const SafeRule rule{form, (round & 1) != 0, (round & 2) != 0};
      for (const std::size_t size : {1u, 2u, 5u})
        ASSERT_EQ(safe_in_pieces(text, rule, size), safe(text, rule)) << round;
    }
  }
}

TEST(SafeText, KeepsTheValueOfJson) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) {
      const auto c = static_cast<char32_t>(random() % 4 == 0 ? 0x2020 + random() % 0x60 : random() % 0x120);
      if (c < 0x80) {
        text += static_cast<char>(c);
      } else if (c < 0x800) {
        text += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
      } else {
        text += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                 static_cast<char>(0x80 | (c & 0x3F))};
      }
    }
    const nlohmann::json json{{text, text}};
    const auto shown = safe(json.dump(1, '\t'), {SafeForm::kJson});
    EXPECT_EQ(nlohmann::json::parse(shown), json);
    EXPECT_EQ(safe(shown), shown);
  }
}

}  // namespace
}  // namespace kbsearch::cli
