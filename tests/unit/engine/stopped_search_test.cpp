#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <functional>
#include <thread>

#include "base/stop_scope.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using std::chrono::steady_clock;

constexpr auto kLongQuery = std::chrono::minutes(10);

SearchOptions with_all_parts() {
  SearchOptions options;
  options.facets = {{"tag"}, {"published"}};
  options.explain = true;
  options.passages = 2;
  return options;
}

std::string json_of(const Searcher& searcher, const std::string& text, const SearchOptions& options) {
  auto results = searcher.search(text, options);
  results.took = {};
  // Xapian adds a record's weights up in an order that depends on what it may skip: the last bit of a score may differ.
  for (auto& hit : results.hits) hit.score = std::round(hit.score * 1e9) / 1e9;
  return results_to_json(results, text);
}

std::optional<ErrorCode> failure_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.code();
  }
  return std::nullopt;
}

TEST(StoppedSearch, IsTheSameIfItIsNotStopped) {
  const auto searcher = Searcher::open(test::sample_index());
  auto bounded = with_all_parts();
  bounded.deadline = steady_clock::now() + kLongQuery;
  bounded.stop = std::stop_source().get_token();
  auto texts = test::sample_queries();
  for (const char* text : {"\"open source\"", "-heat", "tag:governance", "open NEAR/5 source", "gov*", "pytroch"}) {
    texts.emplace_back("", text);
  }
  for (const char* profile : {"default", "text"}) {
    auto free = with_all_parts();
    free.profile = bounded.profile = RankingProfile::named(profile);
    for (const auto& [id, text] : texts) {
      EXPECT_EQ(json_of(searcher, text, bounded), json_of(searcher, text, free)) << text;
    }
  }
}

TEST(StoppedSearch, ThrowsWhatItWasStoppedBy) {
  const auto searcher = Searcher::open(test::sample_index());
  SearchOptions late;
  late.deadline = steady_clock::now();
  std::stop_source source;
  SearchOptions stopped;
  stopped.stop = source.get_token();
  EXPECT_FALSE(searcher.search("heat", stopped).hits.empty());
  source.request_stop();
  // No names for the two parts: clang 14 lets no lambda capture them.
  for (const auto& ending : {std::pair{late, ErrorCode::kDeadlinePassed}, {stopped, ErrorCode::kInterrupted}}) {
    const SearchOptions& options = ending.first;
    const ErrorCode code = ending.second;
    const auto id = searcher.search("heat").hits.front().record_id;
    EXPECT_EQ(failure_of([&] { static_cast<void>(searcher.search("heat", options)); }), code);
    EXPECT_EQ(failure_of([&] { static_cast<void>(searcher.similar(id, options)); }), code);
    EXPECT_EQ(failure_of([&] { static_cast<void>(searcher.explain("heat", id, options)); }), code);
  }
  EXPECT_FALSE(searcher.search("heat").hits.empty()) << "the searcher goes on";
}

/// Makes an index of many like records.
void load_many(const std::filesystem::path& index) {
  std::string lines;
  for (int i = 0; i < 5'000; ++i) {
    lines += R"({"id":")" + std::to_string(i) + R"(","title":"heat )" + std::to_string(i % 97) +
             R"(","content":"a heat pump in house )" + std::to_string(i % 13) + R"(","type":"t)" +
             std::to_string(i % 5) + "\"}\n";
  }
  test::load_lines(index, lines);
}

TEST(StoppedSearch, NeverGivesAPartForTheWhole) {
  const test::TemporaryDirectory directory;
  load_many(directory / "kb");
  const auto searcher = Searcher::open(directory / "kb");
  auto options = with_all_parts();
  options.limit = 100;
  for (const char* text : {"heat pump", "\"heat pump\"", "+heat -pump", "title:heat pump house"}) {
    const auto whole = json_of(searcher, text, options);
    std::size_t ended = 0;
    for (int i = 0; i < 40; ++i) {
      options.deadline = steady_clock::now() + std::chrono::microseconds(1 + 150 * i);
      const auto code = failure_of([&] { EXPECT_EQ(json_of(searcher, text, options), whole); });
      EXPECT_TRUE(!code || code == ErrorCode::kDeadlinePassed);
      ended += code ? 1 : 0;
    }
    EXPECT_GT(ended, 0u) << text;
    options.deadline.reset();
  }
}

TEST(StoppedSearch, EndsInWhicheverThreadItIsAskedTo) {
  const auto searcher = Searcher::open(test::sample_index());
  std::stop_source source;
  std::optional<ErrorCode> code;
  std::thread asking([&] {
    SearchOptions options;
    options.stop = source.get_token();
    code = failure_of([&] {
      for (;;) static_cast<void>(searcher.search("open source governance", options));
    });
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  source.request_stop();
  asking.join();
  EXPECT_EQ(code, ErrorCode::kInterrupted);
}

/// What is asked of a whole index beside searches, as text; with a deadline, a stop, or neither.
struct OtherCall {
  const char* name;
  std::string (*answer)(const Searcher&, const SearchOptions& ending);
};

const OtherCall kOtherCalls[] = {
    {"Suggestions",
     [](const Searcher& searcher, const SearchOptions& ending) {
       const SuggestOptions options{.limit = 20, .stop = ending.stop, .deadline = ending.deadline};
       return suggestions_to_json(searcher.suggest("heat pump ho", options), "heat pump ho");
     }},
    {"Statistics",
     [](const Searcher& searcher, const SearchOptions& ending) {
       return statistics_to_json(searcher.statistics({.stop = ending.stop, .deadline = ending.deadline}));
     }},
};

class EndedCall : public testing::TestWithParam<OtherCall> {};

TEST_P(EndedCall, ThrowsWhatItWasStoppedBy) {
  const auto searcher = Searcher::open(test::sample_index());
  auto* const answer = GetParam().answer;
  SearchOptions late;
  late.deadline = steady_clock::now();
  std::stop_source source;
  SearchOptions stopped;
  stopped.stop = source.get_token();
  EXPECT_EQ(answer(searcher, stopped), answer(searcher, {}));
  source.request_stop();
  EXPECT_EQ(failure_of([&] { answer(searcher, late); }), ErrorCode::kDeadlinePassed);
  EXPECT_EQ(failure_of([&] { answer(searcher, stopped); }), ErrorCode::kInterrupted);
  EXPECT_FALSE(answer(searcher, {}).empty()) << "the searcher goes on";
}

TEST_P(EndedCall, NeverGivesAPartForTheWhole) {
  const test::TemporaryDirectory directory;
  load_many(directory / "kb");
  const auto searcher = Searcher::open(directory / "kb");
  auto* const answer = GetParam().answer;
  const auto begun = steady_clock::now();
  const auto whole = answer(searcher, {});
  const auto took = steady_clock::now() - begun;
  std::size_t ended = 0;
  for (int i = 0; i < 40; ++i) {
    SearchOptions ending;
    ending.deadline = steady_clock::now() + took * i / 40;
    const auto code = failure_of([&] { EXPECT_EQ(answer(searcher, ending), whole); });
    EXPECT_TRUE(!code || code == ErrorCode::kDeadlinePassed);
    ended += code ? 1 : 0;
  }
  EXPECT_GT(ended, 0u);
  EXPECT_EQ(answer(searcher, {}), whole);
}

TEST_P(EndedCall, EndsInWhicheverThreadItIsAskedTo) {
  const test::TemporaryDirectory directory;
  load_many(directory / "kb");
  const auto searcher = Searcher::open(directory / "kb");
  auto* const answer = GetParam().answer;
  std::stop_source source;
  std::optional<ErrorCode> code;
  std::thread asking([&] {
    SearchOptions ending;
    ending.stop = source.get_token();
    code = failure_of([&] {
      for (;;) answer(searcher, ending);
    });
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  source.request_stop();
  asking.join();
  EXPECT_EQ(code, ErrorCode::kInterrupted);
}

INSTANTIATE_TEST_SUITE_P(Searcher, EndedCall, testing::ValuesIn(kOtherCalls),
                         [](const auto& call) { return std::string(call.param.name); });

TEST(StopScope, LooksAtTheClockNowAndThen) {
  const base::StopScope scope({}, steady_clock::now() + std::chrono::milliseconds(2));
  EXPECT_EQ(failure_of([] {
              for (;;) base::StopScope::current()->check_now_and_then();
            }),
            ErrorCode::kDeadlinePassed);
}

TEST(StopScope, IsNotThereWhereNothingCanEnd) {
  const base::StopScope scope({}, std::nullopt);
  EXPECT_EQ(base::StopScope::current(), nullptr);
}

TEST(LateLoad, KeepsNothing) {
  const test::TemporaryDirectory directory;
  const auto load = [&](const LoadOptions& options) {
    test::load_lines(directory / "kb", R"({"id":"a","title":"heat"})", options);
  };
  EXPECT_EQ(failure_of([&] { load({.deadline = steady_clock::now()}); }), ErrorCode::kDeadlinePassed);
  std::stop_source source;
  source.request_stop();
  EXPECT_EQ(failure_of([&] { load({.stop = source.get_token()}); }), ErrorCode::kInterrupted);
  load({.stop = std::stop_source().get_token(), .deadline = steady_clock::now() + kLongQuery});
  EXPECT_EQ(Searcher::open(directory / "kb").search("heat").hits.size(), 1u);
}

}  // namespace
}  // namespace kbsearch
