#include "man/pages.hpp"

#include <algorithm>
#include <sstream>

#include "arguments.hpp"
#include "command.hpp"
#include "kbsearch/version.hpp"
#include "man/roff.hpp"
#include "man/tables.hpp"

namespace kbsearch::cli {
namespace {

std::string page_name(const Command& command) { return std::string("kbsearch-") + command.name; }

bool is_common(const DeclaredOption& option) {
  static const auto common = [] {
    Declaration none;
    add_common_options(none.options);
    return options_of(none);
  }();
  return std::any_of(common.begin(), common.end(), [&](const auto& other) { return other.name == option.name; });
}

std::string term_of(const DeclaredOption& option) {
  std::string term = option.short_name.empty() ? "" : '`' + option.short_name + "`, ";
  term += '`' + option.name + '`';
  if (!option.value_name.empty()) term += ' ' + option.value_name;
  return term;
}

/// A sentence of what is written as part of one.
std::string sentence_of(const DeclaredOption& option) {
  std::string text = option.description;
  if (!option.default_value.empty()) text += " (default: " + option.default_value + ")";
  return text;
}

void write_options(Roff& page, const Declaration& declared, bool common) {
  for (const auto& option : options_of(declared)) {
    if (option.is_positional || is_common(option) != common) continue;
    page.item(term_of(option), sentence_of(option));
  }
}

void write_exit_status(Roff& page, const std::vector<ExitMeaning>& codes) {
  page.section("EXIT STATUS");
  for (const auto& [code, meaning] : codes) page.item('`' + std::to_string(code) + '`', meaning);
  page.item("`130`", "interrupted by Ctrl-C; after another signal, 128 and its number");
}

void write_examples(Roff& page, const std::vector<Example>& examples) {
  if (examples.empty()) return;
  page.section("EXAMPLES");
  for (const auto& [command, purpose] : examples) {
    page.text(purpose);
    page.literal(command);
  }
}

void write_environment(Roff& page) {
  page.section("ENVIRONMENT");
  page.item("`KBSEARCH_DB`", "the index, where --db names none");
  page.item("`XDG_DATA_HOME`",
            "the index is kbsearch/default there, where neither names one (default: ~/.local/share)");
  page.item("`KBSEARCH_PAGER`, `PAGER`", "shows what does not fit the screen; empty: nothing does (default: less)");
  page.item("`NO_COLOR`, `TERM`=dumb", "no colours");
}

std::string page_of(const Command& command, const std::string& date) {
  const auto declared = command.declare();
  std::ostringstream out;
  Roff page(out, {page_name(command), "1", command.summary, std::string(version()), date});
  page.section("SYNOPSIS");
  page.text("`kbsearch` " + declared.usage);
  page.section("DESCRIPTION");
  page.text(declared.description);
  page.section("OPTIONS");
  for (const auto& option : options_of(declared)) {
    if (option.is_positional) page.item(option.value_name, sentence_of(option));
  }
  write_options(page, declared, false);
  page.section("COMMON OPTIONS");
  write_options(page, declared, true);
  if (!declared.notes.empty()) {
    page.section("NOTES");
    page.text(declared.notes);
  }
  write_exit_status(page, declared.exit_codes);
  write_examples(page, declared.examples);
  write_environment(page);
  page.section("SEE ALSO");
  page.text("`kbsearch`(1), `kbsearch-query`(7), `kbsearch-formats`(5)");
  return out.str();
}

std::string page_of_the_tool(const std::string& date) {
  std::ostringstream out;
  Roff page(out, {"kbsearch", "1", "full-text search for curated knowledge bases", std::string(version()), date});
  page.section("SYNOPSIS");
  page.text("`kbsearch` [search] QUERY... [options]\n\n`kbsearch` COMMAND [ARGUMENTS] [options]");
  page.section("DESCRIPTION");
  page.text(
      "Indexes resource records: title, summary, key points, text, tags, an editor's importance, the pages that cite\n"
      "them with their quality. Ranks by text, importance and quality in one score that explains itself.\n\n"
      "A query is the default command. One that begins with a minus follows `--`. To search for the name of a\n"
      "command, write `kbsearch search` before it.");
  page.section("COMMANDS");
  for (const auto& command : commands()) {
    page.item('`' + std::string(command.name) + "` " + command.arguments,
              std::string(command.summary) + "; see `" + page_name(command) + "`(1)");
  }
  page.item("`help` [COMMAND]", "tell what a command takes, as COMMAND `--help` does");
  page.section("COMMON OPTIONS");
  Declaration common;
  add_common_options(common.options);
  write_options(page, common, true);
  page.item("`-V`, `--version`", "print the versions of kbsearch, Xapian and ICU");
  write_exit_status(page, {{0, "found or done"},
                           {1, "nothing found, a record rejected, or a gate not met"},
                           {2, "an error; the message on standard error names the thing and the way out"}});
  page.text("Output that cannot be written is an error; a closed pipe is a normal end.");
  write_examples(page,
                 {{"kbsearch index records.jsonl", "Index a file of records:"},
                  {"kbsearch \"pytorch governance\"", "Ask:"},
                  {"kbsearch explain \"pytorch governance\" 87c36d42aade0023", "Ask why a record stands there:"}});
  write_environment(page);
  page.section("FILES");
  page.item("~/.local/share/kbsearch/default", "the index, where nothing names another; a directory");
  page.section("SEE ALSO");
  std::string names;
  for (const auto& command : commands()) names += '`' + page_name(command) + "`(1), ";
  page.text(names + "`kbsearch-query`(7), `kbsearch-formats`(5)");
  return out.str();
}

std::string page_of(const Prose& prose, const std::string& date) {
  const auto dot = prose.file.rfind('.');
  const auto end = prose.text.find('\n');
  std::ostringstream out;
  Roff page(out, {prose.file.substr(0, dot), prose.file.substr(dot + 1), prose.text.substr(0, end),
                  std::string(version()), date});
  page.text(with_tables(std::string_view(prose.text).substr(end + 1)));
  return out.str();
}

}  // namespace

std::vector<ManualPage> manual_pages(const std::vector<Prose>& prose, const std::string& date) {
  std::vector<ManualPage> pages = {{"kbsearch.1", page_of_the_tool(date)}};
  for (const auto& command : commands()) pages.push_back({page_name(command) + ".1", page_of(command, date)});
  for (const auto& one : prose) pages.push_back({one.file, page_of(one, date)});
  return pages;
}

}  // namespace kbsearch::cli
