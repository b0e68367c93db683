// stats, check, analyze, explain: looking into an index and into the analysis.
#include <cstdio>
#include <iostream>

#include "arguments.hpp"
#include "command.hpp"
#include "counted.hpp"
#include "kbsearch/analyzer.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/index_copies.hpp"
#include "kbsearch/searcher.hpp"
#include "number_option.hpp"
#include "profile_option.hpp"
#include "safe_text.hpp"
#include "search_output.hpp"
#include "standard_streams.hpp"

namespace kbsearch::cli {
namespace {

std::string text_of(const po::variables_map& values, const char* option) {
  std::string text;
  if (values.count(option) == 0) return text;
  for (const auto& word : values[option].as<std::vector<std::string>>()) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(text.size() + 1, width), ' ');
  return text;
}

std::string way_out_of_damage(const std::filesystem::path& db) {
  try {
    if (snapshot_state(db)) return "take the snapshot again, or use another one";
  } catch (const Error&) {
    // Then it is told as an index.
  }
  return "repair it from its records with: kbsearch index --rebuild";
}

/// Runs the check and prints what it found. Returns the exit code.
int check_and_print(const CommonOptions& common, const CheckOptions& options) {
  const auto report = check_index(common.db, options);
  for (const auto& problem : report.problems) std::cout << "problem: " << printable(problem) << '\n';
  if (!common.quiet) {
    for (const auto& note : report.notes) std::cout << "note: " << printable(note) << '\n';
    if (!report.digests_complete) std::cout << "note: kbsearch check --write makes the digests\n";
    if (!report.image_complete) std::cout << "note: kbsearch check --write makes the image anew\n";
    std::cout << counted(report.doc_count, "record") << " checked: "
              << (report.problems.empty() ? "no problem found" : "damaged (" + way_out_of_damage(common.db) + ")")
              << '\n';
  }
  std::cout.flush();
  return report.problems.empty() ? kFound : kFailure;
}

}  // namespace

Declaration declare_stats() {
  Declaration declared{
      .usage = "stats [options]",
      .description = "Describes the index: size, languages, and how many records have each field.",
      .exit_codes = {{0, "done"}, {2, "an error"}},
      .examples = {{"kbsearch stats --terms=20 --prefix gov", "The most frequent words that begin so:"},
                   {"kbsearch stats --schema > schema.json",
                    "The schema, to be changed and given to kbsearch index --rebuild:"}}};
  auto& options = declared.options;
  options.add_options()("schema", po::bool_switch(), "print the schema of the index, as JSON, and nothing else")(
      "terms", number_value(0, 10'000'000)->value_name("N")->implicit_value(50),
      "print the N most frequent words and the records that have each, and nothing else")(
      "prefix", po::value<std::string>()->value_name("P")->default_value(""), "with --terms: those that begin so");
  add_common_options(options);
  return declared;
}

int run_stats(const po::variables_map& values) {
  const auto common = common_options(values);
  const auto searcher = Searcher::open(common.db);
  if (values["schema"].as<bool>()) {
    print_as(OutputKind::kJson);
    std::cout << searcher.schema().to_json() << '\n';
    return kFound;
  }
  if (values.count("terms") > 0) {
    for (const auto& term : searcher.terms(values["prefix"].as<std::string>(), values["terms"].as<std::size_t>())) {
      std::cout << term.doc_count << '\t' << printable(term.term) << '\n';
    }
    return kFound;
  }
  const auto statistics = searcher.statistics();
  char number[64];
  const auto line = [&](const char* name, const std::string& value) { std::cout << padded(name, 22) << value << '\n'; };
  line("index", printable(common.db.string()));
  line("generation", printable(statistics.generation));
  line("schema", printable(searcher.schema().name()));
  line("records", std::to_string(statistics.doc_count));
  line("distinct terms", std::to_string(statistics.distinct_terms));
  std::snprintf(number, sizeof number, "%.1f MB", static_cast<double>(statistics.bytes_on_disk) / 1e6);
  line("on disk", number);
  std::snprintf(number, sizeof number, "%.1f tokens (weights were made with %.1f)", statistics.current_avg_length,
                statistics.avg_length);
  line("mean length", number);
  std::cout << "\nrecords by language\n";
  for (const auto& [language, count] : statistics.languages)
    std::cout << "  " << padded(printable(language), 20) << count << '\n';
  std::cout << "\nrecords that have\n";
  for (const auto& [field, count] : statistics.fields)
    std::cout << "  " << padded(printable(field), 20) << count << '\n';
  return kFound;
}

Declaration declare_check() {
  Declaration declared{.usage = "check",
                       .description =
                           "Verifies the index: the digests of its files, Xapian's own check, and that each\n"
                           "record is as it was given and is found by its id. Nothing is written without --write.",
                       .exit_codes = {{0, "no problem"}, {2, "damaged or an error"}},
                       .examples = {{"kbsearch check", "Is it whole?"}, {"kbsearch check --write", "After a copy:"}}};
  auto& options = declared.options;
  options.add_options()("write", po::bool_switch(),
                        "where nothing is wrong, write the digests that are missing after a kill or a copy");
  add_common_options(options);
  return declared;
}

int run_check(const po::variables_map& values) {
  const auto common = common_options(values);
  return check_and_print(common, {.write = values["write"].as<bool>()});
}

Declaration declare_analyze() {
  Declaration declared{
      .usage = "analyze TEXT... [options]",
      .description = "Shows the tokens of a text: position, bytes, kind, exact form, stem, form with accents.",
      .positional = "text",
      .exit_codes = {{0, "done"}, {2, "an error"}},
      .examples = {{"kbsearch analyze 'GPT-4 in C++'", "What becomes of these words?"}}};
  auto& options = declared.options;
  options.add_options()("text", po::value<std::vector<std::string>>()->value_name("TEXT"), "the text")(
      "language", po::value<std::string>()->value_name("CODE"), "ISO 639-1 code (default: detected)");
  add_common_options(options);
  return declared;
}

int run_analyze(const po::variables_map& values) {
  common_options(values);
  if (values.count("text") == 0) refuse_words("a text is missing", "analyze");
  const auto text = text_of(values, "text");
  const auto language = values.count("language") > 0 ? values["language"].as<std::string>() : detect_language(text);
  std::cout << "language: " << printable(language) << '\n';
  for (const auto& token : Analyzer(language).analyze(text)) {
    std::cout << padded(std::to_string(token.position), 4)
              << padded(std::to_string(token.begin) + "-" + std::to_string(token.end), 9)
              << padded(std::string(to_string(token.kind)), 8) << padded(printable(token.exact), 20)
              << padded(printable(token.stem), 20) << printable(token.accented) << '\n';
  }
  return kFound;
}

}  // namespace kbsearch::cli
