// Snapshots: whole, of one commit, and changed by nothing.
#include "kbsearch/index_copies.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <thread>

#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/files.hpp"
#include "support/index_copies.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;
using test::contents_of;
using test::error_of;
using test::files_of;
using test::lines;
using IndexCopies = test::IndexCopies;

TEST_F(IndexCopies, AreWholeAndSearchedAsTheIndexIs) {
  const auto report = take_snapshot(index_, copy_);
  EXPECT_FALSE(report.was_there);
  EXPECT_EQ(report.snapshot.doc_count, 40u);
  EXPECT_EQ(report.snapshot.source, fs::canonical(index_).string());
  EXPECT_EQ(report.snapshot.taken_at.size(), std::string("2026-11-30T20:15:00Z").size());
  EXPECT_GT(report.bytes_linked, 0u) << "both lie on one file system, which has links";
  expect_whole(copy_);
  EXPECT_EQ(contents_of(copy_), contents_of(index_));
  ASSERT_TRUE(snapshot_state(copy_));
  EXPECT_EQ(snapshot_state(copy_)->taken_at, report.snapshot.taken_at);
  EXPECT_FALSE(snapshot_state(index_));
}

TEST_F(IndexCopies, AreChangedByNothingThatBecomesOfTheIndex) {
  take_snapshot(index_, copy_);
  const auto before = files_of(copy_);
  test::load_lines(index_, lines(2));
  test::load_lines(index_, lines(3, 300));
  EXPECT_EQ(rebuild(index_, 1), 300u);
  IndexWriter::open_existing(index_).set_synonyms(Synonyms::parse("heat, warmth\n"));
  EXPECT_EQ(files_of(copy_), before);
  EXPECT_TRUE(check_index(copy_).problems.empty());
  EXPECT_EQ(Searcher::open(copy_).search("heat").hits.size(), 10u);
  EXPECT_EQ(files_of(copy_), before);
  fs::remove_all(index_);
  expect_whole(copy_);
}

TEST_F(IndexCopies, AreRefusedByWriters) {
  take_snapshot(index_, copy_);
  const auto before = files_of(copy_);
  const std::function<void()> writes[] = {
      [&] { test::load_lines(copy_, lines(2)); },
      [&] { test::load_lines(copy_, lines(2), {.jobs = 1, .rebuild = true}); },
      [&] { rebuild(copy_, 1); },
      [&] { IndexWriter::open(copy_); },
      [&] { IndexWriter::open_existing(copy_).set_synonyms(Synonyms::parse("a, b\n")); },
      [&] { static_cast<void>(check_index(copy_, {.write = true})); },
      [&] { remove_leftovers(copy_); },
  };
  for (std::size_t i = 0; i < std::size(writes); ++i) {
    SCOPED_TRACE(i);
    const auto error = error_of(writes[i]);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), ErrorCode::kInvalidArgument);
    EXPECT_NE(std::string(error->what()).find("is a snapshot, which nothing changes"), std::string::npos);
  }
  EXPECT_EQ(files_of(copy_), before);
}

TEST_F(IndexCopies, TakeThePlaceOfAnOlderOneAndLeaveNothingOfIt) {
  IndexWriter::open(index_).set_synonyms(Synonyms::parse("heat, warmth\n"));
  take_snapshot(index_, copy_);
  EXPECT_TRUE(take_snapshot(index_, copy_).was_there);
  const auto old = Searcher::open(copy_);
  EXPECT_EQ(old.search("warmth").hits.size(), 10u);
  test::load_lines(index_, lines(2));
  IndexWriter::open(index_).set_synonyms(Synonyms::parse("heat, glow\n"));
  EXPECT_FALSE(take_snapshot(index_, copy_).was_there);
  EXPECT_EQ(Searcher::open(copy_).search("glow").hits.size(), 10u);
  EXPECT_EQ(contents_of(copy_), contents_of(index_));
  EXPECT_EQ(test::names_in(copy_).size(), 4u) << "CURRENT, GATE, LOCK and one generation";
  // Synonyms alone make another snapshot.
  IndexWriter::open(index_).set_synonyms(Synonyms::parse("heat, blaze\n"));
  EXPECT_FALSE(take_snapshot(index_, copy_).was_there);
  EXPECT_EQ(Searcher::open(copy_).search("blaze").hits.size(), 10u);
}

/// Whoever keeps copies of the files by their names, as an object store does, must not take the one for the other.
TEST_F(IndexCopies, NeverUseANumberTwice) {
  take_snapshot(index_, copy_);
  const auto first = file_of(copy_, "iamglass").parent_path().filename();
  fs::remove_all(copy_);
  std::this_thread::sleep_for(std::chrono::milliseconds(1'100));
  test::load_lines(index_, lines(2));
  take_snapshot(index_, copy_);
  EXPECT_GT(file_of(copy_, "iamglass").parent_path().filename(), first);
}

TEST_F(IndexCopies, AreTakenAnewWhereTheOneThatIsThereIsDamaged) {
  take_snapshot(index_, copy_);
  test::flip_bit(file_of(copy_, "docdata.glass"), 70'000);
  EXPECT_FALSE(check_index(copy_).problems.empty());
  EXPECT_FALSE(take_snapshot(index_, copy_).was_there);
  expect_whole(copy_);
}

TEST_F(IndexCopies, ReplaceNothingButAnOlderSnapshot) {
  const auto other = directory_ / "other";
  const auto of_other = directory_ / "of-other";
  const auto foreign = directory_ / "foreign";
  test::load_lines(other, lines(7));
  take_snapshot(other, of_other);
  fs::create_directory(foreign);
  test::write_bytes(foreign / "thesis.txt", "years of work");
  const auto file = directory_ / "file";
  test::write_bytes(file, "x");
  const std::pair<fs::path, std::string> cases[] = {{index_, "is the index itself"},
                                                    {index_ / "inner", "lies in the index"},
                                                    {directory_.path(), "holds the index"},
                                                    {other, "is an index, not a snapshot"},
                                                    {of_other, "is a snapshot of another index"},
                                                    {foreign, "it holds 'thesis.txt'"},
                                                    {file, "is a file"}};
  for (const auto& [path, why] : cases) {
    SCOPED_TRACE(path);
    const auto before = fs::is_directory(path) ? files_of(path) : std::map<std::string, std::string>();
    const auto error = error_of([&, &path = path] { take_snapshot(index_, path); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), ErrorCode::kInvalidArgument);
    EXPECT_NE(std::string(error->what()).find(why), std::string::npos) << error->what();
    EXPECT_TRUE(!fs::is_directory(path) || files_of(path) == before);
  }
  EXPECT_FALSE(take_snapshot(index_, of_other, {.force = true}).was_there);
  EXPECT_EQ(contents_of(of_other), contents_of(index_));
  EXPECT_EQ(error_of([&] { take_snapshot(directory_ / "none", copy_); })->code(), ErrorCode::kIndexNotFound);
  EXPECT_FALSE(fs::exists(copy_));
}

TEST_F(IndexCopies, AreNotReplacedByAnEarlierCommit) {
  const auto early = directory_ / "early";
  take_snapshot(index_, early);
  test::load_lines(index_, lines(2));
  take_snapshot(index_, copy_);
  restore_snapshot(early, index_, {.force = true});
  const auto error = error_of([&] { take_snapshot(index_, copy_); });
  ASSERT_TRUE(error);
  EXPECT_NE(std::string(error->what()).find("of a later commit than the index has"), std::string::npos);
  EXPECT_EQ(contents_of(copy_).at("r0").find("state2") == std::string::npos, false);
  take_snapshot(index_, copy_, {.force = true});
  EXPECT_EQ(contents_of(copy_), contents_of(index_));
}

TEST_F(IndexCopies, TellDamageOfTheIndexAndKeepTheOlderOne) {
  take_snapshot(index_, copy_);
  const auto before = files_of(copy_);
  test::load_lines(index_, lines(2));
  for (const auto* table : {"docdata.glass", "postlist.glass", "termlist.glass", "iamglass"}) {
    SCOPED_TRACE(table);
    const auto file = file_of(index_, table);
    const auto kept = test::read_bytes(file);
    test::flip_bit(file, kept.size() * 8 - 9);
    const auto error = error_of([&] { take_snapshot(index_, copy_); });
    // What a block no longer uses may be damaged; it is not copied as if it were sound.
    ASSERT_TRUE(error) << table;
    EXPECT_EQ(error->code(), ErrorCode::kIndexCorrupt);
    EXPECT_NE(std::string(error->what()).find(table), std::string::npos) << error->what();
    EXPECT_EQ(files_of(copy_), before);
    test::write_bytes(file, kept);
  }
  take_snapshot(index_, copy_);
  expect_whole(copy_);
}

TEST_F(IndexCopies, HaveDigestsAndAnImageWhereAKilledWriterLeftNone) {
  const auto generation = index_ / "generation-1";
  for (const auto* lost : {"checksums", "image"}) {
    SCOPED_TRACE(lost);
    fs::remove(generation / lost);
    const auto copy = directory_ / (std::string("without-") + lost);
    take_snapshot(index_, copy);
    expect_whole(copy);
  }
}

TEST_F(IndexCopies, HaveAnImageOfTheirOwnWhereThatOfTheIndexIsDamaged) {
  test::flip_bit(file_of(index_, ".segment"), 1'000);
  take_snapshot(index_, copy_);
  expect_whole(copy_);
}

TEST_F(IndexCopies, AreMadeWithoutLinksOnAnotherFileSystem) {
  struct stat here {};
  struct stat there {};
  const fs::path other = "/dev/shm";
  if (::stat(directory_.path().c_str(), &here) != 0 || ::stat(other.c_str(), &there) != 0 ||
      here.st_dev == there.st_dev) {
    GTEST_SKIP() << "/dev/shm is no file system of its own here";
  }
  const auto copy = other / ("kbsearch-copies-test-" + std::to_string(::getpid()));
  const auto report = take_snapshot(index_, copy);
  EXPECT_EQ(report.bytes_linked, 0u);
  expect_whole(copy);
  const auto back = directory_ / "back";
  EXPECT_EQ(restore_snapshot(copy, back).bytes_linked, 0u);
  expect_whole(back);
  fs::remove_all(copy);
}

TEST_F(IndexCopies, ReplaceNoIndexThatHasLostItsCurrent) {
  const auto other = directory_ / "other";
  test::load_lines(other, lines(7));
  fs::remove(other / "CURRENT");
  const auto error = error_of([&] { take_snapshot(index_, other); });
  ASSERT_TRUE(error);
  EXPECT_NE(std::string(error->what()).find("holds an index that has lost its file CURRENT"), std::string::npos);
  EXPECT_TRUE(error_of([&] { take_snapshot(index_, other, {.force = true}); }));
  test::load_lines(other, "{\"id\":\"more\"}\n");
  EXPECT_EQ(contents_of(other).size(), 41u);
}

TEST_F(IndexCopies, TellHowFarTheyAreAndEndWhenAsked) {
  std::vector<CopyProgress> told;
  CopyOptions options;
  options.on_progress = [&](const CopyProgress& at) { told.push_back(at); };
  take_snapshot(index_, copy_, options);
  ASSERT_GE(told.size(), 2u);
  EXPECT_EQ(told.front().phase, CopyProgress::Phase::kCopying);
  EXPECT_EQ(told.back().phase, CopyProgress::Phase::kReadingBack);
  EXPECT_GT(told.front().bytes_total, 0u);
  EXPECT_EQ(to_string(told.back().phase), "reading back");

  const auto before = files_of(copy_);
  test::load_lines(index_, lines(2));
  int asked = 0;
  CopyOptions stops;
  stops.should_stop = [&] { return ++asked > 4; };
  EXPECT_EQ(error_of([&] { take_snapshot(index_, copy_, stops); })->code(), ErrorCode::kInterrupted);
  EXPECT_EQ(files_of(copy_), before);
  CopyOptions late;
  late.deadline = std::chrono::steady_clock::now();
  EXPECT_EQ(error_of([&] { take_snapshot(index_, copy_, late); })->code(), ErrorCode::kDeadlinePassed);
  EXPECT_EQ(files_of(copy_), before);
  EXPECT_EQ(error_of([&] { restore_snapshot(copy_, directory_ / "new", late); })->code(), ErrorCode::kDeadlinePassed);
  EXPECT_EQ(error_of([&] { Searcher::open(directory_ / "new"); })->code(), ErrorCode::kIndexNotFound);
}

TEST_F(IndexCopies, OfAKilledRunLookLikeNothing) {
  take_snapshot(index_, copy_);
  // As a kill leaves it between the last file and CURRENT.
  fs::remove(copy_ / "CURRENT");
  EXPECT_EQ(error_of([&] { Searcher::open(copy_); })->code(), ErrorCode::kIndexNotFound);
  EXPECT_EQ(error_of([&] { restore_snapshot(copy_, directory_ / "new"); })->code(), ErrorCode::kIndexNotFound);
  EXPECT_TRUE(error_of([&] { test::load_lines(copy_, lines(2)); }));
  const auto generation = file_of(copy_, "iamglass").parent_path();
  const auto unfinished = directory_ / "unfinished";
  fs::copy(copy_, unfinished, fs::copy_options::recursive);
  fs::rename(unfinished / generation.filename(), unfinished / (generation.filename().string() + ".parts"));
  EXPECT_EQ(error_of([&] { Searcher::open(unfinished); })->code(), ErrorCode::kIndexNotFound);
  take_snapshot(index_, unfinished);
  expect_whole(unfinished);
  EXPECT_EQ(test::names_in(unfinished).size(), 4u) << "CURRENT, GATE, LOCK and one generation";
  take_snapshot(index_, copy_);
  expect_whole(copy_);
  EXPECT_EQ(test::names_in(copy_).size(), 4u) << "CURRENT, GATE, LOCK and one generation";
}

}  // namespace
}  // namespace kbsearch
