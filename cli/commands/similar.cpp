#include <iostream>

#include "arguments.hpp"
#include "asking_options.hpp"
#include "command.hpp"
#include "kbsearch/searcher.hpp"
#include "number_option.hpp"
#include "pager.hpp"
#include "profile_option.hpp"
#include "safe_text.hpp"
#include "search_output.hpp"

namespace kbsearch::cli {

Declaration declare_similar() {
  Declaration declared{
      .usage = "similar ID [options]",
      .description = "Lists the records most like one: by its most telling words and the pages that cite both.",
      .positional = "id",
      .exit_codes = {{0, "found"}, {1, "nothing is like it or there is no such record"}, {2, "an error"}},
      .examples = {{"kbsearch similar 87c36d42aade0023 --limit 5 --explain", "What is like it, and by what?"}}};
  auto& options = declared.options;
  options.add_options()("id", po::value<std::vector<std::string>>()->value_name("ID"), "id of a record")(
      "limit,n", number_value(0, kMostHits)->value_name("N")->default_value(10), "hits to print")(
      "format", po::value<std::string>()->value_name("F")->default_value("human"),
      "human, short, paths, json, jsonl, tsv or trec")(
      "offset", number_value(0, kMostPassedOver)->value_name("N")->default_value(0), "hits to pass over first")(
      "after", po::value<std::string>()->value_name("CURSOR")->default_value(""),
      "go on after a page: the next_cursor of its --format json")(
      "explain", po::bool_switch(), "tell which words and citing pages each shares")("no-snippet", po::bool_switch(),
                                                                                     "without the passages")(
      "profile", po::value<std::string>()->value_name("NAME|FILE")->default_value("default"), "ranking profile");
  add_common_options(options);
  return declared;
}

int run_similar(const po::variables_map& values) {
  const auto common = common_options(values);
  if (values.count("id") == 0) refuse_words("the id of a record is missing", "similar");
  if (values["id"].as<std::vector<std::string>>().size() != 1) refuse_words("similar takes one id", "similar");
  const auto id = values["id"].as<std::vector<std::string>>().front();
  const auto format = output_format_named(values["format"].as<std::string>());
  SearchOptions search;
  search.limit = values["limit"].as<std::size_t>();
  search.offset = values["offset"].as<std::size_t>();
  search.after = values["after"].as<std::string>();
  search.explain = values["explain"].as<bool>();
  search.snippets = !values["no-snippet"].as<bool>();
  search.profile = profile_named(values["profile"].as<std::string>());
  const auto results = Searcher::open(common.db).similar(id, search);
  if (!results) {
    std::cerr << "kbsearch: no record has the id '" << printable(id) << "'\n";
    return kNothingFound;
  }
  const Pager pager(common.pager && is_paged(format));
  print_results({"", id}, *results, format, common);
  return results->total.value > 0 ? kFound : kNothingFound;
}

}  // namespace kbsearch::cli
