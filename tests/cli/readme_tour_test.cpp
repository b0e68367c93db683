// What the README shows is so: each command runs on the sample and ends as is told, what a `$` shows is what is
// printed, and claims of two commands are compared.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include "kbsearch/synonyms.hpp"
#include "support/files.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> readme_lines() {
  std::ifstream readme(KBSEARCH_SOURCE_DIR "/README.md");
  std::vector<std::string> lines;
  for (std::string line; std::getline(readme, line);) lines.push_back(line);
  return lines;
}

/// A directory with the files that the README's examples name, and an index of the sample.
class ReadmePlace {
 public:
  ReadmePlace() {
    fs::create_directory_symlink(fs::path(KBSEARCH_SOURCE_DIR) / "corpus", directory_ / "corpus");
    fs::copy_file(test::sample_file("records.jsonl"), directory_ / "records.jsonl");
    fs::create_directory(directory_ / "pages");
    test::write_bytes(directory_ / "pages/page.md", "---\ntitle: A page\n---\nOf pages and notes.\n");
    fs::copy_file(test::sample_file("queries.tsv"), directory_ / "claims.tsv");
    // Few of the judged queries: `tune` tries many profiles on them.
    test::write_bytes(directory_ / "q.tsv", first_lines(test::sample_file("queries.tsv"), 6));
    fs::copy_file(test::sample_file("qrels.txt"), directory_ / "r.txt");
    test::write_bytes(directory_ / "rules.txt", "chips, semiconductors\n");
    fs::copy(test::sample_index(), directory_ / "kb", fs::copy_options::recursive);
    fs::copy(test::sample_index(), directory_ / "new.index", fs::copy_options::recursive);
  }

  /// Runs a line as a shell does, with the tool in its path.
  test::ToolRun run(const std::string& line) const {
    const auto script = "cd '" + directory_.path().string() + "' && export KBSEARCH_DB=kb PATH='" +
                        fs::path(KBSEARCH_TOOL).parent_path().string() + "':$PATH && { " + line + "\n} >.out 2>.err";
    const int status = std::system(script.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, test::read_bytes(directory_ / ".out"),
            test::read_bytes(directory_ / ".err")};
  }

 private:
  static std::string first_lines(const fs::path& path, int count) {
    std::ifstream file(path);
    std::string text;
    for (std::string line; count > 0 && std::getline(file, line); --count) text += line + "\n";
    return text;
  }

  const test::TemporaryDirectory directory_;
};

TEST(ReadmeCommands, RunOnTheSampleAndEndAsIsTold) {
  const ReadmePlace place;
  std::size_t count = 0;
  for (const auto& line : readme_lines()) {
    if (!line.starts_with("    kbsearch ")) continue;
    const bool finds_nothing = line.find("exit 1:") != line.npos || line.ends_with("# exit 1");
    const auto run = place.run(line);
    EXPECT_EQ(run.exit_code, finds_nothing ? 1 : 0) << line << '\n' << run.err;
    ++count;
  }
  EXPECT_GE(count, 40u);
}

/// Without times, which differ.
std::string without_times(const std::string& text) {
  return std::regex_replace(text, std::regex("[0-9.]+ ms"), "# ms");
}

/// Whether a line is as the README shows it: three dots stand for anything.
bool is_as_shown(const std::string& line, const std::string& shown) {
  std::size_t at = 0;
  for (std::size_t begin = 0;;) {
    const auto end = std::min(shown.find("...", begin), shown.size());
    const auto found = line.find(shown.substr(begin, end - begin), at);
    if (found == line.npos || (begin == 0 && found != 0)) return false;
    at = found + end - begin;
    if (end == shown.size()) return at == line.size();
    begin = end + 3;
    if (begin == shown.size()) return true;
  }
}

/// A block that begins with `$` and a command: what is shown of its output.
struct Transcript {
  std::string command;
  std::vector<std::string> shown;
};

std::vector<Transcript> transcripts() {
  std::vector<Transcript> all;
  bool is_inside = false;
  for (const auto& line : readme_lines()) {
    if (line.starts_with("    $ ")) {
      all.push_back({line.substr(6), {}});
      is_inside = true;
    } else if (line.starts_with("    kbsearch ") || (!line.empty() && !line.starts_with("    "))) {
      is_inside = false;
    } else if (is_inside && !line.empty()) {
      all.back().shown.push_back(without_times(line.substr(4)));
    }
  }
  return all;
}

TEST(ReadmeTranscripts, AreWhatIsPrinted) {
  const ReadmePlace place;
  const auto all = transcripts();
  EXPECT_EQ(all.size(), 2u);
  for (const auto& [command, shown] : all) {
    SCOPED_TRACE(command);
    const auto run = place.run(command);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    std::istringstream printed(without_times(run.out));
    bool may_skip = false;
    for (const auto& wanted : shown) {
      if (wanted.substr(wanted.find_first_not_of(' ')) == "...") {
        may_skip = true;
        continue;
      }
      std::string line;
      bool is_found = false;
      while (!is_found && std::getline(printed, line)) {
        is_found = is_as_shown(line, wanted);
        if (!is_found && !may_skip && !line.empty()) break;
      }
      EXPECT_TRUE(is_found) << "shown:   " << wanted << "\nprinted: " << line;
      may_skip = false;
    }
  }
}

TEST(ReadmeClaims, OfTwoCommandsAreSo) {
  const ReadmePlace place;
  std::size_t claims = 0;
  const std::regex claim("    (kbsearch .*[^ ]) +# finds what ('[^']*') finds");
  for (const auto& line : readme_lines()) {
    std::smatch parts;
    if (!std::regex_match(line, parts, claim)) continue;
    const auto ids = [&](const std::string& command) {
      return place.run(command + " -n 200 --format tsv | cut -f 2 | sort").out;
    };
    EXPECT_EQ(ids(parts[1]), ids("kbsearch " + parts[2].str())) << line;
    EXPECT_NE(ids(parts[1]), "") << line;
    ++claims;
  }
  EXPECT_GE(claims, 2u);
}

TEST(ReadmeClaims, HoldOfWhatIsFound) {
  const ReadmePlace place;
  const auto found = [&](const std::string& query) {
    return place.run("kbsearch " + query + " -n 200 --format jsonl --no-snippet").out;
  };
  EXPECT_NE(found("CSET").find("Center for Security and Emerging Technology"), std::string::npos);
  EXPECT_NE(place.run("kbsearch 'open source'").err.find("also as 'opensource'"), std::string::npos);
  EXPECT_NE(place.run("kbsearch exportcontrols").err.find("also as 'export controls'"), std::string::npos);
  EXPECT_NE(found("Pumpe").find("W\u00E4rmepumpen"), std::string::npos);
  EXPECT_NE(found("pytroch").find("PyTorch documentation"), std::string::npos);
  EXPECT_NE(place.run("kbsearch pytroch").err.find("no record has 'pytroch'; perhaps meant: pytorch"),
            std::string::npos);
  EXPECT_NE(place.run("kbsearch 'type:papr'").err.find("perhaps meant: paper"), std::string::npos);
  EXPECT_EQ(place.run("kbsearch idnex notes/").exit_code, 2);
  EXPECT_LE(place.run("kbsearch search idnex notes/").exit_code, 1);
  EXPECT_LE(place.run("kbsearch -- -draft heat").exit_code, 1);
}

TEST(ReadmeSynonyms, AreRules) {
  std::ifstream readme(KBSEARCH_SOURCE_DIR "/README.md");
  std::string rules;
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("    car, automobile") || line.starts_with("    agi => ")) rules += line + '\n';
  }
  EXPECT_EQ(Synonyms::parse(rules).to_text(),
            "car, automobile, motor vehicle\nagi => artificial general intelligence\n");
}

}  // namespace
}  // namespace kbsearch
