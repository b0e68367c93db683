// The manual pages tell what --help tells, read without a warning, and their examples run.
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "command.hpp"
#include "kbsearch/schema.hpp"
#include "support/examples.hpp"
#include "support/files.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

fs::path page(const std::string& name) { return fs::path(KBSEARCH_DOCUMENTS) / "man" / name; }

bool has_program(const std::string& name) {
  return std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0;
}

/// The page as a person reads it, in lines of any length.
std::string shown(const fs::path& file) {
  const test::TemporaryDirectory directory;
  const auto out = directory / "out";
  const auto command = "LC_ALL=C.UTF-8 nroff -man -Tutf8 -rLL=1000n " + test::quoted(file) +
                       " | sed 's/\\x1b\\[[0-9;]*m//g; s/.\\x08//g' >" + test::quoted(out);
  EXPECT_EQ(std::system(command.c_str()), 0);
  return test::read_bytes(out);
}

/// Without signs of layout: words alone.
std::string words_of(const std::string& text) {
  return std::regex_replace(std::regex_replace(text, std::regex("`"), ""), std::regex("\\s+"), " ");
}

TEST(ManualPages, TellEveryOptionOfHelpInItsWords) {
  if (!has_program("nroff")) GTEST_SKIP() << "nroff (package groff-base) is not installed";
  std::size_t options = 0;
  for (const auto& command : cli::commands()) {
    SCOPED_TRACE(command.name);
    const auto text = words_of(shown(page(std::string("kbsearch-") + command.name + ".1")));
    const auto help = test::run_tool({command.name, "--help"}).out;
    const std::regex option("(--[a-z][a-z-]*)");
    const auto end = std::sregex_iterator();
    const auto list = help.substr(help.find("\noptions:\n"));
    for (auto found = std::sregex_iterator(list.begin(), list.end(), option); found != end; ++found) {
      const auto name = found->str();
      const bool is_word = list.compare(static_cast<std::size_t>(found->position()) - 2, 2, "  ") == 0;
      if (is_word && command.declare().positional != nullptr &&
          name == std::string("--") + command.declare().positional)
        continue;
      EXPECT_NE(text.find(name), text.npos) << name;
    }
    for (const auto& declared : cli::options_of(command.declare())) {
      EXPECT_NE(text.find(words_of(declared.description)), text.npos) << declared.name << ": " << declared.description;
      ++options;
    }
  }
  EXPECT_GE(options, 150u);
}

TEST(ManualPages, AreThereForEachCommandAndNameEachOther) {
  const auto main = test::read_bytes(page("kbsearch.1"));
  for (const auto& command : cli::commands()) {
    EXPECT_TRUE(fs::is_regular_file(page(std::string("kbsearch-") + command.name + ".1"))) << command.name;
    EXPECT_NE(main.find(std::string("\\fBkbsearch\\-") + command.name + "\\fR(1)"), main.npos) << command.name;
  }
}

TEST(ManualPages, AreFormattedWithoutAWarning) {
  const bool has_man = has_program("man") && has_program("groff");
  const bool has_mandoc = has_program("mandoc");
  if (!has_man && !has_mandoc) GTEST_SKIP() << "neither man (man-db) nor mandoc is installed";
  std::size_t pages = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(KBSEARCH_DOCUMENTS) / "man")) {
    const test::TemporaryDirectory directory;
    const auto errors = directory / "err";
    const auto check = [&](const std::string& command) {
      EXPECT_EQ(
          std::system((command + ' ' + test::quoted(entry.path()) + " >/dev/null 2>" + test::quoted(errors)).c_str()),
          0);
      EXPECT_EQ(test::read_bytes(errors), "") << entry.path();
    };
    // Without -l a minimal system's diversion of man would be in the way; so does Debian's lintian.
    if (has_man) check("LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=120 man --warnings -E UTF-8 -Tutf8 -Z -l");
    if (has_mandoc) check("mandoc -T lint -W warning");
    ++pages;
  }
  EXPECT_EQ(pages, cli::commands().size() + 3);
}

TEST(ManualPages, HaveExamplesThatRunOnTheSample) {
  std::size_t examples = 0;
  for (const auto& command : cli::commands()) {
    const test::ExamplePlace place;
    for (const auto& [line, purpose] : command.declare().examples) {
      const auto run = place.run(line);
      EXPECT_EQ(run.exit_code, 0) << line << '\n' << run.err;
      EXPECT_TRUE(std::string(purpose).ends_with(':') || std::string(purpose).ends_with('?')) << purpose;
      ++examples;
    }
  }
  EXPECT_GE(examples, 25u);
}

TEST(ManualPages, TellEveryFieldAndEveryMemberOfAnAnswer) {
  if (!has_program("nroff")) GTEST_SKIP() << "nroff (package groff-base) is not installed";
  const auto query = words_of(shown(page("kbsearch-query.7")));
  const auto formats = words_of(shown(page("kbsearch-formats.5")));
  for (const auto& field : Schema::knowledge_base().fields()) {
    EXPECT_NE(query.find(' ' + field.name + ' '), query.npos) << field.name;
    EXPECT_NE(formats.find(' ' + field.name + ' '), formats.npos) << field.name;
  }
  const test::ExamplePlace place;
  const auto answer = nlohmann::json::parse(
      place.run("kbsearch 'pytorch governance' --format json --facet tag:2 --related 2 -n 2").out);
  const auto expect_told = [&](const nlohmann::json& object) {
    EXPECT_FALSE(object.empty());
    for (const auto& [name, value] : object.items()) EXPECT_NE(formats.find('"' + name + '"'), formats.npos) << name;
  };
  expect_told(answer);
  expect_told(answer["hits"][0]);
  expect_told(answer["hits"][0]["snippet"]);
  expect_told(answer["facet_details"]["tag"]);
  expect_told(answer["related_tags"][0]);
}

}  // namespace
}  // namespace kbsearch
