#include <cmath>
#include <iostream>

#include "arguments.hpp"
#include "asking_options.hpp"
#include "command.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/searcher.hpp"
#include "pager.hpp"
#include "safe_text.hpp"
#include "search_output.hpp"
#include "standard_streams.hpp"
#include "terminal_text.hpp"

namespace kbsearch::cli {
namespace {

struct Explained {
  std::string id;
  std::optional<Explanation> explanation;
  bool is_known = false;
};

void print_human(const std::vector<Explained>& records) {
  for (const auto& record : records) {
    std::cout << printable(record.id) << '\n';
    if (record.explanation) {
      print_explanation(std::cout, *record.explanation, 2);
    } else {
      std::cout << "  " << (record.is_known ? "the query does not match this record" : "there is no such record")
                << '\n';
    }
  }
  if (records.size() != 2 || !records[0].explanation || !records[1].explanation) return;
  const auto& first = records[0];
  const auto& second = records[1];
  const double gap = first.explanation->value - second.explanation->value;
  std::cout << '\n'
            << printable(first.id) << " stands " << (gap >= 0.0 ? "before " : "behind ") << printable(second.id)
            << " by " << fixed(std::abs(gap), 4) << ":\n";
  for (const auto& part : differences(*first.explanation, *second.explanation)) {
    const double gain = part.value - part.other_value;
    std::cout << "  " << (gain > 0.0 ? "+" : "") << fixed(gain, 4) << "  " << printable(part.label) << " ("
              << fixed(part.value, 4) << " against " << fixed(part.other_value, 4) << ")\n";
  }
}

void print_json(const std::string& query, const std::string& profile, const std::vector<Explained>& records) {
  std::vector<ExplainedRecord> explained;
  for (const auto& record : records) explained.push_back({record.id, record.explanation});
  print_as(OutputKind::kJson);
  std::cout << explanations_to_json(explained, query, profile, {.indent = 2}) << '\n';
}

}  // namespace

int run_explain(const std::vector<std::string>& arguments) {
  po::options_description options("options");
  options.add_options()("arguments", po::value<std::vector<std::string>>()->value_name("QUERY ID"),
                        "the query and ids")(
      "format", po::value<std::string>()->value_name("F")->default_value("human"), "human or json");
  add_asking_options(options);
  add_common_options(options);
  const auto values = parse_arguments(arguments, options, "arguments");
  if (values["help"].as<bool>()) {
    std::cout << "usage: kbsearch explain QUERY ID [ID]\n\nTells why a record scores what it does; of two, why one "
                 "stands before the other: the parts in which they differ, the largest first.\n\n"
              << options << "\nExit codes: 0 all explained, 1 a record is not there or does not match, 2 an error.\n";
    return kFound;
  }
  const auto common = common_options(values);
  const auto words =
      values.count("arguments") > 0 ? values["arguments"].as<std::vector<std::string>>() : std::vector<std::string>{};
  if (words.size() < 2) {
    refuse_words(
        words.empty() ? "a query (in quotes) and the id of a record are missing" : "the id of a record is missing",
        "explain");
  }
  if (words.size() > 3) refuse_words("explain takes a query (in quotes) and one or two ids", "explain");
  const auto format = values["format"].as<std::string>();
  require_choice("--format", format, {"human", "json"});
  SearchOptions search;
  read_asking_options(values, search);
  const auto searcher = Searcher::open(common.db);
  std::vector<Explained> records;
  bool all = true;
  for (std::size_t i = 1; i < words.size(); ++i) {
    auto& record = records.emplace_back(Explained{words[i], searcher.explain(words.front(), words[i], search), true});
    if (!record.explanation) record.is_known = searcher.find(words[i]).has_value();
    all = all && record.explanation.has_value();
  }
  if (format == "json") {
    print_json(words.front(), search.profile.name, records);
  } else {
    const Pager pager(common.pager);
    print_human(records);
  }
  return all ? kFound : kNothingFound;
}

}  // namespace kbsearch::cli
