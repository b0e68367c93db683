// What a load tells on its way, and that it can be stopped.
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "kbsearch/error.hpp"
#include "kbsearch/searcher.hpp"
#include "support/files.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using Phase = LoadProgress::Phase;

std::string numbered_lines(int first, int count) {
  std::string text;
  for (int i = first; i < first + count; ++i) {
    text += "{\"id\":\"r" + std::to_string(i) + "\",\"title\":\"heat pump " + std::to_string(i) + "\"}\n";
  }
  return text;
}

std::vector<Phase> phases_of(const std::filesystem::path& index, const LoadOptions& given) {
  std::vector<Phase> phases;
  auto options = given;
  options.jobs = 2;
  options.on_progress = [&](const LoadProgress& progress) {
    if (phases.empty() || phases.back() != progress.phase) phases.push_back(progress.phase);
  };
  test::load_lines(index, numbered_lines(0, 300), options);
  return phases;
}

TEST(LoadProgress, TellsThePhasesOfABuildAndOfAnUpdateInTheirOrder) {
  const test::TemporaryDirectory directory;
  const std::vector<Phase> build = {Phase::kReading, Phase::kBuilding, Phase::kMerging, Phase::kChecking,
                                    Phase::kWriting};
  EXPECT_EQ(phases_of(directory / "kb", {}), build);
  EXPECT_EQ(phases_of(directory / "kb", {.rebuild = true}), build);
  EXPECT_EQ(phases_of(directory / "kb", {}), (std::vector{Phase::kReading, Phase::kBuilding, Phase::kWriting}));
  EXPECT_EQ(phases_of(directory / "kb", {.dry_run = true}), (std::vector{Phase::kReading, Phase::kBuilding}));
  std::vector<Phase> rebuilt;
  EXPECT_EQ(rebuild(directory / "kb", {.on_progress =
                                           [&](const LoadProgress& progress) {
                                             if (rebuilt.empty() || rebuilt.back() != progress.phase) {
                                               rebuilt.push_back(progress.phase);
                                             }
                                           }}),
            300u);
  EXPECT_EQ(rebuilt, (std::vector{Phase::kReading, Phase::kMerging, Phase::kChecking, Phase::kWriting}));
}

TEST(LoadProgress, IsRepeatedWhileNothingComes) {
  const test::TemporaryDirectory directory;
  std::size_t asked = 0;
  std::size_t told = 0;
  LoadOptions options;
  options.should_stop = [&] {
    if (++asked == 100) std::this_thread::sleep_for(std::chrono::milliseconds(1'800));  // a record that takes so long
    return false;
  };
  options.on_progress = [&](const LoadProgress&) { ++told; };
  test::load_lines(directory / "kb", numbered_lines(0, 300), options);
  EXPECT_GE(told, 7u);  // five phases, and what was repeated
}

TEST(LoadProgress, PassesOnWhatACallbackThrows) {
  const test::TemporaryDirectory directory;
  const auto on_progress = [](const LoadProgress&) { throw std::runtime_error("the caller's own"); };
  EXPECT_THROW(test::load_lines(directory / "kb", numbered_lines(0, 3), {.on_progress = on_progress}),
               std::runtime_error);
}

class StoppedLoad : public testing::TestWithParam<Phase> {};

TEST_P(StoppedLoad, KeepsNothingAndLeavesNothingBehind) {
  const test::TemporaryDirectory directory;
  const auto kb = directory / "kb";
  test::load_lines(kb, numbered_lines(0, 10));
  const auto before = test::names_in(kb);
  Phase phase = Phase::kReading;
  bool has_begun = false;
  LoadOptions options;
  options.jobs = 2;
  options.rebuild = true;
  options.on_progress = [&](const LoadProgress& progress) {
    has_begun = true;
    phase = progress.phase;
  };
  options.should_stop = [&] { return has_begun && phase == GetParam(); };
  try {
    test::load_lines(kb, numbered_lines(100, 5'000), options);
    FAIL() << "it was not stopped";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInterrupted);
    EXPECT_NE(std::string(error.what()).find("nothing of this run was kept"), std::string::npos) << error.what();
  }
  EXPECT_EQ(test::names_in(kb), before);
  EXPECT_EQ(Searcher::open(kb).search("heat").total.value, 10u);
}

INSTANTIATE_TEST_SUITE_P(EachPhase, StoppedLoad,
                         testing::Values(Phase::kReading, Phase::kBuilding, Phase::kMerging, Phase::kChecking),
                         [](const auto& tried) { return std::string(to_string(tried.param)); });

TEST(StoppedLoad, KeepsNothingOfAnUpdate) {
  const test::TemporaryDirectory directory;
  const auto kb = directory / "kb";
  test::load_lines(kb, numbered_lines(0, 10));
  std::size_t asked = 0;
  LoadOptions options;
  options.should_stop = [&] { return ++asked > 100; };
  EXPECT_THROW(test::load_lines(kb, numbered_lines(100, 500), options), Error);
  EXPECT_EQ(Searcher::open(kb).search("heat").total.value, 10u);
}

TEST(RemoveLeftovers, RemovesTheBuildOfAKilledWriterWhetherThereIsAnIndexOrNot) {
  const test::TemporaryDirectory directory;
  const auto kb = directory / "kb";
  remove_leftovers(kb);
  EXPECT_FALSE(std::filesystem::exists(kb));
  std::filesystem::create_directories(kb / "generation-1.parts/shard-0");
  std::filesystem::create_directories(kb / "generation-1");
  remove_leftovers(kb);
  EXPECT_EQ(test::names_in(kb), (std::vector<std::string>{"LOCK"}));
  test::load_lines(kb, numbered_lines(0, 10));
  std::filesystem::create_directories(kb / "generation-7.parts/shard-0");
  remove_leftovers(kb);
  EXPECT_FALSE(std::filesystem::exists(kb / "generation-7.parts"));
  EXPECT_EQ(Searcher::open(kb).search("heat").total.value, 10u);
}

}  // namespace
}  // namespace kbsearch
