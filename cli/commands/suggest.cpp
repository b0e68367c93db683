#include <iostream>

#include "arguments.hpp"
#include "command.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/searcher.hpp"
#include "number_option.hpp"
#include "safe_text.hpp"
#include "standard_streams.hpp"

namespace kbsearch::cli {
Declaration declare_suggest() {
  Declaration declared{.usage = "suggest PREFIX [options]",
                       .description =
                           "Completes what is being typed: titles and aliases (those that matter most first), tags and "
                           "words (the most frequent first).\n"
                           "Prints lines of kind, text, and the record's id or the number of records.",
                       .positional = "prefix",
                       .exit_codes = {{0, "found"}, {1, "nothing begins so"}, {2, "an error"}},
                       .examples = {{"kbsearch suggest \"pytorch fou\"", "What begins so?"}}};
  auto& options = declared.options;
  options.add_options()("prefix", po::value<std::vector<std::string>>()->value_name("PREFIX"), "what was typed so far")(
      "limit,n", number_value(0, 10'000)->value_name("N")->default_value(5), "suggestions of each kind")(
      "format", po::value<std::string>()->value_name("F")->default_value("tsv"), "tsv or json");
  add_common_options(options);
  return declared;
}

int run_suggest(const po::variables_map& values) {
  const auto common = common_options(values);
  if (values.count("prefix") == 0) refuse_words("what was typed so far is missing", "suggest");
  std::string text;
  for (const auto& word : values["prefix"].as<std::vector<std::string>>()) text += (text.empty() ? "" : " ") + word;
  const auto format = values["format"].as<std::string>();
  require_choice("--format", format, {"tsv", "json"});
  const auto found = Searcher::open(common.db).suggest(text, values["limit"].as<std::size_t>());
  if (format == "json") {
    print_as(OutputKind::kJson);
    std::cout << suggestions_to_json(found, text, {.indent = 2}) << '\n';
  } else {
    for (const auto& suggestion : found) {
      std::cout << name_of(suggestion.kind) << '\t' << printable(suggestion.text) << '\t'
                << (suggestion.record_id.empty() ? std::to_string(suggestion.doc_count)
                                                 : printable(suggestion.record_id))
                << '\n';
    }
  }
  return found.empty() ? kNothingFound : kFound;
}

}  // namespace kbsearch::cli
