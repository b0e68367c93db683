// What the README shows is so: each command runs on the sample and ends as is told, what a `$` shows is what is
// printed, and claims of two commands are compared.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "kbsearch/synonyms.hpp"
#include "support/examples.hpp"

namespace kbsearch {
namespace {

std::vector<std::string> readme_lines() {
  std::ifstream readme(KBSEARCH_SOURCE_DIR "/README.md");
  std::vector<std::string> lines;
  for (std::string line; std::getline(readme, line);) lines.push_back(line);
  return lines;
}

TEST(ReadmeCommands, RunOnTheSampleAndEndAsIsTold) {
  const test::ExamplePlace place;
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
      all.back().shown.push_back(line.substr(4));
    }
  }
  return all;
}

TEST(ReadmeTranscripts, AreWhatIsPrinted) {
  const test::ExamplePlace place;
  const auto all = transcripts();
  EXPECT_EQ(all.size(), 2u);
  for (const auto& [command, shown] : all) {
    SCOPED_TRACE(command);
    const auto run = place.run(command);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    test::expect_shown(run.out, shown);
  }
}

TEST(ReadmeClaims, OfTwoCommandsAreSo) {
  const test::ExamplePlace place;
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
  const test::ExamplePlace place;
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
