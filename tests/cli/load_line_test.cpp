#include "load_line.hpp"

#include <gtest/gtest.h>

namespace kbsearch::cli {
namespace {

using Phase = LoadProgress::Phase;

struct LineCase {
  const char* name;
  LoadProgress progress;
  double seconds;
  std::size_t columns;
  const char* line;
};

class LoadLine : public testing::TestWithParam<LineCase> {};

TEST_P(LoadLine, TellsWhatIsKnown) {
  const auto& tried = GetParam();
  EXPECT_EQ(load_line(tried.progress, std::chrono::duration<double>(tried.seconds), tried.columns), tried.line);
}

INSTANTIATE_TEST_SUITE_P(
    Progress, LoadLine,
    testing::Values(
        LineCase{
            "Begun", {Phase::kReading, 1, 10, 1'000}, 0.2, 79, "reading [                    ]   1%  1 record, 0:00"},
        LineCase{"Halfway",
                 {Phase::kReading, 5'000, 500, 1'000},
                 10,
                 79,
                 "reading [##########          ]  50%  5000 records, 500/s, 0:10 left"},
        LineCase{"LongToGo",
                 {Phase::kReading, 5'000, 20, 1'000},
                 100,
                 79,
                 "reading [                    ]   2%  5000 records, 50/s, 1:21:40 left"},
        LineCase{"GrownFile",
                 {Phase::kReading, 2, 2'000, 1'000},
                 4,
                 79,
                 "reading [####################] 100%  2 records, 0/s, 0:00 left"},
        LineCase{
            "StandardInput", {Phase::kReading, 5'000, 500, std::nullopt}, 65, 79, "reading  5000 records, 76/s, 1:05"},
        LineCase{"EmptyFile", {Phase::kReading, 0, 0, 0}, 0, 79, "reading  0 records, 0:00"},
        LineCase{"Merging", {Phase::kMerging, 1, 1'000, 1'000}, 12, 79, "merging  1 record, 0:12"},
        LineCase{"Narrow", {Phase::kReading, 5'000, 500, 1'000}, 10, 20, "reading [########## "}),
    [](const auto& tried) { return std::string(tried.param.name); });

}  // namespace
}  // namespace kbsearch::cli
