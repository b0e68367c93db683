// One Searcher, many threads, and a writer that commits all the while. Run under ThreadSanitizer by the gate.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <thread>

#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

/// Every fourth query in each of the modes that share columns, sets and names.
SearchOptions options_for(std::size_t query) {
  SearchOptions options;
  options.explain = true;
  options.facets = {{"tag", 10}, {"importance", 5}, {"published"}};
  options.typing = query % 4 == 1;
  options.collapse = query % 4 == 2 ? "near" : "";
  options.all_words = query % 4 == 3;
  options.related_tags = query % 4 == 0 ? 3 : 0;
  return options;
}

TEST(SharedSearcher, AnswersManyThreadsAlike) {
  const auto queries = test::sample_queries();
  std::vector<SearchResults> expected;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    expected.push_back(Searcher::open(test::sample_index()).search(queries[i].second, options_for(i)));
  }
  // Opened anew, so that the threads fill its caches together.
  const auto searcher = Searcher::open(test::sample_index());
  std::atomic<int> differing = 0;
  std::vector<std::thread> threads;
  for (std::size_t t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (std::size_t i = 0; i < queries.size(); ++i) {
        const std::size_t q = (i * 7 + t * 13) % queries.size();
        const auto results = searcher.search(queries[q].second, options_for(q));
        bool same = results.hits.size() == expected[q].hits.size() && results.total.value == expected[q].total.value &&
                    results.facets == expected[q].facets;
        for (std::size_t h = 0; same && h < results.hits.size(); ++h) {
          same = results.hits[h].record_id == expected[q].hits[h].record_id &&
                 results.hits[h].score == expected[q].hits[h].score;
        }
        if (!same) ++differing;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(differing, 0);
}

constexpr int kRecords = 60;

std::string line_of(int record, int round) {
  const auto word = "round" + std::to_string(round);
  return "{\"id\":\"" + std::to_string(record) + "\",\"title\":\"Heat pump " + word + "\",\"summary\":\"" + word +
         " has one heat pump\",\"type\":\"paper\",\"importance\":" + std::to_string(record) + "}\n";
}

std::string lines_of(int round) {
  std::string lines;
  for (int record = 0; record < kRecords; ++record) lines += line_of(record, round);
  return lines;
}

/// True if all of the index's records were there and each was written in the same round.
bool is_of_one_commit(const std::vector<std::string>& texts) {
  if (texts.size() != kRecords) return false;
  const auto round_of = [](const std::string& text) {
    const auto from = text.find("round");
    return text.substr(from, text.find_first_of(" \"", from) - from);
  };
  return std::all_of(texts.begin(), texts.end(),
                     [&](const std::string& text) { return round_of(text) == round_of(texts.front()); });
}

/// What a reader of a busy index does, in turns. Returns whether the answer is whole and of one commit.
bool ask(const Searcher& searcher, int turn) {
  std::vector<std::string> texts;
  if (turn % 8 == 7) {
    searcher.for_each_record([&](const Record& record) { texts.push_back(record.json); });
    return is_of_one_commit(texts);
  }
  if (turn % 8 == 6) {
    std::vector<std::string> ids;
    for (int record = 0; record < kRecords; ++record) ids.push_back(std::to_string(record));
    for (const auto& record : searcher.find_all(ids)) texts.push_back(record ? record->json : "");
    return is_of_one_commit(texts);
  }
  if (turn % 8 == 5) return searcher.statistics().doc_count == kRecords;
  auto options = options_for(static_cast<std::size_t>(turn % 4));
  options.collapse = "";
  options.limit = kRecords;
  const auto results = searcher.search("heat", options);
  for (const auto& hit : results.hits) texts.push_back(hit.title + " ");
  return is_of_one_commit(texts) && results.facets[0].missing == kRecords;
}

/// After so many rounds a BusyWriter has replaced, loaded and rebuilt.
constexpr int kWaysToWrite = 9;

/// Replaces every record at once, again and again, in each of the ways there are.
class BusyWriter {
 public:
  explicit BusyWriter(std::filesystem::path path) : path_(std::move(path)) {}

  void write(int round) {
    if (round % 5 == 4) return load(round, /*rebuild=*/round % 10 == 9);
    auto writer = IndexWriter::open(path_);
    for (int record = 0; record < kRecords; ++record) {
      EXPECT_TRUE(writer.replace(Record::from_json(line_of(record, round))).empty());
    }
    writer.commit();
  }

 private:
  /// With as many lines that are no records, whose rejections must come from the thread that loads.
  void load(int round, bool rebuild) {
    std::string lines;
    for (int record = 0; record < kRecords; ++record)
      lines += line_of(record, round) + "{\"id\":\"x\",\"importance\":-1}\n";
    std::istringstream stream(lines);
    auto reader = RecordReader::from_stream(stream, "lines.jsonl");
    LoadOptions options{.jobs = 3, .rebuild = rebuild, .field_faults = FieldFaults::kReject};
    const auto self = std::this_thread::get_id();
    options.on_rejection = [&](const Rejection&) { EXPECT_EQ(std::this_thread::get_id(), self); };
    EXPECT_EQ(kbsearch::load(path_, reader, options).rejected, static_cast<std::uint64_t>(kRecords));
  }

  std::filesystem::path path_;
};

std::chrono::seconds duration() {
  const char* seconds = std::getenv("KBSEARCH_THREAD_SECONDS");
  return std::chrono::seconds(seconds != nullptr ? std::atoi(seconds) : 5);
}

TEST(SharedSearcher, AnswersSixteenThreadsBesideAWriterThatNeverPauses) {
  const test::TemporaryDirectory directory;
  const auto path = directory / "kb";
  test::load_lines(path, lines_of(0));
  auto searcher = Searcher::open(path);
  std::atomic<bool> writing = true;
  std::atomic<int> wrong = 0;
  std::atomic<int> asked = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 16; ++t) {
    threads.emplace_back([&, t] {
      for (int turn = t; writing; ++turn) {
        try {
          if (!ask(searcher, turn)) ++wrong;
        } catch (const Error& error) {
          ADD_FAILURE() << error.what();
        }
        ++asked;
        if (turn % 50 == 0) searcher.refresh();
      }
    });
  }
  BusyWriter writer(path);
  const auto end = std::chrono::steady_clock::now() + duration();
  // However slow the machine: until each way to write has had its turn and every thread has asked.
  int rounds = 0;
  while (rounds < kWaysToWrite || asked < 100 || std::chrono::steady_clock::now() < end) writer.write(++rounds);
  writing = false;
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  std::cout << rounds << " commits, " << asked << " answers\n";
  searcher.refresh();
  std::vector<std::string> texts;
  searcher.for_each_record([&](const Record& record) { texts.push_back(record.json); });
  EXPECT_TRUE(is_of_one_commit(texts));
  EXPECT_NE(texts.front().find("round" + std::to_string(rounds)), std::string::npos);
}

TEST(SharedSearcher, AnswersEachOfAThousandSearchesOfEightThreadsUnderAWriter) {
  const test::TemporaryDirectory directory;
  const auto path = directory / "kb";
  test::load_lines(path, lines_of(0));
  auto searcher = Searcher::open(path);
  constexpr int kThreads = 8;
  constexpr int kSearches = 125;
  std::atomic<int> whole = 0;
  std::atomic<int> asking = kThreads;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int turn = 0; turn < kSearches; ++turn) {
        if (ask(searcher, (t + turn) % 4)) ++whole;
        if (turn % 10 == 0) searcher.refresh();
      }
      --asking;
    });
  }
  BusyWriter writer(path);
  int rounds = 0;
  while (asking > 0 || rounds < kWaysToWrite) writer.write(++rounds);
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(whole, kThreads * kSearches);
  searcher.refresh();
  EXPECT_EQ(searcher.search("round" + std::to_string(rounds)).total.value, static_cast<std::uint64_t>(kRecords));
}

TEST(SharedSearcher, ShowsItsCommitUntilItIsRefreshed) {
  const test::TemporaryDirectory directory;
  const auto path = directory / "kb";
  test::load_lines(path, lines_of(0));
  auto searcher = Searcher::open(path);
  EXPECT_TRUE(searcher.is_current());
  EXPECT_FALSE(searcher.refresh());
  BusyWriter(path).write(1);
  EXPECT_FALSE(searcher.is_current());
  EXPECT_EQ(searcher.search("round1").total.value, 0u);
  EXPECT_TRUE(searcher.refresh());
  EXPECT_TRUE(searcher.is_current());
  EXPECT_EQ(searcher.search("round1").total.value, static_cast<std::uint64_t>(kRecords));
  IndexWriter::open(path).set_synonyms(Synonyms::parse("warm, heat\n"));
  EXPECT_TRUE(searcher.refresh());
  EXPECT_EQ(searcher.search("warm").total.value, static_cast<std::uint64_t>(kRecords));
}

}  // namespace
}  // namespace kbsearch
