// The image's executor against Xapian's: the same records in the same order with the same scores and totals, whatever
// is asked of whatever state an index has come to. SearchExecutor::kBoth asks both and throws where they differ.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <string>

#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "support/query_texts.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

const std::vector<std::string>& words() {
  static const std::vector<std::string> words = {"heat",  "pump",   "grid",  "solar",  "wind",   "storage", "policy",
                                                 "paper", "energy", "audit", "Müller", "openAI", "cost",    "x"};
  return words;
}

/// A record of random words: few, so that many records score the same, and some none at all.
std::string line_of(int number, std::mt19937& random) {
  const auto text = [&](std::size_t most) {
    std::string words_of_it;
    for (auto i = random() % (most + 1); i > 0; --i) {
      // The first words come most often.
      const auto a = random() % words().size();
      words_of_it += words()[std::min<std::size_t>(a, random() % words().size())] + ' ';
    }
    return words_of_it;
  };
  std::string line = R"({"id":"r)" + std::to_string(number) + R"(","title":")" + text(4) + R"(","summary":")" +
                     text(9) + R"(","content":")" + text(random() % 50 == 0 ? 900 : 30) + '"';
  if (random() % 3 != 0) line += R"(,"importance":)" + std::to_string(10 * (random() % 11));
  if (random() % 2 != 0) line += R"(,"type":")" + std::string(random() % 2 != 0 ? "paper" : "blog") + '"';
  if (random() % 4 == 0) line += R"(,"published":"202)" + std::to_string(random() % 5) + "-03-01\"";
  if (random() % 3 == 0) line += R"(,"tags":["news"])";
  return line + "}\n";
}

SearchOptions random_options(std::mt19937& random) {
  SearchOptions options;
  options.executor = SearchExecutor::kBoth;
  options.snippets = false;
  static const std::size_t kLimits[] = {0, 1, 3, 10, 10, 10, 150, 5000};
  options.limit = kLimits[random() % std::size(kLimits)];
  if (random() % 4 == 0) options.offset = random() % 200;
  static const char* const kFilters[] = {"", "", "", "type:paper", "importance:50..", "-tag:news", "published:2021.."};
  options.filter = kFilters[random() % std::size(kFilters)];
  options.typing = random() % 4 == 0;
  options.all_words = random() % 8 == 0;
  options.exact_total_up_to = random() % 3 == 0 ? 10 : 1'000;
  if (random() % 5 == 0) options.profile = RankingProfile::named("text");
  if (random() % 8 == 0) options.collapse = "type";
  if (random() % 6 == 0) options.facets = {{"type"}, {"importance"}};
  return options;
}

/// Returns how many of the random queries found something.
std::size_t ask_both(const Searcher& searcher, std::mt19937& random, int count) {
  test::QueryTexts texts(static_cast<unsigned>(random()), words());
  std::size_t found = 0;
  for (int i = 0; i < count; ++i) {
    std::string text = texts.query(2);
    if (random() % 2 == 0) {
      text.clear();
      for (auto left = 1 + random() % 4; left > 0; --left) text += words()[random() % words().size()] + ' ';
      if (random() % 3 == 0) text.pop_back();
      if (random() % 9 == 0) text = "hetd pmup";
    }
    const auto options = random_options(random);
    SCOPED_TRACE(text + " | " + options.filter + " | limit " + std::to_string(options.limit) + " offset " +
                 std::to_string(options.offset));
    try {
      found += searcher.search(text, options).total.value > 0 ? 1 : 0;
    } catch (const Error& error) {
      ADD_FAILURE() << error.what();
    }
  }
  return found;
}

TEST(Executors, AgreeOnTheSample) {
  std::mt19937 random(1);
  const auto searcher = Searcher::open(test::sample_index());
  EXPECT_GT(ask_both(searcher, random, 250), 80u);
  for (const auto& [id, text] : test::sample_queries()) {
    EXPECT_NO_THROW(static_cast<void>(searcher.search(text, {.executor = SearchExecutor::kBoth}))) << text;
  }
  std::vector<std::string> ids;
  searcher.for_each_record([&](const Record& record) { ids.push_back(record.id); });
  for (const auto& id : ids) {
    EXPECT_NO_THROW(static_cast<void>(searcher.similar(id, {.snippets = false, .executor = SearchExecutor::kBoth})))
        << id;
  }
}

/// Through loads, single changes and removals: segments come, grow stale, are merged, and all is written anew.
TEST(Executors, AgreeAfterEveryChange) {
  std::mt19937 random(2);
  test::TemporaryDirectory directory;
  const auto path = directory / "kb";
  std::string lines;
  constexpr int kManyRecords = 1500;
  for (int i = 0; i < kManyRecords; ++i) lines += line_of(i, random);
  test::load_lines(path, lines, {.jobs = 2});
  std::set<std::size_t> counts_of_segments;
  for (int step = 0; step < 16; ++step) {
    {
      auto writer = IndexWriter::open(path);
      for (auto i = 1 + random() % (step % 10 == 9 ? 400 : 6); i > 0; --i) {
        const int number = static_cast<int>(random() % (kManyRecords + 200));
        if (random() % 3 == 0) {
          writer.remove("r" + std::to_string(number));
        } else {
          const auto line = line_of(number, random);
          const auto rejected = writer.replace({"r" + std::to_string(number), line.substr(0, line.size() - 1), {}});
          ASSERT_TRUE(rejected.empty());
        }
      }
      writer.commit();
    }
    SCOPED_TRACE("after change " + std::to_string(step));
    const auto searcher = Searcher::open(path);
    ASSERT_GT(ask_both(searcher, random, 20), 5u);
    if (testing::Test::HasFailure()) return;
    std::size_t segments = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      segments += entry.path().extension() == ".segment" ? 1 : 0;
    }
    counts_of_segments.insert(segments);
  }
  EXPECT_GT(counts_of_segments.size(), 4u) << "the segments were hardly ever merged";
  EXPECT_LE(*counts_of_segments.rbegin(), 10u);
}

/// Several windows of places, in one segment that is whole, and then in one that is not: words that hundreds of records
/// have beside words of a few dozen, many ties, pages on both sides of a block's 128 records.
TEST(Executors, AgreeOverManyWindows) {
  std::mt19937 random(5);
  test::TemporaryDirectory directory;
  const auto path = directory / "kb";
  std::string lines;
  constexpr int kManyRecords = 9'000;
  for (int i = 0; i < kManyRecords; ++i) {
    auto line = line_of(i, random);
    if (i % 90 == 0) line.insert(line.rfind('}'), R"(,"key_points":["ember"])");
    lines += line;
  }
  test::load_lines(path, lines, {.jobs = 2});
  const auto ask = [&] {
    const auto searcher = Searcher::open(path);
    EXPECT_GT(ask_both(searcher, random, 40), 20u);
    for (const char* text : {"heat", "x", "energy cost", "heat x", "heat pump grid solar", "müller openai",
                             "\"heat pump\"", "heat NEAR/3 x", "x -heat", "+heat x", "heat energy ember"}) {
      for (const std::size_t limit : {10u, 128u, 129u, 900u}) {
        for (const char* profile : {"default", "text"}) {
          SCOPED_TRACE(std::string(text) + ' ' + profile + ' ' + std::to_string(limit));
          SearchOptions options{.limit = limit, .snippets = false, .executor = SearchExecutor::kBoth};
          options.profile = RankingProfile::named(profile);
          EXPECT_NO_THROW(static_cast<void>(searcher.search(text, options)));
          options.profile.order_depth = 0;
          EXPECT_NO_THROW(static_cast<void>(searcher.search(text, options))) << "without a second stage";
        }
      }
    }
  };
  ask();
  {
    auto writer = IndexWriter::open(path);
    // The best of a word: what a hundred documents had, fewer have now.
    SearchOptions best{.limit = 300, .snippets = false};
    best.profile = RankingProfile::named("text");
    best.profile.order_depth = 0;
    for (const auto& hit : Searcher::open(path).search("heat", best).hits) writer.remove(hit.record_id);
    writer.commit();
  }
  SCOPED_TRACE("after the best were removed");
  ask();
}

TEST(Executors, AgreeOnOneRecordAndOnNone) {
  std::mt19937 random(3);
  test::TemporaryDirectory directory;
  test::load_lines(directory / "one", R"({"id":"a","title":"heat pump","summary":"solar"})"
                                      "\n");
  ask_both(Searcher::open(directory / "one"), random, 100);
  {
    auto writer = IndexWriter::open(directory / "one");
    writer.remove("a");
    writer.commit();
  }
  EXPECT_EQ(ask_both(Searcher::open(directory / "one"), random, 100), 0u);
  test::load_lines(directory / "none", "");
  EXPECT_EQ(ask_both(Searcher::open(directory / "none"), random, 50), 0u);
}

std::filesystem::path first_segment(const std::filesystem::path& index) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(index)) {
    if (entry.path().extension() == ".segment") return entry.path();
  }
  return {};
}

/// A damaged image is never a wrong answer: Xapian gives it.
TEST(Executors, AnswerFromXapianWhereTheImageIsDamaged) {
  std::mt19937 random(4);
  test::TemporaryDirectory directory;
  const auto path = directory / "kb";
  std::string lines;
  for (int i = 0; i < 400; ++i) lines += line_of(i, random);
  test::load_lines(path, lines);
  const auto segment = first_segment(path);
  ASSERT_FALSE(segment.empty());
  std::ifstream in(segment, std::ios::binary);
  const std::string sound((std::istreambuf_iterator<char>(in)), {});
  const SearchOptions by_xapian{.snippets = false, .executor = SearchExecutor::kXapian};
  const SearchOptions by_any{.snippets = false};
  std::size_t refused = 0;
  for (int round = 0; round < 80; ++round) {
    auto bytes = sound;
    if (round % 10 == 9) bytes.resize(random() % bytes.size());
    if (!bytes.empty()) bytes[random() % bytes.size()] ^= static_cast<char>(1u << random() % 8);
    std::filesystem::remove(segment);
    std::ofstream(segment, std::ios::binary) << bytes;
    const auto searcher = Searcher::open(path);
    for (const char* text : {"heat pump", "\"solar wind\"", "Müller", "grid type:paper", "x"}) {
      const auto expected = searcher.search(text, by_xapian);
      const auto found = searcher.search(text, by_any);
      ASSERT_EQ(found.total.value, expected.total.value) << text;
      ASSERT_EQ(found.hits.size(), expected.hits.size()) << text;
      for (std::size_t i = 0; i < found.hits.size(); ++i) {
        ASSERT_NEAR(found.hits[i].score, expected.hits[i].score, 1e-9) << text;
      }
    }
    try {
      static_cast<void>(searcher.search("heat", {.executor = SearchExecutor::kImage}));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kIndexNotFound);
      ++refused;
    }
  }
  EXPECT_GT(refused, 7u);
}

}  // namespace
}  // namespace kbsearch
