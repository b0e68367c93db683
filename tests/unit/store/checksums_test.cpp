#include "store/checksums.hpp"

#include <gtest/gtest.h>

#include <random>

#include "kbsearch/index_writer.hpp"
#include "store/index_directory.hpp"
#include "support/files.hpp"
#include "support/sample.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

class Checksums : public testing::Test {
 protected:
  Checksums() : index_(directory_ / "kb") {
    fs::copy(test::sample_index(), index_, fs::copy_options::recursive);
    generation_ = IndexDirectory(index_).current_generation();
  }

  /// The digests as they are without anything known before.
  std::string made_anew() const {
    const auto kept = test::read_bytes(generation_ / "checksums");
    fs::remove(generation_ / "checksums");
    write_checksums(generation_);
    auto anew = test::read_bytes(generation_ / "checksums");
    test::write_bytes(generation_ / "checksums", kept);
    return anew;
  }

  test::TemporaryDirectory directory_;
  fs::path index_;
  fs::path generation_;
};

/// The shortcut, which reads what a commit has stamped alone, against reading all.
TEST_F(Checksums, AreTheSameAfterManyCommitsAsMadeAnew) {
  std::mt19937 random(5);
  for (int round = 0; round < 40; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    auto writer = IndexWriter::open(index_);
    for (int change = 0; change < 12; ++change) {
      const auto id = "n" + std::to_string(random() % 60);
      if (random() % 3 == 0) {
        writer.remove(id);
      } else {
        std::string text;
        for (int word = 0; word < 200; ++word) text += "word" + std::to_string(random() % 3000) + ' ';
        ASSERT_TRUE(writer.replace(Record::from_json(R"({"id":")" + id + R"(","content":")" + text + "\"}")).empty());
      }
    }
    if (round % 4 == 3) continue;  // dropped, as by a writer that was killed
    writer.commit();
    generation_ = IndexDirectory(index_).current_generation();
    ASSERT_EQ(test::read_bytes(generation_ / "checksums"), made_anew());
    const auto report = verify_checksums(generation_);
    ASSERT_TRUE(report.present);
    ASSERT_TRUE(report.complete);
    ASSERT_EQ(report.damaged, std::vector<std::string>());
  }
}

TEST_F(Checksums, FindEveryFlippedBitOfATable) {
  std::mt19937 random(7);
  for (const std::string name : {"postlist.glass", "docdata.glass", "termlist.glass", "iamglass"}) {
    const auto bits = fs::file_size(generation_ / name) * 8;
    for (int i = 0; i < 60; ++i) {
      const auto bit = random() % bits;
      SCOPED_TRACE(name + " bit " + std::to_string(bit));
      test::flip_bit(generation_ / name, bit);
      const auto stamp = name != "iamglass" && bit / 8 % 8192 < 4;
      // A stamp that became later looks like a block of a killed writer; Xapian's own check refuses such a tree.
      const auto damaged = verify_checksums(generation_).damaged;
      if (!stamp) {
        ASSERT_EQ(damaged, std::vector<std::string>{name});
      }
      test::flip_bit(generation_ / name, bit);
    }
  }
  EXPECT_TRUE(verify_checksums(generation_).damaged.empty());
}

TEST_F(Checksums, FindEveryFlippedBitOfThemselves) {
  const auto bits = fs::file_size(generation_ / "checksums") * 8;
  std::mt19937 random(11);
  for (std::size_t bit = 0; bit < bits; bit += bit < 600 ? 1 : 1 + random() % 997) {
    SCOPED_TRACE("bit " + std::to_string(bit));
    test::flip_bit(generation_ / "checksums", bit);
    const auto report = verify_checksums(generation_);
    ASSERT_FALSE(report.present);
    ASSERT_EQ(report.damaged, std::vector<std::string>{"checksums"});
    test::flip_bit(generation_ / "checksums", bit);
  }
}

TEST_F(Checksums, AreRestoredByTheNextWriter) {
  fs::remove(generation_ / "checksums");
  EXPECT_FALSE(verify_checksums(generation_).present);
  IndexWriter::open(index_);
  EXPECT_TRUE(verify_checksums(generation_).complete);
}

TEST_F(Checksums, TellACommitThatCameAfterThem) {
  const auto before = test::read_bytes(generation_ / "checksums");
  auto writer = IndexWriter::open(index_);
  ASSERT_TRUE(writer.replace(Record::from_json(R"({"id":"new","title":"A new record"})")).empty());
  writer.commit();
  test::write_bytes(generation_ / "checksums", before);  // as if the writer had been killed between the two
  const auto report = verify_checksums(generation_);
  EXPECT_TRUE(report.present);
  EXPECT_FALSE(report.complete);
  EXPECT_TRUE(report.damaged.empty());
}

}  // namespace
}  // namespace kbsearch::store
