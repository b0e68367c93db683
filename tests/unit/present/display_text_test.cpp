#include "present/display_text.hpp"

#include <gtest/gtest.h>

namespace kbsearch {
namespace {

using present::clean_for_display;

struct CleanCase {
  const char* name;
  std::string text;
  std::vector<ByteRange> marks;
  std::string cleaned;
  std::vector<ByteRange> moved;
};

class CleanForDisplay : public testing::TestWithParam<CleanCase> {};

TEST_P(CleanForDisplay, KeepsWordsAndMovesTheirMarks) {
  auto marks = GetParam().marks;
  EXPECT_EQ(clean_for_display(GetParam().text, marks), GetParam().cleaned);
  EXPECT_EQ(marks, GetParam().moved);
}

INSTANTIATE_TEST_SUITE_P(
    DisplayText, CleanForDisplay,
    testing::Values(CleanCase{"RunsOfSpace", "a \n\t bc", {{5, 7}}, "a bc", {{2, 4}}},
                    CleanCase{"Ends", "  a  ", {{2, 3}}, "a", {{0, 1}}},
                    CleanCase{"EscapeSequence", "\033[31mred", {{5, 8}}, "[31mred", {{4, 7}}},
                    CleanCase{"C1Control", "a\u009B31m", {}, "a 31m", {}},
                    CleanCase{"TurnedDirection", "a\u202Eb", {{0, 1}}, "ab", {{0, 1}}},
                    CleanCase{"BrokenBytes",
                              "a\xFF"
                              "b",
                              {},
                              "a\uFFFDb",
                              {}},
                    CleanCase{
                        "TwoMarksInOnePlace", "open-source x", {{0, 11}, {0, 4}, {5, 11}}, "open-source x", {{0, 11}}},
                    CleanCase{"Nul", std::string("a\0b", 3), {{2, 3}}, "a b", {{2, 3}}}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kbsearch
