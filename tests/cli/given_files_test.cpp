// The files that are given beside records: marks of their encoding, and files that never end or cannot be read.
// (issue 11)
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>

#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using test::run_tool;

constexpr const char* kMark = "\xEF\xBB\xBF";

class GivenFiles : public testing::Test {
 protected:
  GivenFiles() {
    test::load_lines(db_, "{\"id\":\"d1\",\"title\":\"heat pump\"}\n{\"id\":\"d2\",\"title\":\"solar\"}\n");
  }

  std::string written(const std::string& name, const std::string& text) const {
    std::ofstream(directory_ / name, std::ios::binary) << text;
    return directory_ / name;
  }
  test::ToolRun run(std::vector<std::string> arguments, const std::string& input = "") const {
    arguments.insert(arguments.end(), {"--db", db_});
    return run_tool(arguments, input);
  }
  /// Each way to give a file, as the arguments before it, with how it is called in messages.
  struct Way {
    std::vector<std::string> arguments;
    const char* what;
    std::vector<std::string> more = {};
  };
  std::vector<Way> ways() const {
    const auto queries = written("q.tsv", "q1\theat\nq2\tsolar\n");
    const auto qrels = written("r.txt", "q1 0 d1 1\nq2 0 d2 1\n");
    return {{{"--queries"}, "queries"},
            {{"eval", "--qrels", qrels, "--queries"}, "queries"},
            {{"eval", "--queries", queries, "--qrels"}, "judgments"},
            {{"eval", "--queries", queries, "--qrels", qrels, "--baseline"}, "baseline"},
            {{"tune", "--qrels", qrels, "--queries"}, "queries"},
            {{"tune", "--queries", queries, "--qrels"}, "judgments"},
            {{"synonyms"}, "synonyms"},
            {{"heat", "--profile"}, "ranking profile"},
            {{"profiles"}, "ranking profile"},
            {{"index", "-", "--schema"}, "schema"}};
  }

  const test::TemporaryDirectory directory_;
  const std::string db_ = directory_ / "kb";
};

TEST_F(GivenFiles, MayBeginWithAByteOrderMark) {
  const std::string queries = "q1\theat\nq2\tsolar\n";
  const std::string qrels = "q1 0 d1 1\nq2 0 d2 1\n";
  const auto plain_queries = written("q.tsv", queries);
  const auto marked_queries = written("bom-q.tsv", kMark + queries);
  const auto plain_qrels = written("r.txt", qrels);
  const auto marked_qrels = written("bom-r.txt", kMark + qrels);

  const auto trec = run({"--queries", plain_queries, "--format", "trec"});
  EXPECT_TRUE(trec.out.starts_with("q1 Q0 d1 1 ")) << trec.out;
  EXPECT_EQ(run({"--queries", marked_queries, "--format", "trec"}).out, trec.out);
  EXPECT_EQ(run({"--queries", "-", "--format", "trec"}, kMark + queries).out, trec.out);

  const auto eval = run({"eval", "--queries", plain_queries, "--qrels", plain_qrels});
  EXPECT_TRUE(eval.out.starts_with("2 queries")) << eval.out;
  EXPECT_EQ(run({"eval", "--queries", marked_queries, "--qrels", marked_qrels}).out, eval.out);
  EXPECT_EQ(run({"eval", "--queries", "-", "--qrels", marked_qrels}, kMark + queries).out, eval.out);
  EXPECT_EQ(run({"eval", "--queries", marked_queries, "--qrels", marked_qrels}).err, "");

  const std::vector<std::string> tune = {"tune", "--folds", "2", "--rounds", "1", "--numbers", "k1"};
  auto plain_tune = tune;
  plain_tune.insert(plain_tune.end(), {"--queries", plain_queries, "--qrels", plain_qrels});
  auto marked_tune = tune;
  marked_tune.insert(marked_tune.end(), {"--queries", marked_queries, "--qrels", marked_qrels});
  const auto tuned = run(plain_tune);
  EXPECT_EQ(tuned.exit_code, 0) << tuned.err;
  EXPECT_EQ(run(marked_tune).err, tuned.err);

  const auto profile = run({"profiles", "text"}).out;
  EXPECT_EQ(run({"profiles", written("p.json", kMark + profile)}).out, profile);
  const auto kept = directory_ / "kept.json";
  ASSERT_EQ(run({"eval", "--queries", plain_queries, "--qrels", plain_qrels, "--save", kept}).exit_code, 0);
  std::ifstream file(kept);
  const std::string baseline{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(run({"eval", "--queries", plain_queries, "--qrels", plain_qrels, "--baseline",
                 written("bom-kept.json", kMark + baseline)})
                .exit_code,
            0);
  EXPECT_EQ(run({"synonyms", written("rules.txt", std::string(kMark) + "car, automobile\n")}).exit_code, 0);
  EXPECT_EQ(run({"synonyms"}).out, "car, automobile\n");
  const auto schema = run({"stats", "--schema"}).out;
  const auto other = directory_ / "other";
  EXPECT_EQ(run_tool({"index", "-", "--schema", written("s.json", kMark + schema), "--db", other}, "{\"id\":\"a\"}\n")
                .exit_code,
            0);
}

TEST_F(GivenFiles, AMarkIsNoneInTheMiddleOrHalf) {
  const auto marked_later =
      run({"--queries", "-", "--format", "json"}, std::string("q1\theat\n") + kMark + "q2\tsolar\n");
  EXPECT_NE(marked_later.out.find("\"query_id\":\"" + std::string(kMark) + "q2\""), std::string::npos);
  const auto half = run({"--queries", "-", "--format", "trec"}, "\xEF\xBBq1\theat\n");
  EXPECT_TRUE(half.out.starts_with("\xEF\xBBq1 Q0")) << half.out;
}

TEST_F(GivenFiles, AreRegularFilesOfBoundedSize) {
  mkfifo((directory_ / "fifo.json").c_str(), 0600);
  std::filesystem::create_directory(directory_ / "folder.json");
  written("large.json", "");
  std::filesystem::resize_file(directory_ / "large.json", (std::uintmax_t{64} << 20) + 1);  // a hole: it costs nothing
  for (const auto& way : ways()) {
    for (const std::string& path :
         {(directory_ / "fifo.json").string(), (directory_ / "folder.json").string(), std::string("/dev/zero"),
          (directory_ / "absent.json").string(), (directory_ / "large.json").string()}) {
      auto arguments = way.arguments;
      arguments.push_back(path);
      SCOPED_TRACE(testing::PrintToString(arguments));
      const auto refused = run(arguments);
      EXPECT_EQ(refused.exit_code, 2);
      EXPECT_EQ(refused.out, "");
      EXPECT_NE(refused.err.find(path), std::string::npos) << refused.err;
      if (path.find("large") == path.npos) {
        EXPECT_NE(refused.err.find(std::string("cannot read the ") + way.what), std::string::npos) << refused.err;
      } else {
        EXPECT_NE(refused.err.find(" MB"), std::string::npos) << refused.err;
      }
    }
  }
}

TEST_F(GivenFiles, HaveLinesOfBoundedLength) {
  const std::string longest = "q2\t" + std::string((1u << 20) - 3, 'x');
  EXPECT_EQ(run({"--queries", "-", "--format", "trec"}, "q1\theat\n" + longest + "\nq3\tsolar\n").exit_code, 0);
  for (const char* end : {"", "\n"}) {
    const auto queries = written("long.tsv", "q1\theat\n" + longest + "x" + end);
    const auto refused = run({"--queries", queries, "--format", "trec"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_NE(refused.err.find(queries + ":2: the line is longer than 1 MB"), std::string::npos) << refused.err;
  }
  const auto plain = written("q.tsv", "q1\theat\n");
  const auto qrels = run({"eval", "--queries", plain, "--qrels", written("long.txt", longest + "xx")});
  EXPECT_NE(qrels.err.find("long.txt:1: the line is longer than 1 MB"), std::string::npos) << qrels.err;
}

TEST_F(GivenFiles, ThatFailToBeReadAreAnErrorAlsoOnStandardInput) {
  const std::string tool = std::string(KBSEARCH_TOOL) + " --db " + db_ + " ";
  const auto shell = [](const std::string& command) {
    const int status = std::system(("bash -c '" + command + " > /dev/null 2>&1'").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  };
  EXPECT_EQ(shell(tool + "--queries - < /"), 2);
  EXPECT_EQ(shell(tool + "synonyms - < /"), 2);
  EXPECT_EQ(shell(tool + "--queries - <&-"), 2);
  // What a shell hands over open may be a pipe.
  EXPECT_EQ(shell(tool + "--queries <(printf \"q1\\theat\\n\")"), 0);
  EXPECT_EQ(shell(tool + "--queries /dev/stdin < /dev/zero"), 2);
  EXPECT_EQ(shell(tool + "synonyms /dev/stdin < /dev/zero"), 2);
}

}  // namespace
}  // namespace kbsearch
