// Every page of docs/ is followed as a reader would: its files are written, its commands run in one shell, in their
// order, in a folder that was empty, and print what is shown. Programs are built against the library as it is
// installed.
//
//     ```cpp ask.cpp         a block with a name is that file
//     ```console             `$ ` begins a command, which ends with 0 or as `# exit N` says; below it what is printed
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

#include "support/examples.hpp"
#include "support/files.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

struct Command {
  std::string line;
  int exit_code = 0;
  std::vector<std::string> shown;
};

struct File {
  std::string name;
  std::string text;
};

/// A step of a page: a file, or a command.
struct Step {
  File file;
  Command command;
};

/// `language` and `name` of "```cpp ask.cpp".
void read_block(const std::string& info, const std::vector<std::string>& lines, std::vector<Step>& steps) {
  const auto space = info.find(' ');
  if (space != info.npos) {
    File file{info.substr(space + 1), ""};
    for (const auto& line : lines) file.text += line + '\n';
    steps.push_back({file, {}});
    return;
  }
  if (info != "console") throw std::runtime_error("a block that is neither a file nor a console: " + info);
  static const std::regex exit_code("# exit ([0-9]+)$");
  for (const auto& line : lines) {
    if (line.starts_with("$ ")) {
      Command command{line.substr(2), 0, {}};
      std::smatch found;
      if (std::regex_search(command.line, found, exit_code)) command.exit_code = std::stoi(found[1]);
      steps.push_back({{}, command});
    } else if (!line.empty() || !steps.back().command.shown.empty()) {
      steps.back().command.shown.push_back(line);
    }
  }
}

std::vector<Step> steps_of(const fs::path& page) {
  std::ifstream file(page);
  std::vector<Step> steps;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("    $ ")) throw std::runtime_error("an indented block is not run: " + line);
    if (!line.starts_with("```")) continue;
    const auto info = line.substr(3);
    std::vector<std::string> lines;
    while (std::getline(file, line) && line != "```") lines.push_back(line);
    read_block(info, lines, steps);
  }
  return steps;
}

/// What finds the library as `tests/consumers` has installed it; empty if that is not there.
std::string environment_of_installation() {
  const fs::path prefix = KBSEARCH_PREFIX;
  if (!fs::exists(prefix)) return {};
  fs::path libraries;
  for (const auto& entry : fs::recursive_directory_iterator(prefix)) {
    if (entry.path().filename() == "libkbsearch.a") libraries = entry.path().parent_path();
  }
  return "export CMAKE_PREFIX_PATH=" + test::quoted(prefix) +
         " PKG_CONFIG_PATH=" + test::quoted(libraries / "pkgconfig") + " LD_LIBRARY_PATH=" + test::quoted(libraries) +
         '\n';
}

std::string script_of(const std::vector<Step>& steps, const fs::path& directory) {
  std::string script = "cd " + test::quoted(directory / "page") +
                       "\nunset KBSEARCH_DB\n"
                       // What a page starts beside itself ends with it.
                       "trap 'kill $(jobs -p) 2>/dev/null' EXIT\nexport PATH=" +
                       test::quoted(fs::path(KBSEARCH_TOOL).parent_path()) + ":$PATH\n" + environment_of_installation();
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto number = std::to_string(i);
    const auto& [file, command] = steps[i];
    if (!file.name.empty()) {
      test::write_bytes(directory / number, file.text);
      script += "mkdir -p \"$(dirname '" + file.name + "')\" && cp ../" + number + " '" + file.name + "'\n";
    } else {
      script += "{ " + command.line + "\n} >../" + number + ".out 2>&1 </dev/null\necho $? >../" + number + ".code\n";
    }
  }
  return script;
}

class Page : public testing::TestWithParam<fs::path> {};

TEST_P(Page, DoesWhatItShows) {
  const auto steps = steps_of(GetParam());
  const bool builds = std::any_of(steps.begin(), steps.end(), [](const Step& step) {
    return step.command.line.find("pkg-config") != std::string::npos;
  });
  if (builds && environment_of_installation().empty()) {
    GTEST_SKIP() << "the library is not installed at " << KBSEARCH_PREFIX << " (ctest does that first)";
  }
  const test::TemporaryDirectory directory;
  fs::create_directory(directory / "page");
  fs::create_directory_symlink(fs::path(KBSEARCH_SOURCE_DIR) / "corpus", directory / "page/corpus");
  test::write_bytes(directory / "script", script_of(steps, directory.path()));
  ASSERT_EQ(std::system(("bash --norc " + test::quoted(directory / "script")).c_str()), 0);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& command = steps[i].command;
    if (command.line.empty()) continue;
    SCOPED_TRACE("$ " + command.line);
    const auto number = std::to_string(i);
    const auto printed = test::read_bytes(directory / (number + ".out"));
    ASSERT_EQ(test::read_bytes(directory / (number + ".code")), std::to_string(command.exit_code) + "\n") << printed;
    test::expect_shown(printed, command.shown);
  }
}

std::vector<fs::path> pages_with_examples() {
  std::vector<fs::path> pages;
  for (const auto& entry : fs::directory_iterator(KBSEARCH_SOURCE_DIR "/docs")) {
    if (entry.path().extension() == ".md" && !steps_of(entry.path()).empty()) pages.push_back(entry.path());
  }
  std::sort(pages.begin(), pages.end());
  return pages;
}

INSTANTIATE_TEST_SUITE_P(Docs, Page, testing::ValuesIn(pages_with_examples()),
                         [](const auto& page) { return page.param.stem().string(); });

TEST(Pages, HaveExamplesAndLinksThatLeadSomewhere) {
  EXPECT_GE(pages_with_examples().size(), 5u);
  std::vector<fs::path> pages = {KBSEARCH_SOURCE_DIR "/README.md", KBSEARCH_SOURCE_DIR "/CONTRIBUTING.md"};
  for (const auto& entry : fs::directory_iterator(KBSEARCH_SOURCE_DIR "/docs")) pages.push_back(entry.path());
  const std::regex link("\\]\\(([^)#: ]+)\\)");
  std::size_t links = 0;
  for (const auto& page : pages) {
    const auto text = test::read_bytes(page);
    for (auto found = std::sregex_iterator(text.begin(), text.end(), link); found != std::sregex_iterator(); ++found) {
      EXPECT_TRUE(fs::exists(page.parent_path() / (*found)[1].str())) << page << ": " << found->str();
      ++links;
    }
  }
  EXPECT_GE(links, 6u);
}

}  // namespace
}  // namespace kbsearch
