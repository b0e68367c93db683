// Snapshots put back: in the place of an index, where nothing is lost, and never from a damaged one.
#include <gtest/gtest.h>

#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/index_copies.hpp"
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

class RestoredCopies : public test::IndexCopies {};

TEST_F(RestoredCopies, ComeWithTheirSynonyms) {
  IndexWriter::open(index_).set_synonyms(Synonyms::parse("heat, warmth\n"));
  take_snapshot(index_, copy_);
  const auto kept = contents_of(index_);
  const auto open = Searcher::open(index_);
  test::load_lines(index_, lines(2));
  IndexWriter::open(index_).set_synonyms(Synonyms::parse("heat, glow\n"));
  const auto report = restore_snapshot(copy_, index_, {.force = true});
  EXPECT_EQ(report.snapshot.doc_count, 40u);
  EXPECT_EQ(contents_of(index_), kept);
  expect_whole(index_);
  EXPECT_EQ(Searcher::open(index_).search("warmth").hits.size(), 10u);
  EXPECT_TRUE(Searcher::open(index_).search("glow").hits.empty());
  EXPECT_EQ(open.search("heat").hits.size(), 10u);  // a reader from before follows
  // It is an index like others: it is written, has its rules replaced, and keeps them through a rebuild.
  const auto before = files_of(copy_);
  test::load_lines(index_, lines(3));
  EXPECT_EQ(Searcher::open(index_).search("warmth").hits.size(), 10u);
  rebuild(index_, 1);
  EXPECT_EQ(Searcher::open(index_).search("warmth").hits.size(), 10u);
  restore_snapshot(copy_, index_, {.force = true});
  IndexWriter::open(index_).set_synonyms(Synonyms::parse("heat, blaze\n"));
  EXPECT_EQ(Searcher::open(index_).search("blaze").hits.size(), 10u);
  rebuild(index_, 1);
  EXPECT_EQ(Searcher::open(index_).search("blaze").hits.size(), 10u);
  EXPECT_TRUE(Searcher::open(index_).search("warmth").hits.empty());
  EXPECT_EQ(files_of(copy_), before);
}

TEST_F(RestoredCopies, AreFinishedByTheNextRunIfOneWasKilledBeforeItsLastStep) {
  take_snapshot(index_, copy_);
  const auto fresh = directory_ / "fresh";
  restore_snapshot(copy_, fresh);
  fs::remove(fresh / "CURRENT");  // what names the generation comes last
  EXPECT_NO_THROW(restore_snapshot(copy_, fresh));
  EXPECT_EQ(contents_of(fresh), contents_of(copy_));
  test::load_lines(fresh, lines(2));
  fs::remove(fresh / "CURRENT");
  EXPECT_TRUE(error_of([&] { restore_snapshot(copy_, fresh); })) << "it holds a change that the snapshot does not have";
}

TEST_F(RestoredCopies, AreMadeOnlyWhereNothingIsLost) {
  take_snapshot(index_, copy_);
  EXPECT_NO_THROW(restore_snapshot(copy_, index_)) << "the same commit: a repair";
  const auto replica = directory_ / "replica";
  EXPECT_NO_THROW(restore_snapshot(copy_, replica)) << "nothing is there";
  test::load_lines(index_, lines(2));
  const auto later = error_of([&] { restore_snapshot(copy_, index_); });
  ASSERT_TRUE(later);
  EXPECT_NE(std::string(later->what()).find("was changed after the snapshot was taken"), std::string::npos);
  EXPECT_NE(contents_of(index_).at("r0").find("state2"), std::string::npos);
  const auto newer = directory_ / "newer";
  take_snapshot(index_, newer);
  EXPECT_NO_THROW(restore_snapshot(newer, replica)) << "unchanged since it was restored itself";
  EXPECT_NE(contents_of(replica).at("r0").find("state2"), std::string::npos);
  IndexWriter::open(replica).set_synonyms(Synonyms::parse("heat, glow\n"));
  EXPECT_TRUE(error_of([&] { restore_snapshot(newer, replica); })) << "its synonyms are in no snapshot";
  const auto other = directory_ / "other";
  test::load_lines(other, lines(5));
  const auto unknown = error_of([&] { restore_snapshot(copy_, other); });
  ASSERT_TRUE(unknown);
  EXPECT_NE(std::string(unknown->what()).find("has changes that the snapshot does not have"), std::string::npos);
  EXPECT_NO_THROW(restore_snapshot(copy_, other, {.force = true}));
  EXPECT_EQ(contents_of(other), contents_of(copy_));
}

TEST_F(RestoredCopies, RepairAnIndexThatCannotBeRead) {
  take_snapshot(index_, copy_);
  const auto kept = contents_of(index_);
  test::flip_bit(index_ / "CURRENT", 100);
  const auto error = error_of([&] { restore_snapshot(copy_, index_); });
  ASSERT_TRUE(error);
  EXPECT_NE(std::string(error->what()).find("cannot be read"), std::string::npos);
  restore_snapshot(copy_, index_, {.force = true});
  EXPECT_EQ(contents_of(index_), kept);
  test::load_lines(index_, lines(2));
  fs::remove(index_ / "CURRENT");
  EXPECT_TRUE(error_of([&] { restore_snapshot(copy_, index_); })) << "what has lost its CURRENT may be the only data";
  EXPECT_TRUE(fs::exists(index_ / "generation-2" / "iamglass"));
  test::load_lines(index_, "");
  test::flip_bit(file_of(index_, "iamglass"), 300);
  restore_snapshot(copy_, index_, {.force = true});
  EXPECT_EQ(contents_of(index_), kept);
  EXPECT_EQ(test::names_in(index_), (std::vector<std::string>{"CURRENT", "GATE", "LOCK", "generation-3"}));
}

TEST_F(RestoredCopies, AreNotMadeOfADamagedSnapshot) {
  take_snapshot(index_, copy_);
  test::load_lines(index_, lines(2));
  const auto before = files_of(index_);
  int tried = 0;
  for (const auto& [name, bytes] : files_of(copy_)) {
    if (name == "GATE" || name == "LOCK") continue;
    SCOPED_TRACE(name);
    const auto lost = files_of(copy_);
    for (const bool is_cut : {false, true}) {
      // A new file, as its bytes may be shared with the index.
      fs::remove(copy_ / name);
      auto damaged = bytes;
      damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 4);
      test::write_bytes(copy_ / name, is_cut ? bytes.substr(0, bytes.size() - 1) : damaged);
      const auto error = error_of([&] { restore_snapshot(copy_, index_, {.force = true}); });
      ASSERT_TRUE(error);
      EXPECT_TRUE(error->code() == ErrorCode::kIndexCorrupt || error->code() == ErrorCode::kIndexVersion);
      EXPECT_NE(std::string(error->what()).find(fs::path(name).filename().string()), std::string::npos)
          << error->what();
      EXPECT_FALSE(check_index(copy_).problems.empty());
      ++tried;
    }
    fs::remove(copy_ / name);
    test::write_bytes(copy_ / name, bytes);
  }
  EXPECT_GE(tried, 18);
  EXPECT_EQ(contents_of(index_).at("r0").find("state2") == std::string::npos, false);
  for (const auto& [name, bytes] : before) EXPECT_EQ(test::read_bytes(index_ / name), bytes) << name;
  restore_snapshot(copy_, index_, {.force = true});
}

TEST_F(RestoredCopies, AreNotMadeOfWhatIsNone) {
  const auto foreign = directory_ / "foreign";
  fs::create_directory(foreign);
  test::write_bytes(foreign / "thesis.txt", "years of work");
  const auto target = directory_ / "target";
  EXPECT_EQ(error_of([&] { restore_snapshot(directory_ / "none", target); })->code(), ErrorCode::kIndexNotFound);
  EXPECT_EQ(error_of([&] { restore_snapshot(index_, target); })->code(), ErrorCode::kIndexCorrupt);
  EXPECT_EQ(error_of([&] { restore_snapshot(foreign, target); })->code(), ErrorCode::kIndexCorrupt);
  EXPECT_FALSE(fs::exists(target));
  take_snapshot(index_, copy_);
  EXPECT_EQ(error_of([&] { restore_snapshot(copy_, copy_); })->code(), ErrorCode::kInvalidArgument);
  EXPECT_EQ(error_of([&] { restore_snapshot(copy_, foreign); })->code(), ErrorCode::kIndexCorrupt);
  EXPECT_EQ(test::names_in(foreign), std::vector<std::string>{"thesis.txt"});
  // A link in it is not followed: it is data that somebody gave.
  const auto secret = directory_ / "secret";
  const auto docdata = file_of(copy_, "docdata.glass");
  fs::rename(docdata, secret);
  fs::create_symlink(secret, docdata);
  EXPECT_EQ(error_of([&] { restore_snapshot(copy_, target); })->code(), ErrorCode::kIndexCorrupt);
}

}  // namespace
}  // namespace kbsearch
