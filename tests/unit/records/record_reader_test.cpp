#include "kbsearch/record_reader.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <chrono>

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
  directory.write("words.log", "Just words.\n");
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
  EXPECT_EQ(read_to_end(RecordReader::open({directory.path("d")})).ids(), Ids{"a"}) << "one file, read once";
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
  const std::string other = directory.write("a.xyz", "a,b\nc,d\n");
  const Rejection rejection = only_rejection(read_to_end(RecordReader::open({other})));
  EXPECT_EQ(rejection.origin.path, other);
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

struct ScopeCase {
  const char* name;
  std::string file;
  std::string text;
  std::string record_id;
  Rejection::Scope scope;
};

class RejectionScope : public testing::TestWithParam<ScopeCase> {};

TEST_P(RejectionScope, TellsHowMuchCouldNotBeRead) {
  const TemporaryDirectory directory;
  const std::string path = directory.write(GetParam().file, GetParam().text);
  const Rejection rejection = only_rejection(read_to_end(RecordReader::open({path})));
  EXPECT_EQ(rejection.scope, GetParam().scope) << rejection.reason;
  EXPECT_EQ(rejection.record_id, GetParam().record_id);
}

INSTANTIATE_TEST_SUITE_P(
    Table, RejectionScope,
    testing::Values(
        ScopeCase{"LostQuote", "a.jsonl", "{\"id\":\"a\",\"t\":\"x\n{\"id\":\"b\"}\n", "a", Rejection::Scope::kRecord},
        ScopeCase{"BadByte", "a.jsonl", "{\"id\":\"a\",\"t\":\"\xE9\"}\n", "a", Rejection::Scope::kRecord},
        ScopeCase{"Element", "a.json", "[{\"id\":\"a\",},\n{\"id\":\"b\"}]", "a", Rejection::Scope::kRecord},
        ScopeCase{"UnclosedElement", "a.json", "[{\"id\":\"b\"},\n{\"id\":\"a\",\"t\":\"x}]", "a",
                  Rejection::Scope::kRest},
        ScopeCase{"TextAfterTheArray", "a.json", "[{\"id\":\"b\"}\n]\nx", "", Rejection::Scope::kRest},
        ScopeCase{"YamlElement", "a.yaml", "- id: b\n- 7\n- id: c\n", "", Rejection::Scope::kRecord},
        ScopeCase{"YamlSyntax", "a.yaml", "- id: b\n- id: a\n  t: [1, 2\n- id: c\n", "a", Rejection::Scope::kRest},
        ScopeCase{"YamlNotUtf8", "a.yaml", "- id: b\n- id: \xE9\n", "", Rejection::Scope::kSource},
        ScopeCase{"FrontMatter", "a.md", "---\ntitle: b: c\n---\nText", "a", Rejection::Scope::kRecord},
        ScopeCase{"FrontMatterWithId", "x.md", "---\ntitle: b: c\nid: 'a'\n---\nText", "a", Rejection::Scope::kRecord},
        ScopeCase{"FrontMatterWithOddId", "x.md", "---\ntitle: b: c\nid: &i a\n---\nText", "",
                  Rejection::Scope::kRecord},
        ScopeCase{"UnknownFormat", "a.xyz", "a,b\n", "", Rejection::Scope::kSource}),
    case_name<ScopeCase>);

TEST(RejectionScope, IsTheSourceForAFileThatIsGone) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("a.jsonl", "{\"id\":1}");
  auto reader = RecordReader::open({path});
  std::filesystem::remove(path);
  EXPECT_EQ(only_rejection(read_to_end(std::move(reader))).scope, Rejection::Scope::kSource);
}

TEST(RejectionScope, IsTheSourceForAFolderThatMayNotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read everything";
  const TemporaryDirectory directory;
  directory.write("d/a.jsonl", "{\"id\":1}");
  std::filesystem::permissions(directory.path("d"), std::filesystem::perms::none);
  const auto result = read_to_end(RecordReader::open({directory.path()}));
  std::filesystem::permissions(directory.path("d"), std::filesystem::perms::owner_all);
  EXPECT_EQ(only_rejection(result).scope, Rejection::Scope::kSource);
}

TEST(RejectionScope, IsTheRestForAStreamThatFails) {
  struct FailingBuffer : std::streambuf {
    int_type underflow() override {
      if (std::exchange(given, true)) throw std::runtime_error("the disk is gone");
      setg(text, text, text + sizeof text - 1);
      return traits_type::to_int_type(text[0]);
    }
    char text[11] = "{\"id\":1}\n{";
    bool given = false;
  } buffer;
  std::istream stream(&buffer);
  const auto result = read_to_end(RecordReader::from_stream(stream, "-", {.format = RecordFormat::kJsonLines}));
  EXPECT_EQ(result.ids(), (Ids{"1"}));
  EXPECT_EQ(only_rejection(result).scope, Rejection::Scope::kRest);
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

/// Expects an Error that holds all `parts` from opening `path`.
void expect_refused(const std::string& path, const std::vector<std::string>& parts) {
  try {
    RecordReader::open({path});
    FAIL() << path << " was opened";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
    for (const auto& part : parts) EXPECT_NE(std::string(error.what()).find(part), std::string::npos) << error.what();
  }
}

TEST(RecordReader, RefusesPipesSocketsAndDevicesWithoutWaitingForThem) {
  const TemporaryDirectory directory;
  const std::string pipe = directory.path("pipe.jsonl");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  expect_refused(pipe, {pipe, "is a pipe, not a file"});
  expect_refused("/dev/zero", {"/dev/zero", "is a device, not a file"});
  const std::string socket_path = directory.path("s.json");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  ASSERT_LT(socket_path.copy(address.sun_path, sizeof address.sun_path - 1), sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  expect_refused(socket_path, {"is a socket, not a file"});
  ::close(socket);
}

TEST(RecordReader, NamesAPipeItMeetsInADirectoryAndGoesOn) {
  const TemporaryDirectory directory;
  directory.write("d/a.jsonl", "{\"id\":\"a\"}");
  directory.write("d/c.jsonl", "{\"id\":\"c\"}");
  ASSERT_EQ(::mkfifo(directory.path("d/b.jsonl").c_str(), 0600), 0);
  ASSERT_EQ(::mkfifo(directory.path("d/of-no-known-name").c_str(), 0600), 0);
  std::filesystem::create_symlink("b.jsonl", directory.path("d/link.jsonl"));
  std::filesystem::create_symlink("nowhere", directory.path("d/lost.jsonl"));
  const auto result = read_to_end(RecordReader::open({directory.path("d")}));
  EXPECT_EQ(result.ids(), (Ids{"a", "c"}));
  ASSERT_EQ(result.rejections.size(), 3u);
  EXPECT_EQ(result.rejections[0].origin.path, directory.path("d/b.jsonl"));
  EXPECT_NE(result.rejections[0].reason.find("is a pipe"), std::string::npos);
  EXPECT_NE(result.rejections[1].reason.find("is a pipe"), std::string::npos);
  EXPECT_NE(result.rejections[2].reason.find("link to nothing"), std::string::npos);
  for (const auto& rejection : result.rejections) EXPECT_EQ(rejection.scope, Rejection::Scope::kSource);
}

TEST(RecordReader, DoesNotWaitForAPipeThatTookTheFilesPlace) {
  const TemporaryDirectory directory;
  const std::string path = directory.write("a.jsonl", "{\"id\":\"a\"}");
  auto reader = RecordReader::open({path});
  std::filesystem::remove(path);
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const Rejection rejection = only_rejection(read_to_end(std::move(reader)));
  EXPECT_NE(rejection.reason.find("is a pipe"), std::string::npos);
  EXPECT_EQ(rejection.scope, Rejection::Scope::kSource);
}

TEST(RecordReader, ReadsThePipeOfAProcessSubstitution) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const std::string text = "{\"id\":\"a\"}\n{\"id\":\"b\"}\n";
  ASSERT_EQ(::write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
  ::close(ends[1]);
  auto reader = RecordReader::open({"/dev/fd/" + std::to_string(ends[0])});
  EXPECT_FALSE(reader.bytes_total().has_value());
  EXPECT_EQ(read_to_end(std::move(reader)).ids(), (Ids{"a", "b"}));
  ::close(ends[0]);
}

TEST(RecordReader, RefusesAHugeFileByItsSize) {
  const TemporaryDirectory directory;
  for (const char* name : {"a.json", "a.yaml", "a.md", "a.mdx"}) {
    const std::string path = directory.write(name, "");
    std::filesystem::resize_file(path, 6ull << 30);  // takes no room: a hole
    auto reader = RecordReader::open({path});
    const auto started = std::chrono::steady_clock::now();
    const auto result = read_to_end(std::move(reader));
    EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(5)) << name;
    EXPECT_TRUE(result.records.empty());
    EXPECT_NE(only_rejection(result).scope, Rejection::Scope::kRecord) << name;
  }
}

TEST(RecordReader, TellsTheLimitOfAYamlFile) {
  const std::string text = "- id: a\n" + repeat("- id: b\n", 10);
  const auto result = read_text(text, "a.yaml", {.max_yaml_bytes = 20});
  EXPECT_TRUE(result.records.empty());
  EXPECT_NE(only_rejection(result).reason.find("20 bytes"), std::string::npos);
  EXPECT_EQ(read_text(text, "a.yaml", {.max_record_bytes = 20}).ids().size(), 11u);
}

TEST(RecordReader, GivesShortPrintableReasons) {
  const std::string junk = repeat("\x1B[31m\xFF\xE9\u202E9", 2'000);
  const std::pair<const char*, std::string> inputs[] = {{"a.jsonl", "{\"id\":\"" + junk + "\"}"},
                                                        {"a.jsonl", "{\"id\":" + repeat("1", 10'000) + ".5}"},
                                                        {"a.jsonl", "{\"id\":1e" + repeat("9", 10'000) + "}"},
                                                        {"a.jsonl", "{\"id\":\"a\"," + junk + "}"},
                                                        {"a.json", "[{\"id\":\"a\"}," + junk + "]"},
                                                        {"a.yaml", "- id: *" + repeat("x", 10'000)},
                                                        {"a.yaml", "- id: !<" + repeat("x\x01", 10'000)},
                                                        {"a.md", "---\nid: " + repeat("*x", 5'000) + "\n---\n"}};
  for (const auto& [name, text] : inputs) {
    const auto result = read_text(text, name);
    ASSERT_FALSE(result.rejections.empty()) << name << ' ' << text.substr(0, 20);
    for (const auto& rejection : result.rejections) {
      EXPECT_LE(rejection.reason.size(), 300u) << rejection.reason;
      for (const char c : rejection.reason) EXPECT_GE(static_cast<unsigned char>(c), 0x20) << rejection.reason;
    }
  }
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
