// Every k-th call of the system fails while the tool takes a snapshot or restores one, and it is killed at any moment:
// afterwards the old state is there or the new one, whole, the tool has said which, and the next run leaves nothing of
// the failed one behind. As fault_injection_test.cpp does for other changes; the same KBSEARCH_FAULT_PLACES counts.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <random>

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

std::string lines(int state, int count) {
  std::string all;
  for (int i = 0; i < count; ++i) {
    all += R"({"id":"r)" + std::to_string(i) + R"(","title":"state)" + std::to_string(state) + R"(","content":")";
    for (int word = 0; word < 60; ++word) all += "word" + std::to_string((i * 31 + word * 7 + state) % 900) + ' ';
    all += "\"}\n";
  }
  return all;
}

std::optional<Contents> contents_of(const fs::path& index) {
  try {
    Contents contents;
    Searcher::open(index).for_each_record([&](const Record& record) { contents[record.id] = record.json; });
    return contents;
  } catch (const Error& error) {
    // Of what was ended before its last step, the naming of the generation, nothing counts yet.
    const bool has_nothing_named = error.code() == ErrorCode::kIndexCorrupt && !fs::exists(index / "CURRENT");
    if (error.code() == ErrorCode::kIndexNotFound || has_nothing_named) return Contents{};
    ADD_FAILURE() << error.what();
    return std::nullopt;
  }
}

/// One way of copying: what the command is, and what stands in the place that it writes to.
struct Copying {
  const char* name;
  bool restores = false;
  bool from_nothing = false;
};

const Copying kCopyings[] = {{"FirstSnapshot", false, true},
                             {"NextSnapshot", false, false},
                             {"RestoreToNothing", true, true},
                             {"RestoreOverAnIndex", true, false}};

class CopiesFaults : public testing::TestWithParam<std::tuple<int, const char*>> {
 protected:
  CopiesFaults() {
    test::load_lines(index_, lines(1, 60));
    EXPECT_EQ(test::run_tool({"snapshot", older_.string(), "--db", index_.string()}).exit_code, 0);
    test::load_lines(index_, lines(2, 70));
    EXPECT_EQ(test::run_tool({"snapshot", newer_.string(), "--db", index_.string()}).exit_code, 0);
    before_ = copying().from_nothing ? Contents{} : *contents_of(older_);
    after_ = *contents_of(newer_);
  }

  void prepare() {
    fs::remove_all(target_);
    if (copying().from_nothing) return;
    if (copying().restores) {
      test::run_tool({"restore", older_.string(), "--db", target_.string()});
    } else {
      fs::copy(older_, target_, fs::copy_options::recursive);
    }
  }

  std::vector<std::string> arguments() const {
    if (copying().restores) return {"restore", "--force", newer_.string(), "--db", target_.string()};
    return {"snapshot", target_.string(), "--db", index_.string()};
  }

  test::ToolRun run(const std::string& fail = "") {
    test::ToolLimits limits;
    if (!fail.empty()) {
      limits.environment = {"LD_PRELOAD=" KBSEARCH_FAILING_CALLS, "KBSEARCH_FAIL=" + fail,
                            "KBSEARCH_FAIL_COUNT=" + (directory_ / "count").string()};
    }
    return test::run_tool(arguments(), "", limits);
  }

  /// What is there must be the one state or the other, whole; `is_new` says which, if that is known.
  void expect_one_state(std::optional<bool> is_new) {
    const auto now = contents_of(target_);
    ASSERT_TRUE(now);
    ASSERT_TRUE(*now == before_ || *now == after_) << "neither the old state nor the new one";
    ASSERT_TRUE(!is_new || *now == (*is_new ? after_ : before_)) << "told otherwise than it is";
    if (fs::exists(target_ / "CURRENT")) {
      ASSERT_EQ(check_index(target_).problems, std::vector<std::string>());
    }
    ASSERT_TRUE(*contents_of(index_) == after_);
    ASSERT_TRUE(*contents_of(newer_) == after_);
  }

  void expect_next_run_to_finish() {
    const auto again = run();
    ASSERT_EQ(again.exit_code, 0) << again.err;
    ASSERT_TRUE(contents_of(target_) == after_);
    int generations = 0;
    for (const auto& name : test::names_in(target_)) {
      ASSERT_FALSE(name.ends_with(".new") || name.ends_with(".parts")) << "left behind: " << name;
      generations += name.starts_with("generation-") ? 1 : 0;
    }
    ASSERT_EQ(generations, 1);
  }

  void try_place(const std::string& fail) {
    SCOPED_TRACE(fail);
    prepare();
    const auto failed = run(fail);
    SCOPED_TRACE("exit " + std::to_string(failed.exit_code) + ": " + failed.err);
    ASSERT_TRUE(failed.exit_code == 0 || failed.exit_code == 2) << "ended by a signal";
    ASSERT_EQ(failed.exit_code == 0, failed.err.empty());
    const bool says_kept = failed.err.find("everything of this run was kept") != std::string::npos;
    expect_one_state(failed.exit_code == 0 || says_kept);
    if (!HasFatalFailure()) expect_next_run_to_finish();
  }

  const Copying& copying() const { return kCopyings[std::get<0>(GetParam())]; }
  std::string kind() const { return std::get<1>(GetParam()); }

  test::TemporaryDirectory directory_;
  fs::path index_ = directory_ / "kb";
  fs::path older_ = directory_ / "older";
  fs::path newer_ = directory_ / "newer";
  fs::path target_ = directory_ / "target";
  Contents before_;
  Contents after_;
};

TEST_P(CopiesFaults, LeaveTheOldStateOrTheNewAndSayWhich) {
  prepare();
  ASSERT_EQ(run(kind() + ":0").exit_code, 0);
  const long calls = std::atol(test::read_bytes(directory_ / "count").c_str());
  ASSERT_GT(calls, 0);
  const char* wanted = std::getenv("KBSEARCH_FAULT_PLACES");
  const long most = wanted != nullptr ? std::atol(wanted) : 3;
  const long places = most == 0 ? calls : std::min(calls, most);
  for (long place = 0; place < places && !HasFatalFailure(); ++place) {
    const auto call = std::to_string(1 + place * calls / places);
    try_place(kind() + ":" + call);
    // What fails once often fails for good: a full disk does.
    if (!HasFatalFailure() && kind() == "write") try_place(kind() + ":" + call + "+");
  }
  std::cout << copying().name << ", " << kind() << ": " << places << " of " << calls << " places\n";
}

INSTANTIATE_TEST_SUITE_P(Calls, CopiesFaults,
                         testing::Combine(testing::Range(0, static_cast<int>(std::size(kCopyings))),
                                          testing::Values("write", "read", "sync", "rename", "open", "alloc")),
                         [](const auto& param) {
                           std::string name = std::get<1>(param.param);
                           name.front() = static_cast<char>(name.front() - 'a' + 'A');
                           return kCopyings[std::get<0>(param.param)].name + name;
                         });

class KilledCopies : public CopiesFaults {};

TEST_P(KilledCopies, LeaveTheOldStateOrTheNew) {
  std::mt19937 random(20261130);
  int unfinished = 0;
  for (int round = 0; round < 4 && !HasFatalFailure(); ++round) {
    SCOPED_TRACE(round);
    prepare();
    const auto process = test::start_tool(arguments());
    // From before it has begun to about its end.
    ::usleep(static_cast<useconds_t>(round) * 6'000 + static_cast<useconds_t>(random() % 3'000));
    ::kill(process, SIGKILL);
    int status = 0;
    ::waitpid(process, &status, 0);
    unfinished += WIFSIGNALED(status) ? 1 : 0;
    expect_one_state(std::nullopt);
    if (!HasFatalFailure()) expect_next_run_to_finish();
  }
  EXPECT_GT(unfinished, 0) << "it was never killed in time";
}

INSTANTIATE_TEST_SUITE_P(Kill, KilledCopies,
                         testing::Combine(testing::Range(0, static_cast<int>(std::size(kCopyings))),
                                          testing::Values("kill")),
                         [](const auto& param) { return std::string(kCopyings[std::get<0>(param.param)].name); });

}  // namespace
}  // namespace kbsearch
