#include "kbsearch/index_writer.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using test::load_lines;
using test::TemporaryDirectory;

std::uint64_t count(const Searcher& searcher, const std::string& query) { return searcher.search(query).total.value; }

TEST(IndexWriter, ShowsItsChangesAtTheCommitAndNotBefore) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  auto writer = IndexWriter::open(path);
  EXPECT_TRUE(writer.replace(Record::from_json(R"({"id":"a","title":"heat pump"})")).empty());
  EXPECT_EQ(count(Searcher::open(path), "heat"), 0u);
  writer.commit();
  EXPECT_EQ(count(Searcher::open(path), "heat"), 1u);
  EXPECT_TRUE(writer.remove("a"));
  EXPECT_FALSE(writer.remove("b"));
  EXPECT_EQ(count(Searcher::open(path), "heat"), 1u);
  writer.commit();
  EXPECT_EQ(count(Searcher::open(path), "heat"), 0u);
}

TEST(IndexWriter, TellsTheSecondWriterWhoHoldsTheLock) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  const auto first = IndexWriter::open(path);
  try {
    IndexWriter::open(path);
    FAIL() << "two writers";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIndexLocked);
    EXPECT_NE(std::string(error.what()).find("process " + std::to_string(getpid())), std::string::npos);
  }
}

TEST(IndexWriter, TakesARecordWithoutAnUnfitField) {
  const TemporaryDirectory directory;
  auto writer = IndexWriter::open(directory / "kb");
  const auto left_out = writer.replace(Record::from_json(R"({"id":"a","title":"pump","importance":250})"));
  ASSERT_EQ(left_out.size(), 1u);
  EXPECT_EQ(left_out[0].scope, Rejection::Scope::kField);
  EXPECT_EQ(left_out[0].field, "importance");
  EXPECT_NE(left_out[0].reason.find("[0.0, 100.0]"), std::string::npos) << left_out[0].reason;
  writer.commit();
  const auto results = Searcher::open(directory / "kb").search("pump");
  ASSERT_EQ(results.hits.size(), 1u);
  EXPECT_FALSE(results.hits[0].importance);
}

TEST(IndexWriter, RefreshesTheMeanLengthWhenItHasDrifted) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  auto writer = IndexWriter::open(path);
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(
        writer
            .replace(Record::from_json("{\"id\":\"" + std::to_string(i) +
                                       "\",\"content\":\"ten words of text that make the mean length what it is\"}"))
            .empty());
  }
  writer.commit();
  const auto statistics = Searcher::open(path).statistics();
  EXPECT_NEAR(statistics.avg_length, statistics.current_avg_length, 1e-9);
  EXPECT_GT(statistics.avg_length, 5.0);
  EXPECT_EQ(writer.doc_count(), 20u);
}

TEST(Load, LeavesUnchangedRecordsAlone) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  const std::string lines = "{\"id\":\"a\",\"title\":\"one\"}\n{\"id\":\"b\",\"title\":\"two\"}\n";
  EXPECT_EQ(load_lines(path, lines).added, 2u);
  EXPECT_EQ(load_lines(path, lines).unchanged, 2u);
  const auto report = load_lines(path, "{\"id\":\"a\",\"title\":\"uno\"}\n{\"id\":\"c\",\"title\":\"three\"}\n");
  EXPECT_EQ(report.replaced, 1u);
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.doc_count, 3u);
  EXPECT_EQ(count(Searcher::open(path), "one"), 0u);
}

TEST(Load, KeepsTheLaterOfTwoRecordsWithOneId) {
  for (const bool existing : {false, true}) {
    const TemporaryDirectory directory;
    const auto path = directory / "kb";
    if (existing) load_lines(path, "{\"id\":\"z\",\"title\":\"zero\"}\n");
    load_lines(path, "{\"id\":\"a\",\"title\":\"first\"}\n{\"id\":\"a\",\"title\":\"second\"}\n", {.jobs = 2});
    const auto searcher = Searcher::open(path);
    EXPECT_EQ(count(searcher, "first"), 0u);
    EXPECT_EQ(count(searcher, "second"), 1u);
  }
}

/// Loads three records and a line that is none; two of the records have a field that cannot be read.
LoadReport load_faults(const std::filesystem::path& path, LoadOptions options, std::vector<Rejection>& rejections) {
  rejections.clear();
  options.jobs = 2;
  options.on_rejection = [&](const Rejection& rejection) { rejections.push_back(rejection); };
  return load_lines(path,
                    "{\"id\":\"a\"}\nnot json\n{\"id\":\"b\",\"title\":\"pump\",\"quality\":\"good\"}\n"
                    "{\"id\":\"c\",\"published\":\"soon\"}\n",
                    options);
}

TEST(Load, TakesRecordsWithoutTheFieldsThatCannotBeRead) {
  for (const bool existing : {false, true}) {
    const TemporaryDirectory directory;
    if (existing) load_lines(directory / "kb", "{\"id\":\"z\"}\n");
    std::vector<Rejection> rejections;
    const auto would_be = load_faults(directory / "kb", {.dry_run = true}, rejections);
    EXPECT_EQ(would_be.fields_left_out, 2u);
    const auto report = load_faults(directory / "kb", {}, rejections);
    EXPECT_EQ(report.added, 3u);
    EXPECT_EQ(report.rejected, 1u);
    EXPECT_EQ(report.fields_left_out, 2u);
    ASSERT_EQ(rejections.size(), 3u);
    for (const auto& rejection : rejections) EXPECT_GT(rejection.origin.line, 0u);
    EXPECT_EQ(count(Searcher::open(directory / "kb"), "pump"), 1u);
  }
}

TEST(Load, RejectsRecordsWithSuchFieldsWhereThatIsAsked) {
  for (const bool existing : {false, true}) {
    const TemporaryDirectory directory;
    if (existing) load_lines(directory / "kb", "{\"id\":\"z\"}\n");
    std::vector<Rejection> rejections;
    const auto report = load_faults(directory / "kb", {.field_faults = FieldFaults::kReject}, rejections);
    EXPECT_EQ(report.added, 1u);
    EXPECT_EQ(report.rejected, 3u);
    EXPECT_EQ(report.fields_left_out, 0u);
    EXPECT_EQ(rejections.size(), 3u);
  }
}

TEST(Load, ChangesNothingInADryRun) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  load_lines(path, "{\"id\":\"a\"}\n");
  const auto report =
      load_lines(path, "{\"id\":\"b\"}\n", {.jobs = 1, .prune = true, .prune_max_share = 1.0, .dry_run = true});
  EXPECT_EQ(report.added, 1u);
  EXPECT_EQ(report.removed, 1u);
  EXPECT_TRUE(Searcher::open(path).find("a"));
  EXPECT_FALSE(Searcher::open(path).find("b"));
}

TEST(Load, PrunesWhatTheSourceNoLongerHasUpToItsCap) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += "{\"id\":\"" + std::to_string(i) + "\",\"title\":\"word\"}\n";
  load_lines(path, lines);
  const std::string few = lines.substr(0, lines.find("{\"id\":\"50\""));
  EXPECT_THROW(load_lines(path, few, {.jobs = 1, .prune = true}), Error);
  EXPECT_EQ(Searcher::open(path).statistics().doc_count, 100u);
  EXPECT_EQ(Searcher::open(path).doc_count(), 100u);
  EXPECT_EQ(load_lines(path, few, {.jobs = 1, .prune = true, .prune_max_share = 0.6}).removed, 50u);
  EXPECT_EQ(Searcher::open(path).statistics().doc_count, 50u);
}

TEST(Load, SurvivesWordsAndTextsThatWouldPoisonAnIndex) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  std::string nul = "{\"id\":\"nul\",\"title\":\"good ";
  for (int i = 0; i < 130; ++i) nul += "\\u0000";
  nul += " word\",\"tags\":[\"\\u0000\\u0000\"]}\n";
  const std::string huge = "{\"id\":\"huge\",\"title\":\"" + std::string(100'000, 'x') + " good\",\"tags\":[\"" +
                           std::string(5000, 't') + "\"],\"url\":\"https://a.org/" + std::string(4000, 'u') + "\"}\n";
  EXPECT_EQ(load_lines(path, nul + huge + "{\"id\":\"last\",\"title\":\"good\"}\n").added, 3u);
  EXPECT_EQ(count(Searcher::open(path), "good"), 3u);
}

TEST(Rebuild, GivesTheSameAnswersFromItsOwnRecords) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  auto reader = RecordReader::open({test::sample_file("records.jsonl").string()});
  static_cast<void>(load(path, reader, {.jobs = 1}));
  const auto before = Searcher::open(path).search("open source governance", {.limit = 50});
  EXPECT_EQ(rebuild(path, 2), before.hits.size() > 0 ? Searcher::open(path).statistics().doc_count : 0u);
  const auto after = Searcher::open(path).search("open source governance", {.limit = 50});
  ASSERT_EQ(before.hits.size(), after.hits.size());
  for (std::size_t i = 0; i < before.hits.size(); ++i) EXPECT_EQ(before.hits[i].record_id, after.hits[i].record_id);
}

TEST(Searcher, SaysWhatIsWrongWithADirectoryThatIsNoIndex) {
  const TemporaryDirectory directory;
  try {
    Searcher::open(directory / "missing");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIndexNotFound);
    EXPECT_NE(error.remedy(), Remedy::kNone) << error.what();
    EXPECT_NE(std::string(error.what()).find(error.subject()), std::string::npos) << error.what();
  }
  std::filesystem::create_directory(directory / "other");
  std::ofstream(directory / "other/notes.txt") << "mine";
  try {
    IndexWriter::open(directory / "other");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIndexCorrupt);
    EXPECT_NE(std::string(error.what()).find("notes.txt"), std::string::npos);
  }
}

TEST(Searcher, RefusesAnIndexOfAnotherFormatVersion) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  load_lines(path, "{\"id\":\"a\"}\n");
  std::ofstream(path / "CURRENT") << "kbsearch-index 99\ngeneration-1\n";
  try {
    Searcher::open(path);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIndexVersion);
    EXPECT_NE(std::string(error.what()).find("99"), std::string::npos);
  }
  EXPECT_EQ(load_lines(path, "{\"id\":\"b\"}\n", {.jobs = 1, .rebuild = true}).added, 1u);
  EXPECT_TRUE(Searcher::open(path).find("b"));
}

TEST(Searcher, GoesOnThroughCommitsAndRebuilds) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  load_lines(path, "{\"id\":\"a\",\"title\":\"steady word\",\"content\":\"and a little text\"}\n");
  const auto searcher = Searcher::open(path);
  for (int i = 0; i < 12; ++i) {
    load_lines(path, "{\"id\":\"" + std::to_string(i) + "\",\"title\":\"word\",\"content\":\"and a little text\"}\n",
               {.jobs = 1, .rebuild = i % 4 == 3});
    EXPECT_NO_THROW(static_cast<void>(searcher.search("word")));
  }
}

TEST(CheckIndex, FindsAFileThatIsNotAsItWasWritten) {
  const TemporaryDirectory directory;
  const auto path = directory / "kb";
  load_lines(path, "{\"id\":\"a\",\"title\":\"word\"}\n");
  EXPECT_TRUE(check_index(path).problems.empty());
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    if (entry.path().filename() != "docdata.glass") continue;
    std::fstream file(entry.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(entry.file_size()) - 5);
    file.put('!');
  }
  EXPECT_FALSE(check_index(path).problems.empty());
}

TEST(Load, TakesTheLastLineWithoutALineFeedWhateverItsLength) {
  for (const std::size_t size : {1u, 100u, 65'000u, 131'000u, 131'050u, 131'072u, 200'000u, 262'100u, 400'000u}) {
    const test::TemporaryDirectory directory;
    const auto lines =
        "{\"id\":\"a\",\"title\":\"first\"}\n{\"id\":\"b\",\"summary\":\"" + std::string(size, 'x') + "\"}";
    const auto report = test::load_lines(directory / "kb", lines);
    EXPECT_EQ(report.added, 2u) << size;
    EXPECT_EQ(report.rejected, 0u) << size;
  }
}

TEST(Load, TellsWhichMembersNoFieldReads) {
  const test::TemporaryDirectory directory;
  using Members = std::vector<std::pair<std::string, std::uint64_t>>;
  const std::string records = R"({"id":"a","title":"x","shade":"red","zone":1})"
                              "\n"
                              R"({"id":"b","title":"y","zone":2,"cited_by":[{"id":"p","note":"z"}]})"
                              "\n";
  const Members expected{{"zone", 2}, {"shade", 1}};
  EXPECT_EQ(test::load_lines(directory / "kb", records, {.dry_run = true}).unread_members, expected);
  EXPECT_EQ(test::load_lines(directory / "kb", records).unread_members, expected);
  EXPECT_TRUE(test::load_lines(directory / "kb", records).unread_members.empty()) << "they are unchanged";
  const std::string third = R"({"id":"c","zone":3})"
                            "\n";
  EXPECT_EQ(test::load_lines(directory / "kb", third).unread_members, (Members{{"zone", 1}}));
}

}  // namespace
}  // namespace kbsearch
