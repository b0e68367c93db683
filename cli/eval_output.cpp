#include "eval_output.hpp"

#include <algorithm>
#include <cmath>
#include <cstdarg>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <ostream>

#include "safe_text.hpp"

namespace kbsearch::cli {
namespace {

using Json = nlohmann::ordered_json;

// So many queries are named in each direction, unless --per-query asks for all.
constexpr std::size_t kNamedQueries = 10;

__attribute__((format(printf, 1, 2))) std::string formatted(const char* format, ...) {
  char line[256];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  return line;
}

std::string shown(const Interval& interval) { return formatted("[%.4f, %.4f]", interval.low, interval.high); }

std::string shown_difference(const Interval& interval) {
  return formatted("[%+.4f, %+.4f]", interval.low, interval.high);
}

std::string text_of(const EvalReport& report, const std::string& query_id) {
  const auto found = report.query_texts.find(query_id);
  return found == report.query_texts.end() ? "" : printable(found->second);
}

void print_means(std::ostream& out, const EvalReport& report) {
  out << formatted("%-12s %-7s %s\n", "metric", "mean", "95% interval");
  for (const auto& metric : report.evaluation.metrics) {
    if (report.judged_is_a_note && metric.name == kTrustMetric) continue;
    out << formatted("%-12s %.4f  ", metric.name.c_str(), metric.mean)
        << (metric.interval ? shown(*metric.interval) : "") << '\n';
  }
}

void print_trust(std::ostream& out, const EvalReport& report) {
  const auto* judged = report.evaluation.find(kTrustMetric);
  if (!report.judged_is_a_note || judged == nullptr) return;
  const auto* other = report.versus ? report.versus->other.find(kTrustMetric) : nullptr;
  out << formatted("%s %.4f", kTrustMetric, judged->mean);
  if (other != nullptr) out << formatted(" versus %.4f", other->mean);
  out << ": of the first 10 hits this share is judged; the others count as not relevant\n";
}

void print_comparison(std::ostream& out, const EvalReport& report, const EvalComparison& comparison,
                      const char* other_column) {
  out << '\n' << report.name << " against " << comparison.name << '\n';
  out << formatted("%-12s %-7s %-8s %-10s %-19s %5s %7s %5s  %s\n", "metric", "mean", other_column, "difference",
                   "95% interval", "wins", "losses", "ties", "p");
  for (const auto& metric : comparison.metrics) {
    if (report.judged_is_a_note && metric.name == kTrustMetric) continue;
    const double difference = metric.paired ? metric.paired->mean : metric.mean - metric.other_mean;
    out << formatted("%-12s %.4f  %.4f   %+.4f", metric.name.c_str(), metric.mean, metric.other_mean, difference);
    if (const auto& paired = metric.paired) {
      out << formatted("    %-19s %5zu %7zu %5zu  %.4f", shown_difference(paired->interval).c_str(), paired->wins,
                       paired->losses, paired->ties, paired->p);
    }
    out << '\n';
  }
}

void print_change(std::ostream& out, const EvalReport& report, const QueryChange& change) {
  out << formatted("  %+.4f  %.4f  %.4f   ", change.value - change.other_value, change.value, change.other_value)
      << printable(change.query_id) << "  " << text_of(report, change.query_id) << '\n';
}

/// Names the queries that lost most, then those that gained most.
void print_changes(std::ostream& out, const EvalReport& report, const EvalComparison& comparison) {
  const auto& changes = comparison.changes;
  const auto first_gain = std::find_if(changes.begin(), changes.end(),
                                       [](const QueryChange& change) { return change.value > change.other_value; });
  const std::size_t most = report.per_query ? changes.size() : kNamedQueries;
  const auto losses = static_cast<std::size_t>(first_gain - changes.begin());
  const auto gains = changes.size() - losses;
  const auto heading = [&](std::size_t count, const char* what) {
    out << formatted("\n%zu %s %s in %s", count, count == 1 ? "query" : "queries", what,
                     comparison.changes_metric.c_str());
    if (count > most) out << formatted(", the first %zu", most);
    out << " (difference, this value, the other):\n";
  };
  if (losses > 0) heading(losses, "lost");
  for (std::size_t i = 0; i < std::min(losses, most); ++i) print_change(out, report, changes[i]);
  if (gains > 0) heading(gains, "gained");
  for (std::size_t i = 0; i < std::min(gains, most); ++i) print_change(out, report, changes[changes.size() - 1 - i]);
}

void print_each_query(std::ostream& out, const EvalReport& report) {
  out << "\nquery";
  for (const auto& metric : report.evaluation.metrics) out << '\t' << metric.name;
  out << "\ttext\n";
  for (std::size_t i = 0; i < report.evaluation.query_ids.size(); ++i) {
    const auto& id = report.evaluation.query_ids[i];
    out << printable(id);
    for (const auto& metric : report.evaluation.metrics) out << formatted("\t%.4f", metric.values[i]);
    out << '\t' << text_of(report, id) << '\n';
  }
}

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

Json json_of(const EvalReport& report, const EvalComparison& comparison) {
  Json json = Json::parse(comparison.other.to_json(Evaluation::Detail::kMeans));
  json.erase("schema_version");
  json["comparison"] = Json::parse(comparisons_to_json(comparison.metrics));
  json["changes_metric"] = comparison.changes_metric;
  Json& changes = json["changes"] = Json::array();
  for (const auto& change : comparison.changes) {
    const auto text = report.query_texts.find(change.query_id);
    changes.push_back({{"query", change.query_id},
                       {"text", text == report.query_texts.end() ? "" : text->second},
                       {"value", rounded(change.value)},
                       {"other_value", rounded(change.other_value)}});
  }
  return json;
}

}  // namespace

std::vector<std::string> EvalComparison::fallen() const {
  std::vector<std::string> names;
  for (const auto& metric : metrics) {
    if (metric.falls()) names.push_back(metric.name);
  }
  return names;
}

void print_eval_tables(std::ostream& out, const EvalReport& report) {
  const auto count = report.evaluation.query_count;
  out << count << (count == 1 ? " query, " : " queries, ") << report.name << '\n';
  print_means(out, report);
  print_trust(out, report);
  if (report.versus) {
    print_comparison(out, report, *report.versus, "versus");
    print_changes(out, report, *report.versus);
  }
  if (report.baseline) {
    print_comparison(out, report, *report.baseline, "baseline");
    print_changes(out, report, *report.baseline);
  }
  if (report.per_query) print_each_query(out, report);
}

void print_eval_json(std::ostream& out, const EvalReport& report) {
  const auto detail = report.per_query ? Evaluation::Detail::kPerQuery : Evaluation::Detail::kMeans;
  Json json = Json::parse(report.evaluation.to_json(detail));
  if (report.versus) json["versus"] = json_of(report, *report.versus);
  if (report.baseline) {
    json["baseline"] = json_of(report, *report.baseline);
    json["baseline"]["fallen"] = report.baseline->fallen();
    json["baseline"]["passed"] = report.baseline->fallen().empty();
  }
  out << json.dump(2, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace) << '\n';
}

}  // namespace kbsearch::cli
