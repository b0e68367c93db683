#include "store/index_directory.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "store/commit_gate.hpp"
#include "store/writer_lock.hpp"
#include "support/files.hpp"
#include "support/sample.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kLines =
    "{\"id\":\"a\",\"title\":\"heat pump\"}\n{\"id\":\"b\",\"title\":\"cold "
    "store\"}\n{\"id\":\"c\",\"title\":\"wind\"}\n";

class TheIndexDirectory : public testing::Test {
 protected:
  TheIndexDirectory() : index_(directory_ / "kb") { test::load_lines(index_, kLines); }

  ErrorCode code_of_opening() const {
    try {
      Searcher::open(index_);
    } catch (const Error& error) {
      return error.code();
    }
    ADD_FAILURE() << "it opened";
    return ErrorCode::kIo;
  }

  test::TemporaryDirectory directory_;
  fs::path index_;
};

/// The gravest of faults: a wrong CURRENT made the only data a leftover, which the next writer removed.
TEST_F(TheIndexDirectory, LosesNothingByAFlippedBitOfCurrentAndAWrite) {
  const auto bits = fs::file_size(index_ / "CURRENT") * 8;
  for (std::size_t bit = 0; bit < bits; ++bit) {
    SCOPED_TRACE("bit " + std::to_string(bit));
    test::flip_bit(index_ / "CURRENT", bit);
    ASSERT_EQ(code_of_opening(), ErrorCode::kIndexCorrupt);
    ASSERT_THROW(IndexWriter::open(index_), Error);
    ASSERT_THROW(test::load_lines(index_, "{\"id\":\"d\"}\n"), Error);
    ASSERT_TRUE(fs::exists(index_ / "generation-1" / "docdata.glass"));
    test::flip_bit(index_ / "CURRENT", bit);
  }
  EXPECT_TRUE(Searcher::open(index_).find("a"));
}

TEST_F(TheIndexDirectory, IsRepairedFromItsRecordsWhenCurrentIsDamaged) {
  test::flip_bit(index_ / "CURRENT", 130);
  EXPECT_EQ(rebuild(index_, 1), 3u);
  const auto searcher = Searcher::open(index_);
  EXPECT_EQ(searcher.find("b")->json, "{\"id\":\"b\",\"title\":\"cold store\"}");
  EXPECT_EQ(searcher.search("heat").hits[0].record_id, "a");
  EXPECT_EQ(test::names_in(index_), (std::vector<std::string>{"CURRENT", "GATE", "LOCK", "generation-2"}));
}

TEST_F(TheIndexDirectory, IsGivenItsLostCurrentBackByTheNextWriter) {
  fs::remove(index_ / "CURRENT");
  EXPECT_EQ(code_of_opening(), ErrorCode::kIndexCorrupt);
  EXPECT_EQ(test::load_lines(index_, "{\"id\":\"d\",\"title\":\"new\"}\n").doc_count, 4u);
  EXPECT_TRUE(Searcher::open(index_).find("a"));
}

TEST_F(TheIndexDirectory, OpensNoLinkAndNoStubInTheGeneration) {
  const auto generation = index_ / "generation-1";
  const auto witness = directory_ / "witness";
  const auto stub = "remote :touch " + witness.string() + "\n";
  fs::remove(generation / "iamglass");
  test::write_bytes(generation / "XAPIANDB", stub);
  EXPECT_EQ(code_of_opening(), ErrorCode::kIndexCorrupt);
  EXPECT_THROW(test::load_lines(index_, kLines), Error);
  EXPECT_THROW(rebuild(index_, 1), Error);
  EXPECT_FALSE(check_index(index_).problems.empty());
  EXPECT_FALSE(fs::exists(witness));

  fs::remove_all(generation);
  test::write_bytes(generation, stub);  // the generation itself as a stub
  EXPECT_EQ(code_of_opening(), ErrorCode::kIndexCorrupt);
  EXPECT_THROW(rebuild(index_, 1), Error);
  EXPECT_FALSE(fs::exists(witness));
}

TEST_F(TheIndexDirectory, WritesThroughNoPlantedLink) {
  const auto victim = directory_ / "victim";
  for (const std::string name :
       {"LOCK", "GATE", "CURRENT.new", "synonyms.new", "generation-1/checksums.new", "generation-1/v.tmp"}) {
    SCOPED_TRACE(name);
    test::write_bytes(victim, "what somebody else keeps");
    fs::remove(index_ / name);
    fs::create_symlink(victim, index_ / name);
    try {
      {
        auto writer = IndexWriter::open(index_);
        ASSERT_TRUE(writer.replace(Record::from_json(R"({"id":"d","title":"new"})")).empty());
        writer.commit();
        writer.set_synonyms(Synonyms::parse("car, automobile\n"));
      }
      rebuild(index_, 1);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kIndexCorrupt) << error.what();
    }
    EXPECT_EQ(test::read_bytes(victim), "what somebody else keeps");
    fs::remove_all(index_);
    test::load_lines(index_, kLines);
  }
}

TEST_F(TheIndexDirectory, RefusesALinkInThePlaceOfATable) {
  const auto table = index_ / "generation-1" / "docdata.glass";
  fs::rename(table, directory_ / "elsewhere");
  fs::create_symlink(directory_ / "elsewhere", table);
  EXPECT_EQ(code_of_opening(), ErrorCode::kIndexCorrupt);
  EXPECT_THROW(IndexWriter::open(index_), Error);
}

TEST_F(TheIndexDirectory, FindsEveryFlippedBitOfTheSynonyms) {
  IndexWriter::open(index_).set_synonyms(Synonyms::parse("heat, warmth\ncar => automobile\n"));
  const auto bits = fs::file_size(index_ / "synonyms") * 8;
  for (std::size_t bit = 0; bit < bits; ++bit) {
    SCOPED_TRACE("bit " + std::to_string(bit));
    test::flip_bit(index_ / "synonyms", bit);
    ASSERT_EQ(code_of_opening(), ErrorCode::kIndexCorrupt);
    test::flip_bit(index_ / "synonyms", bit);
  }
  test::flip_bit(index_ / "synonyms", 9);
  IndexWriter::open(index_).set_synonyms(Synonyms::parse("heat, warmth\n"));  // the way out that the message names
  EXPECT_EQ(Searcher::open(index_).search("warmth").total.value, 1u);
}

TEST_F(TheIndexDirectory, RebuildsAnIndexOfTheFormatBefore) {
  // Format 3: CURRENT without a digest; the metadata ended after the schema.
  test::write_bytes(index_ / "CURRENT", "kbsearch-index 3\ngeneration-1\n");
  EXPECT_EQ(code_of_opening(), ErrorCode::kIndexVersion);
  EXPECT_THROW(test::load_lines(index_, kLines), Error);
  EXPECT_EQ(rebuild(index_, 1), 3u);
  EXPECT_TRUE(Searcher::open(index_).find("c"));
}

TEST(CommitGate, LetsReadersInTogetherAndACommitAlone) {
  const test::TemporaryDirectory directory;
  const auto path = directory / "kb";
  fs::create_directory(path);
  EXPECT_FALSE(enter_as_reader(path));  // nobody has ever written here
  { EXPECT_TRUE(enter_as_commit(path)); }
  std::optional<GatePass> first = enter_as_reader(path);
  std::optional<GatePass> second = enter_as_reader(path);
  EXPECT_TRUE(*first);
  EXPECT_TRUE(*second);
  std::atomic<bool> is_committed = false;
  std::thread commit([&] {
    EXPECT_TRUE(enter_as_commit(path));
    is_committed = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  EXPECT_FALSE(is_committed);
  first.reset();
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  EXPECT_FALSE(is_committed);
  second.reset();
  commit.join();
  EXPECT_TRUE(is_committed);
}

}  // namespace
}  // namespace kbsearch::store
