// Completions: by command, with values. Those of bash are asked as bash asks them, and each shell is typed into.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "support/examples.hpp"
#include "support/files.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using Names = std::set<std::string>;

class Completions : public testing::Test {
 protected:
  Completions() {
    for (const char* shell : {"bash", "zsh", "fish"}) {
      const auto run = test::run_tool({"completions", shell, "--db", (directory_ / "none").string()});
      EXPECT_EQ(run.exit_code, 0) << run.err;
      test::write_bytes(directory_ / shell, run.out);
    }
    test::write_bytes(directory_ / "notes.jsonl", "");
    std::filesystem::create_directory(directory_ / "nested");
  }

  /// What bash offers for the last of `words`.
  Names offered(const std::vector<std::string>& words) const {
    std::string script = "cd '" + directory_.path().string() + "'; source ./bash; COMP_WORDS=(kbsearch";
    for (const auto& word : words) script += " '" + word + "'";
    script += "); COMP_CWORD=" + std::to_string(words.size()) + "; _kbsearch; printf '%s\\n' \"${COMPREPLY[@]}\"";
    test::write_bytes(directory_ / "ask.sh", script);
    const auto command = "bash --norc '" + (directory_ / "ask.sh").string() + "' >'" + (directory_ / "out").string() +
                         "' 2>'" + (directory_ / "err").string() + "'";
    EXPECT_EQ(std::system(command.c_str()), 0);
    EXPECT_EQ(test::read_bytes(directory_ / "err"), "");
    std::istringstream lines(test::read_bytes(directory_ / "out"));
    Names names;
    for (std::string line; std::getline(lines, line);) {
      if (!line.empty()) names.insert(line);
    }
    return names;
  }

  bool has_shell(const char* shell) const {
    return std::system((std::string("command -v ") + shell + " >/dev/null").c_str()) == 0;
  }

  const test::TemporaryDirectory directory_;
};

TEST_F(Completions, OfBashAreCommandsFirst) {
  EXPECT_EQ(offered({"e"}), (Names{"explain", "export", "eval"}));
  EXPECT_EQ(offered({"--db", "x", "prof"}), (Names{"profiles"}));
  EXPECT_EQ(offered({"help", "ind"}), (Names{"index"}));
  EXPECT_EQ(offered({"heat", "ind"}), Names{}) << "a query";
}

TEST_F(Completions, OfBashAreTheOptionsOfTheCommand) {
  const auto search = offered({"search", "--"});
  for (const char* option : {"--limit", "--facet", "--format", "--typing", "--db", "--no-pager", "--help"}) {
    EXPECT_TRUE(search.contains(option)) << option;
  }
  EXPECT_FALSE(search.contains("--rebuild"));
  EXPECT_TRUE(offered({"index", "--re"}).contains("--rebuild"));
  EXPECT_EQ(offered({"heat", "--lim"}), (Names{"--limit"})) << "a query is a search";
  EXPECT_EQ(offered({"eval", "--vers"}), (Names{"--versus", "--versus-db"}));
  EXPECT_FALSE(offered({"show", "--"}).contains("--id")) << "bare words";
}

TEST_F(Completions, OfBashAreValues) {
  EXPECT_EQ(offered({"search", "x", "--format", "j"}), (Names{"json", "jsonl"}));
  EXPECT_EQ(offered({"suggest", "--format", ""}), (Names{"tsv", "json"}));
  EXPECT_EQ(offered({"x", "--profile", "re"}), (Names{"research", "recent", "recall"}));
  EXPECT_EQ(offered({"x", "--facet", "ty"}), (Names{"type"}));
  EXPECT_EQ(offered({"x", "--sort", "ti"}), (Names{"title"}));
  EXPECT_EQ(offered({"x", "--collapse", "u"}), (Names{"updated", "url"}));
  EXPECT_EQ(offered({"x", "--filter", "impo"}), (Names{"importance:"}));
  EXPECT_EQ(offered({"x", "--color", "a"}), (Names{"auto", "always"}));
  EXPECT_EQ(offered({"x", "--color", "=", "n"}), (Names{"never"})) << "bash takes --color=n apart";
  EXPECT_EQ(offered({"x", "--color=n"}), (Names{"--color=never"}));
  EXPECT_EQ(offered({"completions", ""}), (Names{"bash", "zsh", "fish"}));
  EXPECT_EQ(offered({"profiles", "nav"}), (Names{"navigational"}));
  EXPECT_EQ(offered({"index", "no"}), (Names{"notes.jsonl"}));
  EXPECT_EQ(offered({"eval", "--queries", "no"}), (Names{"notes.jsonl"}));
  EXPECT_EQ(offered({"stats", "--db", "ne"}), (Names{"nested"}));
  EXPECT_EQ(offered({"x", "-n", ""}), Names{}) << "a number";
}

TEST_F(Completions, OfferEachCommandOptionAndValueInEachShell) {
  const auto help = test::run_tool({"--help"}).out;
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const auto script = test::read_bytes(directory_ / shell);
    std::istringstream lines(help);
    for (std::string line; std::getline(lines, line);) {
      if (!line.starts_with("  ") || line[2] == ' ') continue;
      const auto name = line.substr(2, line.find(' ', 2) - 2);
      EXPECT_NE(script.find(name), std::string::npos) << shell << ": " << name;
    }
    for (const char* word : {"passages", "prune-cap", "navigational", "importance:", "jsonl", "published"}) {
      EXPECT_NE(script.find(word), std::string::npos) << shell << ": " << word;
    }
    if (!has_shell(shell)) continue;
    EXPECT_EQ(std::system((std::string(shell) + " -n '" + (directory_ / shell).string() + "'").c_str()), 0) << shell;
  }
}

struct InteractiveShell {
  const char* name;
  const char* file;     ///< What the build writes for it.
  const char* place;    ///< Where it is installed below share/.
  const char* rc_file;  ///< What it reads first, and what that says.
  const char* rc;
  const char* command;
};

const InteractiveShell kShells[] = {
    {"bash", "kbsearch", "bash-completion/completions", ".bashrc",
     "kbsearch() { printf '%s\\n' \"$*\" >>completed; }\nsource share/bash-completion/completions/kbsearch\n",
     "bash --noprofile --rcfile .bashrc -i"},
    {"zsh", "_kbsearch", "zsh/vendor-completions", ".zshrc",
     "kbsearch() { print -r -- \"$*\" >>completed }\nfpath=($PWD/share/zsh/vendor-completions $fpath)\n"
     "autoload -Uz compinit; compinit -u -D\n",
     "zsh -d -i"},
    {"fish", "kbsearch.fish", "fish/vendor_completions.d", "first.fish",
     "function kbsearch; echo \"$argv\" >>completed; end\n", "fish --init-command 'source first.fish'"},
};

class InstalledCompletions : public testing::TestWithParam<InteractiveShell> {};

TEST_P(InstalledCompletions, CompleteWhatIsTypedIntoTheShell) {
  const auto& shell = GetParam();
  for (const char* program : {shell.name, "script"}) {
    if (std::system((std::string("command -v ") + program + " >/dev/null").c_str()) != 0) {
      GTEST_SKIP() << program << " is not installed";
    }
  }
  const test::TemporaryDirectory directory;
  const auto place = directory / "share" / shell.place;
  std::filesystem::create_directories(place);
  std::filesystem::copy_file(std::filesystem::path(KBSEARCH_DOCUMENTS) / "completions" / shell.file,
                             place / shell.file);
  test::write_bytes(directory / shell.rc_file, shell.rc);
  test::write_bytes(directory / "notes.jsonl", "");
  // Instead of the tool, a function writes down with what it was called.
  test::write_bytes(directory / "typed",
                    "kbsearch prof\t\nkbsearch search x --lim\t\nkbsearch x --format tre\t\nkbsearch x --color=nev\t\n"
                    "kbsearch index no\t\nkbsearch x --facet importan\t\nexit\n");
  const auto command = "cd " + test::quoted(directory.path()) +
                       " && HOME=$PWD ZDOTDIR=$PWD XDG_CONFIG_HOME=$PWD XDG_DATA_HOME=$PWD XDG_DATA_DIRS=$PWD/share "
                       "TERM=xterm timeout 60 script -qec \"" +
                       shell.command + "\" /dev/null <typed >screen 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_EQ(test::read_bytes(directory / "completed"),
            "profiles\nsearch x --limit\nx --format trec\nx --color=never\nindex notes.jsonl\nx --facet importance\n")
      << test::read_bytes(directory / "screen");
}

INSTANTIATE_TEST_SUITE_P(Of, InstalledCompletions, testing::ValuesIn(kShells),
                         [](const auto& shell) { return std::string(shell.param.name); });

TEST_F(Completions, HaveTheFieldsOfTheIndex) {
  const auto db = (directory_ / "books").string();
  test::write_bytes(directory_ / "schema.json",
                    R"({"name":"books","fields":[{"name":"title"},{"name":"shelf","kind":"keyword","facet":true}]})");
  ASSERT_EQ(test::run_tool({"index", "-", "--schema", (directory_ / "schema.json").string(), "--db", db},
                           "{\"id\":\"a\",\"title\":\"x\"}\n")
                .exit_code,
            0);
  test::write_bytes(directory_ / "bash", test::run_tool({"completions", "bash", "--db", db}).out);
  EXPECT_EQ(offered({"x", "--facet", ""}), (Names{"shelf"}));
}

}  // namespace
}  // namespace kbsearch
