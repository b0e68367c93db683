#include <algorithm>
#include <cmath>
#include <iostream>

#include "arguments.hpp"
#include "asking_options.hpp"
#include "command.hpp"
#include "explanation_output.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/searcher.hpp"
#include "pager.hpp"
#include "safe_text.hpp"
#include "standard_streams.hpp"
#include "terminal_text.hpp"

namespace kbsearch::cli {
namespace {

struct Explained {
  std::string id;
  std::optional<Explanation> explanation;
  bool is_known = false;
};

/// The explanations of those that match, if these are more than one: then they are compared.
std::vector<const Explained*> compared(const std::vector<Explained>& records) {
  std::vector<const Explained*> matching;
  for (const auto& record : records) {
    if (record.explanation) matching.push_back(&record);
  }
  if (matching.size() < 2) matching.clear();
  return matching;
}

std::vector<ScoreDifference> differences_of(const std::vector<const Explained*>& records) {
  std::vector<Explanation> explanations;
  for (const auto* record : records) explanations.push_back(*record->explanation);
  return differences(explanations);
}

void print_two(const Explained& first, const Explained& second, const std::vector<ScoreDifference>& parts) {
  const double gap = first.explanation->value - second.explanation->value;
  std::cout << '\n'
            << printable(first.id) << " stands " << (gap >= 0.0 ? "before " : "behind ") << printable(second.id)
            << " by " << fixed(std::abs(gap), 4) << ":\n";
  for (const auto& part : parts) {
    const double gain = part.values[0] - part.values[1];
    std::cout << "  " << (gain > 0.0 ? "+" : "") << fixed(gain, 4) << "  " << printable(part.label) << " ("
              << fixed(part.values[0], 4) << " against " << fixed(part.values[1], 4) << ")\n";
  }
}

std::string right_aligned(const std::string& text, std::size_t columns) {
  return std::string(columns - std::min(columns, text.size()), ' ') + text;
}

/// A table: a column for each record, the best first.
void print_many(std::vector<const Explained*> records) {
  std::stable_sort(records.begin(), records.end(), [](const auto* a, const auto* b) {
    return a->explanation->value != b->explanation->value ? a->explanation->value > b->explanation->value
                                                          : a->id < b->id;
  });
  constexpr std::size_t kColumn = 10;
  std::cout << "\nthe best first:\n";
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::cout << right_aligned("[" + std::to_string(i + 1) + "]", kColumn) << "  " << printable(records[i]->id) << '\n';
  }
  std::cout << "where they lie furthest apart first:\n";
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::cout << right_aligned("[" + std::to_string(i + 1) + "]", kColumn);
  }
  std::cout << '\n';
  const auto print_row = [&](const std::vector<double>& values, const std::string& label) {
    for (const double value : values) std::cout << right_aligned(fixed(value, 4), kColumn);
    std::cout << "  " << printable(label) << '\n';
  };
  std::vector<double> scores;
  for (const auto* record : records) scores.push_back(record->explanation->value);
  print_row(scores, "score");
  for (const auto& part : differences_of(records)) print_row(part.values, part.label);
}

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
  const auto matching = compared(records);
  if (matching.size() == 2) print_two(*matching[0], *matching[1], differences_of(matching));
  if (matching.size() > 2) print_many(matching);
}

void print_json(const std::string& query, const std::string& profile, const std::vector<Explained>& records) {
  std::vector<ExplainedRecord> explained;
  for (const auto& record : records) explained.push_back({record.id, record.explanation});
  print_as(OutputKind::kJson);
  std::cout << explanations_to_json(explained, query, profile, {.indent = 2}) << '\n';
}

}  // namespace

Declaration declare_explain() {
  Declaration declared{
      .usage = "explain QUERY ID...",
      .description =
          "Tells why a record scores what it does; of several, why one stands before another: the parts in which they "
          "differ, the largest difference first.",
      .positional = "arguments",
      .exit_codes = {{0, "all explained"}, {1, "a record is not there or does not match"}, {2, "an error"}},
      .examples = {{"kbsearch explain \"pytorch governance\" 87c36d42aade0023 53281bf9fa68579d",
                    "Why does the one stand before the other?"}}};
  auto& options = declared.options;
  options.add_options()("arguments", po::value<std::vector<std::string>>()->value_name("QUERY ID..."),
                        "the query and ids")(
      "format", po::value<std::string>()->value_name("F")->default_value("human"), "human or json");
  add_asking_options(options);
  add_common_options(options);
  return declared;
}

int run_explain(const po::variables_map& values) {
  const auto common = common_options(values);
  const auto words =
      values.count("arguments") > 0 ? values["arguments"].as<std::vector<std::string>>() : std::vector<std::string>{};
  if (words.size() < 2) {
    refuse_words(
        words.empty() ? "a query (in quotes) and the id of a record are missing" : "the id of a record is missing",
        "explain");
  }
  const auto format = values["format"].as<std::string>();
  require_choice("--format", format, {"human", "json"});
  SearchOptions search;
  read_asking_options(values, search);
  const auto searcher = Searcher::open(common.db);
  const std::vector<std::string> ids(words.begin() + 1, words.end());
  auto explanations = searcher.explain_all(words.front(), ids, search);
  std::vector<Explained> records;
  bool all = true;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    auto& record = records.emplace_back(Explained{ids[i], std::move(explanations[i]), true});
    if (!record.explanation) record.is_known = searcher.find(ids[i]).has_value();
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
