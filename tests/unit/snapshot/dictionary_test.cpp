#include "snapshot/dictionary.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "image/image.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/record.hpp"
#include "store/database.hpp"
#include "support/sample.hpp"

namespace kbsearch::snapshot {
namespace {

/// An index whose image has several segments, all of whose documents are still there.
class Dictionary : public testing::Test {
 protected:
  Dictionary() {
    std::mt19937 random(20261201);
    const auto text = [&] {
      std::string words;
      for (int i = 0; i < 12; ++i)
        words += std::string(1 + random() % 3, static_cast<char>('a' + random() % 26)) + "x ";
      return words;
    };
    std::string lines;
    for (int i = 0; i < 400; ++i) {
      lines += R"({"id":"r)" + std::to_string(i) + R"(","title":")" + text() + R"(","tags":["news"]})" + "\n";
    }
    test::load_lines(directory_ / "kb", lines);
    for (int commit = 0; commit < 3; ++commit) {
      auto writer = IndexWriter::open(directory_ / "kb");
      EXPECT_TRUE(writer
                      .replace(Record::from_json(R"({"id":"s)" + std::to_string(commit) + R"(","title":"übung )" +
                                                 text() + "\"}"))
                      .empty());
      writer.commit();
    }
    database_ = store::open_database(directory_ / "kb" / "generation-1");
    image_ = image::Image::open(directory_ / "kb" / "generation-1", database_.get_revision());
  }

  test::TemporaryDirectory directory_;
  Xapian::Database database_;
  std::shared_ptr<const image::Image> image_;
};

void expect_same(const store::TermWalk& a, const store::TermWalk& b) {
  ASSERT_EQ(a.at_end(), b.at_end());
  if (a.at_end()) return;
  ASSERT_EQ(a.term(), b.term());
  ASSERT_EQ(a.doc_freq(), b.doc_freq()) << a.term();
}

TEST_F(Dictionary, WalksOverTheSameTermsAsXapian) {
  ASSERT_TRUE(image_ && image_->is_whole());
  ASSERT_GT(image_->segments().size(), 1u);
  for (const char* prefix : {"Z", "Za", "a", "bx", "Zzzz", "XAB:", "N", "nothing begins so"}) {
    SCOPED_TRACE(prefix);
    store::XapianTermWalk expected(database_, prefix);
    const auto walk = walk_terms(database_, image_.get(), prefix);
    ASSERT_NE(dynamic_cast<ImageTermWalk*>(walk.get()), nullptr);
    for (; !expected.at_end(); expected.next(), walk->next()) ASSERT_NO_FATAL_FAILURE(expect_same(expected, *walk));
    EXPECT_TRUE(walk->at_end());
  }
}

/// Terms of an image and what is like them: a byte more, a byte less, another byte.
TEST_F(Dictionary, FindsTheTermsThatXapianHasAndNoOthers) {
  std::mt19937 random(9);
  std::size_t present = 0;
  std::size_t absent = 0;
  const auto expect_as_xapian = [&](const std::string& term) {
    std::uint64_t documents = 0;
    for (const auto& live : image_->segments()) {
      const auto postings = live.segment().postings(term);
      documents += postings ? postings->size() : 0;
    }
    EXPECT_EQ(documents, database_.get_termfreq(term)) << testing::PrintToString(term);
    ++(documents > 0 ? present : absent);
  };
  for (auto term = database_.allterms_begin(); term != database_.allterms_end(); ++term) {
    if (!image::is_in_image(*term)) continue;
    expect_as_xapian(*term);
    auto changed = *term;
    changed[random() % changed.size()] = static_cast<char>(random() % 255 + 1);
    for (const auto& like : {*term + 'a', *term + '\xFF', (*term).substr(0, (*term).size() - 1), changed}) {
      if (!like.empty() && image::is_in_image(like)) expect_as_xapian(like);
    }
  }
  EXPECT_GT(present, 100u);
  EXPECT_GT(absent, 100u);
}

TEST_F(Dictionary, SkipsAsXapianDoes) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    store::XapianTermWalk expected(database_, "Z");
    const auto walk = walk_terms(database_, image_.get(), "Z");
    for (int step = 0; step < 20 && !expected.at_end(); ++step) {
      if (random() % 3 == 0) {
        expected.next();
        walk->next();
      } else {
        std::string target = "Z";
        for (auto left = random() % 4; left > 0; --left) target += static_cast<char>('a' + random() % 26);
        if (target < expected.term()) continue;
        expected.skip_to(target);
        walk->skip_to(target);
      }
      ASSERT_NO_FATAL_FAILURE(expect_same(expected, *walk));
    }
  }
}

TEST_F(Dictionary, IsXapiansWhereDocumentsOfTheImageAreGone) {
  auto writer = IndexWriter::open(directory_ / "kb");
  writer.remove("r7");
  writer.commit();
  const auto database = store::open_database(directory_ / "kb" / "generation-1");
  const auto image = image::Image::open(directory_ / "kb" / "generation-1", database.get_revision());
  ASSERT_TRUE(image);
  EXPECT_EQ(dynamic_cast<ImageTermWalk*>(walk_terms(database, image.get(), "Z").get()), nullptr);
  EXPECT_EQ(dynamic_cast<ImageTermWalk*>(walk_terms(database, nullptr, "Z").get()), nullptr);
  EXPECT_EQ(dynamic_cast<ImageTermWalk*>(walk_terms(database_, image_.get(), "Q").get()), nullptr)
      << "records by their ids are not in an image";
}

}  // namespace
}  // namespace kbsearch::snapshot
