// Every k-th call of the system fails while the tool changes an index: afterwards the index is whole and either as it
// was or as it was to be, and the tool has said which. Nothing ends in a signal.
//
// A gate run tries some of all places; KBSEARCH_FAULT_PLACES=N tries up to N of each kind and change (0: every one).
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>

#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/searcher.hpp"
#include "support/files.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;
using Contents = std::map<std::string, std::string>;

std::string record_line(int number, const std::string& word) {
  std::string text;
  for (int i = 0; i < 30; ++i) text += word + std::to_string((number * 31 + i * 7) % 400) + ' ';
  return R"({"id":"r)" + std::to_string(number) + R"(","title":"Record )" + std::to_string(number) +
         R"(","type":"paper","tags":["energy"],"content":")" + text + "\"}\n";
}

std::string lines(int from, int to, const std::string& word) {
  std::string all;
  for (int number = from; number < to; ++number) all += record_line(number, word);
  return all;
}

/// One way of changing an index.
struct Change {
  const char* name;
  std::vector<std::string> arguments;  ///< Before --db.
  bool from_nothing = false;           ///< There is no index before.
};

const Change kChanges[] = {
    {"Build", {"index", "--jobs", "2", "before.jsonl"}, true},
    {"Update", {"index", "--jobs", "2", "update.jsonl"}},
    {"Rebuild", {"index", "--jobs", "2", "--rebuild", "after.jsonl"}},
    {"RebuildFromStored", {"index", "--jobs", "2", "--rebuild"}},
    {"Prune", {"index", "--jobs", "2", "--prune", "--prune-cap", "100", "after.jsonl"}},
    {"Delete", {"delete", "r1", "r2", "r3"}},
    {"Drift", {"index", "--jobs", "2", "longer.jsonl"}},  // mean length moves: an update and a rebuild
};

std::optional<Contents> contents_of(const fs::path& index) {
  try {
    Contents contents;
    Searcher::open(index).for_each_record([&](const Record& record) { contents[record.id] = record.json; });
    return contents;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kIndexNotFound) return Contents{};
    ADD_FAILURE() << error.what();
    return std::nullopt;
  }
}

class FaultInjection : public testing::TestWithParam<std::tuple<int, const char*>> {
 protected:
  FaultInjection() {
    test::write_bytes(directory_ / "before.jsonl", lines(0, 60, "word"));
    test::write_bytes(directory_ / "update.jsonl", lines(10, 80, "other"));
    test::write_bytes(directory_ / "after.jsonl", lines(30, 70, "third"));
    std::string longer;
    for (int number = 0; number < 60; ++number) {
      longer += R"({"id":"r)" + std::to_string(number) + R"(","content":")";
      for (int i = 0; i < 90; ++i) longer += "long" + std::to_string((number + i) % 300) + ' ';
      longer += "\"}\n";
    }
    test::write_bytes(directory_ / "longer.jsonl", longer);
  }

  /// Makes the index that the change begins with.
  void prepare() {
    fs::remove_all(index());
    if (change().from_nothing) return;
    if (!fs::exists(base())) {
      const auto run = test::run_tool({"index", (directory_ / "before.jsonl").string(), "--db", base().string()});
      ASSERT_EQ(run.exit_code, 0) << run.err;
    }
    fs::copy(base(), index(), fs::copy_options::recursive);
  }

  test::ToolRun run(const std::string& fail = "") {
    auto arguments = change().arguments;
    for (auto& argument : arguments) {
      if (argument.ends_with(".jsonl")) argument = (directory_ / argument).string();
    }
    arguments.insert(arguments.end(), {"--db", index().string()});
    test::ToolLimits limits;
    if (!fail.empty()) {
      limits.environment = {"LD_PRELOAD=" KBSEARCH_FAILING_CALLS, "KBSEARCH_FAIL=" + fail,
                            "KBSEARCH_FAIL_COUNT=" + (directory_ / "count").string()};
    }
    return test::run_tool(arguments, "", limits);
  }

  long count_calls() {
    prepare();
    const auto counted = run(kind() + ":0");
    EXPECT_EQ(counted.exit_code, 0) << counted.err;
    return std::atol(test::read_bytes(directory_ / "count").c_str());
  }

  void try_place(const std::string& fail, const Contents& before, const Contents& after) {
    SCOPED_TRACE(fail);
    prepare();
    const auto failed = run(fail);
    SCOPED_TRACE("exit " + std::to_string(failed.exit_code) + ": " + failed.err);
    ASSERT_LE(failed.exit_code, 2) << "ended by a signal";
    const auto now = contents_of(index());
    ASSERT_TRUE(now);
    if (failed.exit_code == 1 && failed.err.find(".jsonl: cannot ") != std::string::npos) {
      return;  // the source could not be opened or read on: told as a rejection, and what was read is in the index
    }
    ASSERT_TRUE(*now == before || *now == after) << "neither the old state nor the new one";
    const bool says_kept = failed.err.find("everything of this run was kept") != std::string::npos;
    if (failed.exit_code == 0 || says_kept) {
      ASSERT_TRUE(*now == after) << "told as done, but it is not";
    } else {
      ASSERT_TRUE(*now == before) << "done, but told as failed";
      ASSERT_EQ(failed.exit_code, 2);
      ASSERT_FALSE(failed.err.empty());
    }
    if (fs::exists(index() / "CURRENT")) {
      const auto report = check_index(index());
      ASSERT_EQ(report.problems, std::vector<std::string>());
    }
    const auto again = run();
    ASSERT_EQ(again.exit_code, change().name == std::string("Delete") && *now == after ? 1 : 0) << again.err;
    ASSERT_TRUE(contents_of(index()) == after);
    for (const auto& name : test::names_in(index())) {
      ASSERT_FALSE(name.ends_with(".new") || name.ends_with(".parts")) << "left behind: " << name;
    }
    ASSERT_EQ(std::count_if(fs::directory_iterator(index()), fs::directory_iterator(),
                            [](const auto& entry) { return entry.is_directory(); }),
              1);
  }

  const Change& change() const { return kChanges[std::get<0>(GetParam())]; }
  std::string kind() const { return std::get<1>(GetParam()); }
  fs::path index() const { return directory_ / "kb"; }
  fs::path base() const { return directory_ / "base"; }

  test::TemporaryDirectory directory_;
};

long places_to_try() {
  const char* places = std::getenv("KBSEARCH_FAULT_PLACES");
  return places != nullptr ? std::atol(places) : 6;
}

TEST_P(FaultInjection, LeavesTheOldStateOrTheNewAndSaysWhich) {
  const long calls = count_calls();
  const bool starts_no_thread = change().name == std::string("Delete") && kind() == "thread";
  ASSERT_EQ(calls == 0, starts_no_thread);
  prepare();
  const auto before = *contents_of(index());
  ASSERT_EQ(run().exit_code, 0);
  const auto after = *contents_of(index());
  const long wanted = places_to_try();
  const long places = wanted == 0 ? calls : std::min(calls, wanted);
  long tried = 0;
  for (long place = 0; place < places && !HasFatalFailure(); ++place) {
    const auto call = std::to_string(1 + place * calls / places);
    try_place(kind() + ":" + call, before, after);
    // What fails once often fails for good: a full disk does.
    if (!HasFatalFailure() && kind() == "write") try_place(kind() + ":" + call + "+", before, after);
    ++tried;
  }
  std::cout << change().name << ", " << kind() << ": " << tried << " of " << calls << " places\n";
}

INSTANTIATE_TEST_SUITE_P(Calls, FaultInjection,
                         testing::Combine(testing::Range(0, static_cast<int>(std::size(kChanges))),
                                          testing::Values("write", "read", "sync", "rename", "open", "alloc",
                                                          "thread")),
                         [](const auto& param) {
                           std::string name = std::get<1>(param.param);
                           name.front() = static_cast<char>(name.front() - 'a' + 'A');
                           return kChanges[std::get<0>(param.param)].name + name;
                         });

}  // namespace
}  // namespace kbsearch
