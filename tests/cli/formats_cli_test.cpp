// The formats that people have, indexed and asked from the command line: one small file of each. (issue 12)
#include <gtest/gtest.h>

#include <filesystem>

#include "support/files.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

class Formats : public testing::Test {
 protected:
  void write(const std::string& name, const std::string& text) const {
    const fs::path path = directory_ / "in" / name;
    fs::create_directories(path.parent_path());
    test::write_bytes(path, text);
  }
  test::ToolRun index(const std::vector<std::string>& environment = {},
                      const std::vector<std::string>& options = {}) const {
    std::vector<std::string> arguments{"index", (directory_ / "in").string(), "--db", db_};
    arguments.insert(arguments.end(), options.begin(), options.end());
    return test::run_tool(arguments, "", {.environment = environment});
  }
  /// The titles of what a query finds, best first, each behind a '|'.
  std::string titles(const std::string& query) const {
    const auto run = test::run_tool({query, "--format", "tsv", "--no-snippet", "--db", db_});
    std::string titles;
    for (std::size_t at = 0; at < run.out.size();) {
      const std::string line = run.out.substr(at, run.out.find('\n', at) - at);
      at += line.size() + 1;
      std::size_t tab = 0;
      for (int column = 0; column < 3; ++column) tab = line.find('\t', tab) + 1;
      titles += "|" + line.substr(tab, line.find('\t', tab) - tab);
    }
    return titles;
  }

  test::TemporaryDirectory directory_;
  const std::string db_ = directory_ / "kb";
};

TEST_F(Formats, TomlFrontMatterIsNoProse) {
  write("pump.md",
        "+++\ntitle = \"Heat pumps at home\"\ndate = 2024-03-10\ndraft = true\ntags = [\"energy\", \"home\"]\n"
        "importance = 70\n+++\n\nBody about compressors.\n");
  ASSERT_EQ(index().exit_code, 0);
  EXPECT_EQ(titles("draft"), "");
  EXPECT_EQ(titles("tag:energy"), "|Heat pumps at home");
  EXPECT_EQ(titles("importance:70"), "|Heat pumps at home");
}

TEST_F(Formats, NotesAreFoundByTheirNamesFoldersTagsAndLinks) {
  write("Guides/Preferences pane.md", "# Settings\n\nChange them #howto/basics %%not shown%%\n");
  write("Guides/Sync.md", "Between ![[devices.png]] see [[Preferences pane|the pane]].\n");
  ASSERT_EQ(index().exit_code, 0);
  EXPECT_EQ(titles("preferences pane"), "|Settings|Sync");
  EXPECT_EQ(titles("sync"), "|Sync");
  EXPECT_EQ(titles("folders:guides AND file_name:preferences"), "|Settings");
  EXPECT_EQ(titles("tag:howto/basics"), "|Settings");
  EXPECT_EQ(titles("\"devices.png see the pane\""), "|Sync");
  EXPECT_EQ(titles("shown"), "");
}

TEST_F(Formats, SavedPagesAreReadWithoutTheirMenus) {
  write("page.html",
        "<!doctype html><html lang=en><title>Heat pumps | The Site</title><meta property='og:site_name' content='The "
        "Site'><link rel=canonical href=https://example.org/heat><nav>Imprint</nav><main><h1>Pumps</h1>"
        "<p>About compressors.</p></main><footer>Imprint</footer>");
  ASSERT_EQ(index().exit_code, 0);
  EXPECT_EQ(titles("compressors"), "|Heat pumps");
  EXPECT_EQ(titles("url:example.org"), "|Heat pumps");
  EXPECT_EQ(titles("imprint"), "");
}

TEST_F(Formats, TextsTablesAndReferencesAreRead) {
  write("note.txt", "Compressors at home\n\nThey hum.\n");
  write("zotero.csv",
        "\"Key\",\"Item Type\",\"Publication Year\",\"Author\",\"Title\",\"Abstract Note\",\"Manual Tags\"\n"
        "\"AB12\",\"book\",\"2020\",\"Bell, Ann; Cox, Bob\",\"Heat of the earth\",\"On wells,\nand more\",\"energy; "
        "wells\"\n");
  write(
      "library.json",
      "[{\"id\":\"x\",\"citation-key\":\"dee2021\",\"type\":\"book\",\"title\":\"Cold stores\",\"author\":[{\"family\":"
      "\"Dee\",\"given\":\"Cy\"}],\"issued\":{\"date-parts\":[[2021,3]]}}]");
  const auto run = index();
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(titles("hum"), "|Compressors at home");
  EXPECT_EQ(titles("tag:wells AND published:2020 AND by:bell"), "|Heat of the earth");
  EXPECT_EQ(titles("by:\"cy dee\" AND published:2021-03"), "|Cold stores");
  EXPECT_EQ(test::run_tool({"show", "dee2021", "--db", db_}).exit_code, 0);
}

TEST_F(Formats, LongRecordsAreTakenUpToTheLimitThatIsGiven) {
  write("a.jsonl", R"({"id":"a","title":"A record of some length"})" + std::string("\n"));
  write("b.yaml", "- id: b\n  title: Another one in YAML\n");
  const auto run = index({}, {"--max-record-bytes", "30", "--max-yaml-bytes", "20"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_NE(run.err.find("a.jsonl:1: record 'a': the line is longer than 30 bytes"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("b.yaml:1: the file is 37 bytes long, over the 20 bytes"), std::string::npos) << run.err;
  EXPECT_EQ(index().exit_code, 0);
  EXPECT_EQ(titles("record"), "|A record of some length");
  EXPECT_EQ(index({}, {"--max-record-bytes", "0"}).exit_code, 2);
}

TEST_F(Formats, DocumentsAreReadByAProgramThatIsInstalled) {
  write("plan.pdf", "%PDF");
  const fs::path bin = directory_ / "bin";
  fs::create_directories(bin);
  test::write_bytes(bin / "pdftotext", "#!/bin/sh\necho About compressors.\n");
  fs::permissions(bin / "pdftotext", fs::perms::owner_all);
  const auto run = index({"PATH=" + bin.string()});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(titles("compressors"), "|plan");
}

}  // namespace
}  // namespace kbsearch
