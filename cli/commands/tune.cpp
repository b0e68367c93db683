#include <cstdio>
#include <iostream>
#include <sstream>

#include "arguments.hpp"
#include "command.hpp"
#include "counted.hpp"
#include "input_file.hpp"
#include "kbsearch/tuning.hpp"
#include "number_option.hpp"
#include "output_file.hpp"
#include "profile_option.hpp"
#include "progress.hpp"
#include "standard_streams.hpp"

namespace kbsearch::cli {
namespace {

using Paths = std::vector<std::string>;

Paths list_of(const po::variables_map& values, const char* name) {
  return values.count(name) > 0 ? values[name].as<Paths>() : Paths{};
}

void print_report(std::ostream& out, const TuningReport& report, const std::string& metric) {
  const auto line = [&](const char* pattern, auto... numbers) {
    char buffer[200];
    std::snprintf(buffer, sizeof buffer, pattern, numbers...);
    out << buffer << '\n';
  };
  for (const auto& step : report.steps) {
    line("%-28s %10g -> %-10g %s %.4f", step.number.c_str(), step.before, step.after, metric.c_str(), step.metric);
  }
  if (report.steps.empty()) out << "no number gains by being moved\n";
  line("fitted    %.4f -> %.4f  (%+.4f, on the queries it was fitted to)", report.fitted_before, report.fitted_after,
       report.fitted_after - report.fitted_before);
  line("held out  %.4f -> %.4f  (%+.4f, on queries that were left out: what to expect)", report.held_out_before,
       report.held_out_after, report.held_out_after - report.held_out_before);
  line("overfit   %.4f of the gain does not carry over", report.overfit());
  out << counted(report.query_count, "query", "queries") << ", " << counted(report.profiles_measured, "profile")
      << " measured\n";
}

}  // namespace

Declaration declare_tune() {
  Declaration declared{
      .usage = "tune --queries FILE --qrels FILE [--out PROFILE.json]",
      .description =
          "Fits the numbers of a ranking profile to judged queries, and tells by cross-validation how "
          "much of the gain is real.",
      .notes = "The report goes to standard error, the profile to --out or standard output.",
      .exit_codes = {{0, "done"}, {2, "an error"}},
      .examples = {{"kbsearch tune --queries q.tsv --qrels r.txt --numbers k1,presence --out mine.json",
                    "Fit two numbers to judged queries:"}}};
  auto& options = declared.options;
  options.add_options()("queries", po::value<Paths>()->value_name("FILE")->composing(),
                        "`qid<TAB>text` lines; once for each index")(
      "qrels", po::value<Paths>()->value_name("FILE")->composing(), "TREC judgments; once for each index")(
      "index", po::value<Paths>()->value_name("DIR")->composing(),
      "an index to tune on (default: the one of --db); several, each with its queries and qrels, count alike")(
      "profile", po::value<std::string>()->value_name("NAME|FILE")->default_value("default"), "where to start")(
      "numbers", po::value<std::string>()->value_name("LIST"), "numbers to fit, comma separated (default: all)")(
      "metric", po::value<std::string>()->value_name("M")->default_value("ndcg@10"), "what to raise")(
      "folds", number_value(2, 20)->value_name("N")->default_value(5), "parts for cross-validation")(
      "rounds", number_value(1, 10)->value_name("N")->default_value(2), "passes over the numbers")(
      "sample", number_value(0, 1'000'000)->value_name("N")->default_value(300),
      "queries of each collection, evenly spaced; 0 for all")("out", po::value<std::string>()->value_name("FILE"),
                                                              "write the profile there (default: standard output)");
  add_common_options(options);
  return declared;
}

int run_tune(const po::variables_map& values) {
  const auto common = common_options(values);
  auto indexes = list_of(values, "index");
  if (indexes.empty()) indexes.push_back(common.db.string());
  const auto queries = list_of(values, "queries");
  const auto qrels = list_of(values, "qrels");
  if (queries.empty() || qrels.empty()) {
    refuse_words(missing_of({{"--queries FILE", queries.empty()}, {"--qrels FILE", qrels.empty()}}), "tune");
  }
  if (queries.size() != indexes.size() || qrels.size() != indexes.size()) {
    throw UsageError("each of the " + counted(indexes.size(), "index", "indexes") +
                     " needs one --queries and one --qrels, in the same order");
  }
  std::vector<Searcher> searchers;
  std::vector<TuningCollection> collections;
  for (const auto& path : indexes) searchers.push_back(Searcher::open(path));
  for (std::size_t i = 0; i < indexes.size(); ++i) {
    LinesFile queries_file(queries[i], "queries");
    LinesFile qrels_file(qrels[i], "judgments");
    collections.push_back({&searchers[i], read_queries(queries_file.stream(), queries_file.name()),
                           read_qrels(qrels_file.stream(), qrels_file.name())});
  }
  TuningOptions tuning;
  tuning.metric = Metric::parse(values["metric"].as<std::string>());
  tuning.folds = values["folds"].as<std::size_t>();
  tuning.rounds = values["rounds"].as<std::size_t>();
  tuning.max_queries = values["sample"].as<std::size_t>();
  if (values.count("numbers") > 0) {
    std::istringstream names(values["numbers"].as<std::string>());
    for (std::string name; std::getline(names, name, ',');) tuning.numbers.push_back(name);
  }
  Progress progress(!common.quiet, "profiles");
  tuning.on_progress = [&](std::size_t count) { progress.show(count, std::nullopt); };
  const auto report = tune(collections, profile_named(values["profile"].as<std::string>()), tuning);
  progress.clear();
  if (!common.quiet) print_report(std::cerr, report, tuning.metric.name);
  if (values.count("out") == 0) {
    print_as(OutputKind::kJson);
    std::cout << report.profile.to_json() << '\n';
    return kFound;
  }
  OutputFile file(values["out"].as<std::string>(), "ranking profile");
  file.stream() << report.profile.to_json() << '\n';
  file.close();
  return kFound;
}

}  // namespace kbsearch::cli
