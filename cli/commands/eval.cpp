#include <algorithm>
#include <iostream>
#include <sstream>

#include "arguments.hpp"
#include "command.hpp"
#include "counted.hpp"
#include "eval_output.hpp"
#include "input_file.hpp"
#include "kbsearch/measure.hpp"
#include "kbsearch/version.hpp"
#include "output_file.hpp"
#include "profile_option.hpp"
#include "progress.hpp"
#include "report/eval_page.hpp"
#include "report/query_cases.hpp"
#include "safe_text.hpp"
#include "standard_streams.hpp"

namespace kbsearch::cli {
namespace {

/// What was typed, resolved.
struct EvalRequest {
  CommonOptions common;
  bool json = false;
  std::vector<JudgedQuery> queries;
  std::map<std::string, Judgments> judgments;
  std::vector<Metric> metrics;  ///< Those asked for, then the trust metric.
  bool judged_is_a_note = false;
  std::optional<Evaluation> baseline;
  std::string baseline_path;
};

bool has(const std::vector<Metric>& metrics, const std::string& name) {
  return std::any_of(metrics.begin(), metrics.end(), [&](const Metric& metric) { return metric.name == name; });
}

std::vector<Metric> metrics_of(const std::string& list) {
  std::vector<Metric> metrics;
  std::istringstream names(list);
  for (std::string name; std::getline(names, name, ',');) {
    if (!has(metrics, name)) metrics.push_back(Metric::parse(name));
  }
  if (metrics.empty()) throw UsageError("--metrics needs at least one metric, for instance ndcg@10");
  return metrics;
}

/// A baseline is meant to hold: unless --metrics says what to look at, all that it names is measured.
void add_metrics_of(const Evaluation& baseline, std::vector<Metric>& metrics) {
  for (const auto& result : baseline.metrics) {
    const auto metric = Metric::parse(result.name);
    if (metric.kind != MetricKind::kJudged && !has(metrics, metric.name)) metrics.push_back(metric);
  }
}

EvalRequest resolve(const po::variables_map& values) {
  EvalRequest request;
  request.common = common_options(values);
  request.metrics = metrics_of(values["metrics"].as<std::string>());
  const auto format = values["format"].as<std::string>();
  require_choice("--format", format, {"human", "json"});
  request.json = format == "json";
  if (values.count("baseline") > 0) {
    request.baseline_path = values["baseline"].as<std::string>();
    request.baseline = Evaluation::from_json(contents_of(request.baseline_path, "baseline"), request.baseline_path);
    if (values["metrics"].defaulted()) add_metrics_of(*request.baseline, request.metrics);
  }
  if (!has(request.metrics, kTrustMetric)) {
    request.metrics.push_back(Metric::parse(kTrustMetric));
    request.judged_is_a_note = true;
  }
  LinesFile qrels(values["qrels"].as<std::string>(), "judgments");
  request.judgments = read_qrels(qrels.stream(), qrels.name());
  LinesFile queries(values["queries"].as<std::string>(), "queries");
  request.queries = read_queries(queries.stream(), queries.name());
  return request;
}

/// `kept`, if given, is told what each query found.
Evaluation measured(const EvalRequest& request, const std::filesystem::path& db, const RankingProfile& profile,
                    report::Rankings* kept = nullptr) {
  MeasureOptions options;
  options.profile = profile;
  Progress progress(!request.common.quiet, "queries");
  std::size_t asked = 0;
  options.on_results = [&](const std::string& text, const SearchResults& results) {
    for (const auto& hit : results.hits) {
      if (kept != nullptr) kept->note(text, hit);
    }
    ++asked;
    progress.show(asked, static_cast<double>(asked) / static_cast<double>(request.queries.size()));
  };
  auto evaluation = measure(Searcher::open(db), request.queries, request.judgments, request.metrics, options);
  if (evaluation.query_count == 0) {
    throw UsageError("no query of the queries file is judged in the qrels file (do their query ids agree?)");
  }
  return evaluation;
}

EvalComparison compared(const EvalRequest& request, const Evaluation& evaluation, Evaluation other, std::string name) {
  EvalComparison comparison{std::move(name), std::move(other), {}, "", {}};
  comparison.metrics = compare(evaluation, comparison.other);
  comparison.changes_metric = request.metrics.front().name;
  return comparison;
}

EvalComparison against_other(const po::variables_map& values, const EvalRequest& request, const Evaluation& evaluation,
                             const RankingProfile& profile) {
  const bool has_db = values.count("versus-db") > 0;
  const auto db = has_db ? std::filesystem::path(values["versus-db"].as<std::string>()) : request.common.db;
  const auto other_profile = values.count("versus") > 0 ? profile_named(values["versus"].as<std::string>()) : profile;
  auto name = "profile " + other_profile.name + (has_db ? " on " + db.string() : "");
  auto comparison = compared(request, evaluation, measured(request, db, other_profile), printable(name));
  comparison.changes = changes(evaluation, comparison.other, comparison.changes_metric);
  return comparison;
}

EvalComparison against_baseline(const EvalRequest& request, const Evaluation& evaluation) {
  auto comparison = compared(request, evaluation, *request.baseline, "baseline " + printable(request.baseline_path));
  // How much is judged is no merit: it is held to a baseline only where it was asked for.
  std::erase_if(comparison.metrics, [&](const MetricComparison& metric) {
    return request.judged_is_a_note && metric.name == kTrustMetric;
  });
  if (comparison.metrics.empty()) {
    throw UsageError("the baseline '" + request.baseline_path +
                     "' has none of the metrics that are measured (name its metrics with --metrics)");
  }
  for (const auto& metric : comparison.metrics) {
    if (metric.query_count == 0 && !request.baseline->query_ids.empty()) {
      throw UsageError("the baseline '" + request.baseline_path +
                       "' has none of the queries that are measured (was it saved with other --queries?)");
    }
  }
  const auto fallen = comparison.fallen();
  comparison.changes_metric = fallen.empty() ? comparison.metrics.front().name : fallen.front();
  comparison.changes = changes(evaluation, comparison.other, comparison.changes_metric);
  return comparison;
}

void save(const std::string& path, const Evaluation& evaluation) {
  OutputFile file(path, "baseline");
  file.stream() << evaluation.to_json(Evaluation::Detail::kPerQuery) << '\n';
  file.close();
}

void write_report(const std::string& path, const EvalRequest& request, const EvalReport& report,
                  const report::Rankings& rankings, const po::variables_map& values) {
  report::EvalPage page{.index = request.common.db.string(),
                        .queries = values["queries"].as<std::string>(),
                        .qrels = values["qrels"].as<std::string>(),
                        .version = std::string(version()),
                        .worst = {}};
  const auto searcher = Searcher::open(request.common.db);
  for (const auto& id : report::worst_queries(report.evaluation)) {
    page.worst.push_back(
        report::query_case(id, report.query_texts.at(id), request.judgments.at(id), rankings, searcher));
  }
  OutputFile file(path, "report");
  file.stream() << report::eval_page(report, page);
  file.close();
}

/// Tells on standard error what a person should know about the evaluation that standard output does not say.
void print_notes(const EvalRequest& request, const EvalReport& report) {
  if (request.common.quiet || request.json) return;
  const auto measured = report.evaluation.query_count;
  if (measured < request.queries.size()) {
    std::cerr << "kbsearch: " << request.queries.size() - measured << " of "
              << counted(request.queries.size(), "query", "queries") << " without a judgment: left out\n";
  }
  if (measured < request.judgments.size()) {
    std::cerr << "kbsearch: " << request.judgments.size() - measured << " of "
              << counted(request.judgments.size(), "judged query", "judged queries") << " not in the queries file\n";
  }
  if (!report.baseline || request.baseline->query_ids.empty()) return;
  const auto shared = report.baseline->metrics.front().query_count;
  if (shared < measured) {
    std::cerr << "kbsearch: " << counted(measured - shared, "query", "queries")
              << " not in the baseline: not compared with it\n";
  }
}

void print_fallen(const EvalComparison& baseline) {
  for (const auto& metric : baseline.metrics) {
    if (!metric.falls()) continue;
    char numbers[160];
    std::snprintf(numbers, sizeof numbers, "%s is %.4f, under the baseline of %.4f", metric.name.c_str(), metric.mean,
                  metric.other_mean);
    std::cerr << "kbsearch: " << numbers;
    if (metric.paired) {
      std::snprintf(numbers, sizeof numbers, " (difference %+.4f, 95%% interval [%+.4f, %+.4f])", metric.paired->mean,
                    metric.paired->interval.low, metric.paired->interval.high);
      std::cerr << numbers;
    }
    std::cerr << '\n';
  }
}

}  // namespace

Declaration declare_eval() {
  Declaration declared{
      .usage = "eval --queries FILE --qrels FILE [options]",
      .description =
          "Measures the ranking on judged queries, with trec_eval's definitions: gains are linear in the grade, a "
          "query\n"
          "without results counts 0, one without a judgment is left out. Queries are words, never operators. Each mean "
          "has\n"
          "its 95% bootstrap interval over the queries.\n"
          "\n"
          "  kbsearch eval --queries q.tsv --qrels r.txt --versus text     is the default profile better than 'text'?\n"
          "  kbsearch eval --queries q.tsv --qrels r.txt --save kept.json\n"
          "  kbsearch eval --queries q.tsv --qrels r.txt --baseline kept.json   did it get worse since then?\n"
          "  kbsearch eval --queries q.tsv --qrels r.txt --report out.html      a page with plots; add --versus",
      .notes =
          "Comparisons are made query by query: mean difference with its 95% interval, queries won, lost and tied (by "
          "more\n"
          "than 0.000001), and p, two-sided, of a randomisation test. Differences are this ranking minus the other "
          "one.\n"
          "\n"
          "A baseline is what --save wrote, the JSON output, or a file as {\"ndcg@10\": 0.40}. Where it has values for "
          "each\n"
          "query, a metric falls under it when the whole interval of the difference lies below 0; where it has means "
          "alone,\n"
          "when the mean is lower. Without --metrics, the baseline's metrics are measured, too.\n"
          "\n"
          "JSON: {\"schema_version\":1, \"queries\":N, \"profile\":.., \"metrics\":{NAME:mean}, "
          "\"intervals\":{NAME:[low,high]},\n"
          "  \"per_query\":{QID:{NAME:value}},                                          with --per-query\n"
          "  \"versus\":{\"queries\", \"profile\", \"metrics\", \"intervals\",                  of the other\n"
          "    \"comparison\":{NAME:{\"queries\", \"mean\", \"other_mean\", \"difference\", \"interval\", \"wins\", "
          "\"losses\", \"ties\", \"p\"}},\n"
          "    \"changes_metric\":NAME, \"changes\":[{\"query\", \"text\", \"value\", \"other_value\"}]},   worst "
          "losses first\n"
          "  \"baseline\":{as versus, \"fallen\":[NAME], \"passed\":true}}; metrics always hold judged@10.",
      .exit_codes = {{0, "done"}, {1, "under the baseline"}, {2, "an error"}}};
  auto& options = declared.options;
  const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
  options.add_options()("queries", text("FILE"), "`qid<TAB>text` lines, - for standard input")(
      "qrels", text("FILE"), "TREC judgments: qid 0 docid grade; # begins a comment")(
      "metrics", text("LIST")->default_value("ndcg@10,mrr@10,recall@100,map"),
      "what to measure: ndcg@K, mrr@K, recall@K, p@K, judged@K, map")(
      "profile", text("NAME|FILE")->default_value("default"), "ranking profile")(
      "versus", text("NAME|FILE"), "compare with another ranking profile")("versus-db", text("DIR"),
                                                                           "compare with another index")(
      "baseline", text("FILE"), "compare with a kept evaluation; exit 1 if a metric falls under it")(
      "save", text("FILE"), "keep this evaluation as a baseline")(
      "report", text("FILE"), "write it as a page to look at, with plots, wins and losses, and the worst queries")(
      "per-query", po::bool_switch(), "print each query's values, too, and name all that changed")(
      "format", text("F")->default_value("human"), "human or json");
  add_common_options(options);
  return declared;
}

int run_eval(const po::variables_map& values) {
  const std::vector<std::pair<std::string, bool>> needed = {{"--queries FILE", values.count("queries") == 0},
                                                            {"--qrels FILE", values.count("qrels") == 0}};
  if (needed[0].second || needed[1].second) refuse_words(missing_of(needed), "eval");
  const auto request = resolve(values);
  const auto profile = profile_named(values["profile"].as<std::string>());

  EvalReport report;
  report.name = "profile " + printable(profile.name);
  report.per_query = values["per-query"].as<bool>();
  report.judged_is_a_note = request.judged_is_a_note;
  for (const auto& query : request.queries) report.query_texts[query.id] = query.text;
  report::Rankings rankings;
  const bool has_page = values.count("report") > 0;
  report.evaluation = measured(request, request.common.db, profile, has_page ? &rankings : nullptr);
  if (values.count("versus") > 0 || values.count("versus-db") > 0) {
    report.versus = against_other(values, request, report.evaluation, profile);
  }
  if (request.baseline) report.baseline = against_baseline(request, report.evaluation);
  if (values.count("save") > 0) save(values["save"].as<std::string>(), report.evaluation);
  if (has_page) write_report(values["report"].as<std::string>(), request, report, rankings, values);

  print_as(request.json ? OutputKind::kJson : OutputKind::kText);
  (request.json ? print_eval_json : print_eval_tables)(std::cout, report);
  std::cout.flush();
  print_notes(request, report);
  if (!report.baseline || report.baseline->fallen().empty()) return kFound;
  print_fallen(*report.baseline);
  return kNothingFound;
}

}  // namespace kbsearch::cli
