// Records that come from a program: loads from a function, walks that end early, an index for a test.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "kbsearch/temporary_index.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using Item = RecordReader::Item;

Record record(int number) {
  return Record::from_json(R"({"id":"r)" + std::to_string(number) + R"(","title":"Heat )" + std::to_string(number) +
                           "\"}");
}

/// Gives `count` records.
RecordReader::NextItem counting(int count) {
  return [count, next = 0]() mutable -> std::optional<Item> {
    if (next == count) return std::nullopt;
    return record(next++);
  };
}

TEST(RecordsFromAFunction, AreLoadedWithTheirBytesAsProgress) {
  const test::TemporaryDirectory directory;
  std::uint64_t bytes = 0;
  for (int i = 0; i < 50; ++i) bytes += record(i).json.size();
  auto reader = RecordReader::from_function(counting(50), "a queue", bytes);
  EXPECT_EQ(reader.bytes_total(), bytes);
  LoadProgress last;
  LoadOptions options{.jobs = 1};
  options.on_progress = [&](const LoadProgress& progress) { last = progress; };
  EXPECT_EQ(load(directory / "kb", reader, options).added, 50u);
  EXPECT_EQ(reader.bytes_read(), bytes);
  EXPECT_EQ(last.bytes_total, bytes);
  EXPECT_EQ(Searcher::open(directory / "kb").search("heat").total.value, 50u);
  EXPECT_TRUE(sources_of(directory / "kb").empty());
}

TEST(RecordsFromAFunction, MayBeRejections) {
  const test::TemporaryDirectory directory;
  int next = 0;
  auto reader = RecordReader::from_function(
      [&]() -> std::optional<Item> {
        if (next == 3) return std::nullopt;
        if (next++ == 1) return Rejection{{}, "bad", "title", "is no title"};
        return record(next);
      },
      "a queue");
  std::vector<Rejection> told;
  LoadOptions options{.jobs = 1};
  options.on_rejection = [&](const Rejection& rejection) { told.push_back(rejection); };
  EXPECT_EQ(load(directory / "kb", reader, options).added, 2u);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].origin.path, "a queue");
  EXPECT_EQ(told[0].record_id, "bad");
}

TEST(RecordsFromAFunction, AreNotKeptWhereTheFunctionThrowsOrTheLoadIsStopped) {
  const test::TemporaryDirectory directory;
  auto first = RecordReader::from_function(counting(3));
  ASSERT_EQ(load(directory / "kb", first).added, 3u);
  struct Failed {};
  int given = 0;
  auto failing = RecordReader::from_function([&]() -> std::optional<Item> {
    if (given == 10) throw Failed{};
    return record(100 + given++);
  });
  EXPECT_THROW(static_cast<void>(load(directory / "kb", failing)), Failed);
  std::stop_source stop;
  int asked = 0;
  auto endless = RecordReader::from_function([&]() -> std::optional<Item> {
    if (++asked == 20) stop.request_stop();
    return record(1000 + asked);
  });
  LoadOptions options;
  options.stop = stop.get_token();
  try {
    static_cast<void>(load(directory / "kb", endless, options));
    FAIL() << "an endless load has come to an end";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInterrupted);
  }
  EXPECT_LT(asked, 40);
  EXPECT_EQ(Searcher::open(directory / "kb").statistics().doc_count, 3u);
}

TEST(RecordsFromAFunction, ReplaceAllOfAnIndexWithAPrune) {
  const test::TemporaryDirectory directory;
  auto first = RecordReader::from_function(counting(4));
  ASSERT_EQ(load(directory / "kb", first).added, 4u);
  auto second = RecordReader::from_function(counting(3));
  const auto report = load(directory / "kb", second, {.prune = true, .prune_max_share = 0.5});
  EXPECT_EQ(report.removed, 1u);
  EXPECT_EQ(report.unchanged, 3u);
}

TEST(VisitedRecords, EndWhereTheCallerWishes) {
  const auto searcher = Searcher::open(test::sample_index());
  std::set<std::string> all;
  searcher.for_each_record([&](const Record& each) { all.insert(each.id); });
  ASSERT_EQ(all.size(), searcher.statistics().doc_count);
  std::size_t seen = 0;
  EXPECT_FALSE(searcher.visit_records([&](const Record&) { return ++seen < 5; }));
  EXPECT_EQ(seen, 5u);
  seen = 0;
  EXPECT_TRUE(searcher.visit_records([&](const Record&) { return ++seen > 0; }));
  EXPECT_EQ(seen, all.size());
}

TEST(TemporaryIndex, IsSearchedChangedAndGoneWithItsObject) {
  std::filesystem::path directory;
  {
    auto index = TemporaryIndex::of({record(1), record(2)});
    directory = index.directory();
    EXPECT_TRUE(std::filesystem::exists(directory / "CURRENT"));
    EXPECT_EQ(index.searcher().search("heat").total.value, 2u);
    auto writer = index.writer();
    EXPECT_TRUE(writer.remove("r1"));
    writer.commit();
    EXPECT_EQ(index.searcher().search("heat").total.value, 1u);
    const auto moved = std::move(index);
    EXPECT_EQ(moved.directory(), directory);
  }
  EXPECT_FALSE(std::filesystem::exists(directory));
}

TEST(TemporaryIndex, NamesTheRecordThatIsNotWhole) {
  try {
    static_cast<void>(TemporaryIndex::of({Record::from_json(R"({"id":"a","importance":"high"})")}));
    FAIL() << "it was taken";
  } catch (const Error& error) {
    EXPECT_EQ(error.subject(), "a");
    EXPECT_NE(std::string(error.what()).find("importance"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace kbsearch
