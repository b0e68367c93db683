// A rebuild says that it keeps a schema that someone made of the built-in one, or takes the one that it is given.
#include <gtest/gtest.h>

#include "kbsearch/schema.hpp"
#include "support/files.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using test::run_tool;

TEST(OwnSchema, IsKeptByARebuildWhichSaysSo) {
  const test::TemporaryDirectory directory;
  const auto db = (directory / "kb").string();
  const auto own = Schema::from_json(R"({"name":"knowledge-base","fields":[{"name":"title"}]})");
  test::load_lines(db, R"({"id":"a","title":"A"})", {.jobs = 1, .schema = own});
  const auto run = run_tool({"index", "--rebuild", "--db", db});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_NE(run.err.find("the index keeps its own schema 'knowledge-base'"), std::string::npos) << run.err;
}

TEST(OwnSchema, IsTakenByARebuildThatIsGivenOne) {
  const test::TemporaryDirectory directory;
  const auto db = (directory / "kb").string();
  test::load_lines(db, R"({"id":"a","title":"A","shelf":"north"})");
  const auto schema = R"({"name":"books","fields":[{"name":"title"},{"name":"shelf","kind":"keyword"}]})";
  test::write_bytes(directory / "schema.json", schema);
  const auto run = run_tool({"index", "--rebuild", "--schema", (directory / "schema.json").string(), "--db", db});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.err, "");
  EXPECT_EQ(run_tool({"shelf:north", "--format", "tsv", "--db", db}).exit_code, 0);
  EXPECT_EQ(run_tool({"stats", "--schema", "--db", db}).out, Schema::from_json(schema).to_json() + '\n');
}

TEST(OwnSchema, IsNotSpokenOfWhereThereIsNone) {
  const test::TemporaryDirectory directory;
  const auto db = (directory / "kb").string();
  test::load_lines(db, R"({"id":"a","title":"A"})");
  EXPECT_EQ(run_tool({"index", "--rebuild", "--db", db}).err, "");
}

}  // namespace
}  // namespace kbsearch
