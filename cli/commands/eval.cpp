#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "arguments.hpp"
#include "command.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"
#include "kbsearch/searcher.hpp"
#include "profile_option.hpp"

namespace kbsearch::cli {
namespace {

using Json = nlohmann::ordered_json;

// A mean may differ in the last places between machines; a drop smaller than this is none.
constexpr double kBaselineTolerance = 1e-6;

po::options_description eval_options() {
  po::options_description options("options");
  options.add_options()("queries", po::value<std::string>()->value_name("FILE")->required(), "`qid<TAB>text` lines")(
      "qrels", po::value<std::string>()->value_name("FILE")->required(), "TREC judgments: qid 0 docid grade")(
      "metrics", po::value<std::string>()->value_name("LIST")->default_value("ndcg@10,mrr@10,recall@100,map"),
      "what to measure")("profile", po::value<std::string>()->value_name("NAME|FILE")->default_value("default"),
                         "ranking profile")("baseline", po::value<std::string>()->value_name("FILE"),
                                            "fail if a metric is under the one in this JSON output of eval")(
      "per-query", po::bool_switch(), "print each query's values, too")(
      "format", po::value<std::string>()->value_name("F")->default_value("human"), "human or json");
  add_common_options(options);
  return options;
}

std::ifstream opened(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw UsageError("cannot read '" + path + "'");
  return file;
}

std::vector<Metric> metrics_of(const std::string& list) {
  std::vector<Metric> metrics;
  std::istringstream names(list);
  for (std::string name; std::getline(names, name, ',');) metrics.push_back(Metric::parse(name));
  if (metrics.empty()) throw UsageError("--metrics needs at least one metric");
  return metrics;
}

/// Enough hits for the deepest metric; recall and map without a depth look at a thousand.
std::size_t depth_of(const std::vector<Metric>& metrics) {
  std::size_t depth = 1;
  for (const auto& metric : metrics) depth = std::max(depth, metric.depth == 0 ? 1000 : metric.depth);
  return depth;
}

struct QueryScores {
  std::string id;
  std::vector<double> values;
};

std::vector<QueryScores> measure(const Searcher& searcher, std::istream& queries,
                                 const std::map<std::string, Judgments>& qrels, const std::vector<Metric>& metrics,
                                 const SearchOptions& options) {
  std::vector<QueryScores> all;
  for (std::string line; std::getline(queries, line);) {
    const auto tab = line.find('\t');
    if (tab == line.npos) continue;
    const auto judged = qrels.find(line.substr(0, tab));
    if (judged == qrels.end()) continue;  // without a judgment there is nothing to measure
    std::vector<std::string> ranking;
    for (const auto& hit : searcher.search(line.substr(tab + 1), options).hits) ranking.push_back(hit.record_id);
    auto& scores = all.emplace_back();
    scores.id = judged->first;
    for (const auto& metric : metrics) scores.values.push_back(metric.score(ranking, judged->second));
  }
  return all;
}

bool under_baseline(const std::string& path, const std::vector<Metric>& metrics, const std::vector<double>& means) {
  const Json baseline = Json::parse(opened(path), nullptr, /*allow_exceptions=*/false);
  if (!baseline.is_object() || !baseline.contains("metrics"))
    throw UsageError("'" + path + "' is not a JSON output of kbsearch eval");
  bool under = false;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const auto kept = baseline["metrics"].find(metrics[i].name);
    if (kept == baseline["metrics"].end() || !kept->is_number()) continue;
    if (means[i] >= kept->get<double>() - kBaselineTolerance) continue;
    under = true;
    std::fprintf(stderr, "kbsearch: %s is %.4f, under the baseline of %.4f\n", metrics[i].name.c_str(), means[i],
                 kept->get<double>());
  }
  return under;
}

}  // namespace

int run_eval(const std::vector<std::string>& arguments) {
  const auto options = eval_options();
  if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
    std::cout
        << "usage: kbsearch eval --queries FILE --qrels FILE [options]\n\nMeasures the ranking on judged queries, with "
           "trec_eval's definitions. Queries are words, never operators.\n\n"
        << options << "\nExit codes: 0 done, 1 under the baseline, 2 an error.\n";
    return kFound;
  }
  const auto values = parse_arguments(arguments, options, nullptr);
  const auto common = common_options(values);
  const auto metrics = metrics_of(values["metrics"].as<std::string>());
  const auto format = values["format"].as<std::string>();
  if (format != "human" && format != "json") throw UsageError("--format takes human or json, not '" + format + "'");
  auto qrels_file = opened(values["qrels"].as<std::string>());
  const auto qrels = read_qrels(qrels_file, values["qrels"].as<std::string>());
  auto queries = opened(values["queries"].as<std::string>());

  SearchOptions search;
  search.plain_words = true;
  search.snippets = false;
  search.limit = depth_of(metrics);
  search.profile = profile_named(values["profile"].as<std::string>());
  const auto searcher = Searcher::open(common.db);
  const auto scores = measure(searcher, queries, qrels, metrics, search);
  if (scores.empty()) throw UsageError("no query of the queries file is judged in the qrels file");

  std::vector<double> means(metrics.size(), 0.0);
  for (const auto& query : scores) {
    for (std::size_t i = 0; i < means.size(); ++i) means[i] += query.values[i] / static_cast<double>(scores.size());
  }
  Json json{{"queries", scores.size()}, {"profile", search.profile.name}, {"metrics", Json::object()}};
  for (std::size_t i = 0; i < metrics.size(); ++i) json["metrics"][metrics[i].name] = means[i];
  if (values["per-query"].as<bool>()) {
    for (const auto& query : scores) {
      for (std::size_t i = 0; i < metrics.size(); ++i) json["per_query"][query.id][metrics[i].name] = query.values[i];
    }
  }
  if (format == "json") {
    std::cout << json.dump(2) << '\n';
  } else {
    std::printf("%zu queries, profile %s\n", scores.size(), search.profile.name.c_str());
    for (std::size_t i = 0; i < metrics.size(); ++i) std::printf("%-12s %.4f\n", metrics[i].name.c_str(), means[i]);
    if (values["per-query"].as<bool>()) {
      for (const auto& query : scores) {
        std::printf("%s", query.id.c_str());
        for (const double value : query.values) std::printf("\t%.4f", value);
        std::printf("\n");
      }
    }
    std::fflush(stdout);
  }
  const bool failed =
      values.count("baseline") > 0 && under_baseline(values["baseline"].as<std::string>(), metrics, means);
  return failed ? kNothingFound : kFound;
}

}  // namespace kbsearch::cli
