#include "kbsearch/record_reader.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>

#include "kbsearch/error.hpp"
#include "reading.hpp"

namespace kbsearch::records {
namespace {

TEST(RecordReader, RefusesAMissingPathAtOnce) {
  const TemporaryDirectory directory;
  directory.write("a.jsonl", "{\"id\":1}");
  try {
    RecordReader::open({directory.path("a.jsonl"), directory.path("missing.jsonl")});
    FAIL() << "was opened";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
    EXPECT_NE(std::string(error.what()).find("missing.jsonl"), std::string::npos);
  }
}

TEST(RecordReader, RefusesAFileItMayNotRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const TemporaryDirectory directory;
  const std::string path = directory.write("a.jsonl", "{\"id\":1}");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  EXPECT_THROW(RecordReader::open({path}), Error);
}

TEST(RecordReader, ReadsNamedPathsInTheirOrderAndDirectoriesByPath) {
  const TemporaryDirectory directory;
  const std::string last = directory.write("z.jsonl", "{\"id\":\"z\"}");
  directory.write("d/b.jsonl", "{\"id\":\"b\"}");
  directory.write("d/a.yaml", "- id: a\n");
  directory.write("d/c/x.md", "# X\n");
  directory.write("d/c.ndjson", "{\"id\":\"c\"}");
  const auto result = read_to_end(RecordReader::open({last, directory.path("d")}));
  EXPECT_EQ(result.ids(), (Ids{"z", "a", "b", "c", "c/x"}));
  EXPECT_EQ(result.records[1].origin.path, directory.path("d/a.yaml"));
  EXPECT_TRUE(result.rejections.empty());
}

TEST(RecordReader, PassesOverWhatIsNoneOfOursInDirectories) {
  const TemporaryDirectory directory;
  directory.write("a.json", "[{\"id\":\"a\"}]");
  directory.write(".hidden.json", "[{\"id\":\"hidden\"}]");
  directory.write(".git/b.json", "[{\"id\":\"git\"}]");
  directory.write("picture.png", "{\"id\":\"png\"}");
  directory.write("no_extension", "{\"id\":\"none\"}");
  directory.write("words.txt", "Just words.\n");
  directory.write("empty.md", "");
  directory.write("page.txt", "T\nKey Points\n• x\nResource ID: page");
  const auto result = read_to_end(RecordReader::open({directory.path()}));
  EXPECT_EQ(result.ids(), (Ids{"a", "page"}));
  EXPECT_TRUE(result.rejections.empty());
}

TEST(RecordReader, DoesNotFollowLinksToDirectories) {
  const TemporaryDirectory directory;
  directory.write("d/a.jsonl", "{\"id\":\"a\"}");
  std::filesystem::create_directory_symlink("..", directory.path("d/up"));
  std::filesystem::create_symlink("a.jsonl", directory.path("d/b.jsonl"));
  EXPECT_EQ(read_to_end(RecordReader::open({directory.path("d")})).ids(), (Ids{"a", "a"}));
}

TEST(RecordReader, NamesPagesByTheirWayFromTheWalkedDirectory) {
  const TemporaryDirectory directory;
  const std::string page = directory.write("wiki/energy/heat.pump.mdx", "Text");
  const auto walked = read_to_end(RecordReader::open({directory.path("wiki")}));
  EXPECT_EQ(walked.ids(), (Ids{"energy/heat.pump"}));
  EXPECT_NE(only_json(walked).find(R"("path":"energy/heat.pump.mdx")"), std::string::npos);
  EXPECT_EQ(read_to_end(RecordReader::open({page})).ids(), (Ids{"heat.pump"}));
}

TEST(RecordReader, RejectsANamedFileOfUnknownFormatOnce) {
  const TemporaryDirectory directory;
  const std::string csv = directory.write("a.csv", "a,b\nc,d\n");
  const Rejection rejection = only_rejection(read_to_end(RecordReader::open({csv})));
  EXPECT_EQ(rejection.origin.path, csv);
  EXPECT_NE(rejection.reason.find("format"), std::string::npos);
}

TEST(RecordReader, GivesNothingForEmptyFilesOfAnyName) {
  const TemporaryDirectory directory;
  for (const char* name : {"a.jsonl", "a.json", "a.yaml", "a.md", "a.txt", "a"}) {
    const auto result = read_to_end(RecordReader::open({directory.write(name, "\n")}));
    EXPECT_TRUE(result.records.empty() && result.rejections.empty()) << name;
  }
}

TEST(RecordReader, ReportsAFileThatIsGoneAndGoesOn) {
  const TemporaryDirectory directory;
  const std::string first = directory.write("a.jsonl", "{\"id\":\"a\"}");
  const std::string second = directory.write("b.jsonl", "{\"id\":\"b\"}");
  auto reader = RecordReader::open({first, second});
  std::filesystem::remove(first);
  const auto result = read_to_end(std::move(reader));
  EXPECT_EQ(result.ids(), (Ids{"b"}));
  EXPECT_EQ(only_rejection(result).origin.path, first);
}

TEST(RecordReader, TakesAGivenFormatAsSaid) {
  EXPECT_EQ(read_as(RecordFormat::kYaml, "{\"id\": 7, \"t\": [x]}").ids(), (Ids{"7"}));
}

TEST(RecordReader, WithAGivenFormatWalksOnlyFittingNames) {
  const TemporaryDirectory directory;
  directory.write("a.jsonl", "{\"id\":\"a\"}");
  directory.write("b.md", "Text");
  const auto result = read_to_end(RecordReader::open({directory.path()}, {.format = RecordFormat::kMarkdown}));
  EXPECT_EQ(result.ids(), (Ids{"b"}));
}

TEST(RecordReader, CountsBytesUpToTheTotal) {
  const TemporaryDirectory directory;
  directory.write("a.jsonl", "\xEF\xBB\xBF{\"id\":1}\n{\"id\":2}\n");
  directory.write("b.json", "[{\"id\":3},\n {\"id\":4}]\n");
  directory.write("c.txt", "passed over\n");
  directory.write("d.md", "Text\n");
  auto reader = RecordReader::open({directory.path()});
  ASSERT_EQ(reader.bytes_total(), 21u + 22u + 12u + 5u);
  EXPECT_EQ(reader.bytes_read(), 0u);
  std::uint64_t before = 0;
  while (reader.next()) {
    EXPECT_GE(reader.bytes_read(), before);
    before = reader.bytes_read();
  }
  EXPECT_EQ(reader.bytes_read(), *reader.bytes_total());
}

TEST(RecordReader, KnowsNoTotalOfAStream) {
  std::istringstream stream("{\"id\":1}\n");
  auto reader = RecordReader::from_stream(stream, "upload");
  EXPECT_FALSE(reader.bytes_total().has_value());
  const auto item = reader.next();
  ASSERT_TRUE(item.has_value());
  EXPECT_EQ(std::get<Record>(*item).origin.path, "upload");
  EXPECT_FALSE(reader.next().has_value());
  EXPECT_EQ(reader.bytes_read(), 9u);
}

TEST(RecordReader, BearsStreamsThatThrow) {
  std::istringstream stream("{\"id\":1}");
  stream.exceptions(std::ios::failbit | std::ios::badbit | std::ios::eofbit);
  EXPECT_EQ(read_to_end(RecordReader::from_stream(stream, "-")).ids(), (Ids{"1"}));
}

TEST(RecordReader, MayBeMovedWhileReading) {
  std::istringstream stream("{\"id\":1}\n{\"id\":2}\n");
  auto reader = RecordReader::from_stream(stream, "-");
  ASSERT_TRUE(reader.next().has_value());
  EXPECT_EQ(read_to_end(std::move(reader)).ids(), (Ids{"2"}));
}

/// Puts a file in the place of standard input.
class StandardInputFrom {
 public:
  explicit StandardInputFrom(const std::string& path) : saved_(::dup(STDIN_FILENO)) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    ::dup2(file, STDIN_FILENO);
    ::close(file);
  }
  StandardInputFrom(const StandardInputFrom&) = delete;
  StandardInputFrom& operator=(const StandardInputFrom&) = delete;
  ~StandardInputFrom() {
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }

 private:
  int saved_;
};

TEST(RecordReader, ReadsStandardInputAndTellsItsFormat) {
  const TemporaryDirectory directory;
  for (const char* text : {"{\"id\":\"a\"}\n", "[{\"id\":\"a\"}]", "- id: a\n", "---\nid: a\n---\nText here"}) {
    const StandardInputFrom input(directory.write("stdin", text));
    auto reader = RecordReader::open({"-"});
    EXPECT_FALSE(reader.bytes_total().has_value());
    const auto result = read_to_end(std::move(reader));
    EXPECT_EQ(result.ids(), (Ids{"a"})) << text;
    ASSERT_FALSE(result.records.empty());
    EXPECT_EQ(result.records.front().origin.path, "-");
  }
}

}  // namespace
}  // namespace kbsearch::records
