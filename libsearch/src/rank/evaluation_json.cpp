// An evaluation as JSON: what `kbsearch eval` prints, and the baselines that are kept.
#include <cmath>
#include <nlohmann/json.hpp>

#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"
#include "schema/json_fault.hpp"

namespace kbsearch {
namespace {

using Json = nlohmann::ordered_json;

/// Six decimals: a metric says no more, and the last places of a double differ between machines.
double rounded(double value) { return std::round(value * 1e6) / 1e6; }

std::string one_line(const Json& json) {
  return json.dump(-1, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
}

/// Reads one evaluation; holds what messages need.
class EvaluationReader {
 public:
  explicit EvaluationReader(const std::string& name) : name_(name) {}

  Evaluation read(std::string_view text) const {
    if (const auto fault = schema::json_fault(text); !fault.empty()) refuse(fault);
    const Json json = Json::parse(text);
    Evaluation evaluation;
    if (!json.contains("metrics")) {
      read_means(json, evaluation);
      return evaluation;
    }
    if (json.contains("schema_version") && json["schema_version"] != 1) {
      refuse("has schema_version " + json["schema_version"].dump() + ", this version reads 1");
    }
    if (const auto profile = json.find("profile"); profile != json.end() && profile->is_string()) {
      evaluation.profile = profile->get<std::string>();
    }
    if (const auto count = json.find("queries"); count != json.end() && count->is_number_unsigned()) {
      evaluation.query_count = count->get<std::size_t>();
    }
    read_means(json["metrics"], evaluation);
    if (const auto intervals = json.find("intervals"); intervals != json.end()) read_intervals(*intervals, evaluation);
    if (const auto queries = json.find("per_query"); queries != json.end()) read_queries(*queries, evaluation);
    return evaluation;
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(ErrorCode::kInvalidArgument,
                "'" + name_ + "' " + what + R"( (a baseline is an evaluation as JSON, or {"ndcg@10": 0.40}))");
  }

  double number(const Json& value, const std::string& where) const {
    if (!value.is_number()) refuse("has " + value.dump() + " for " + where + ", must be a number");
    const double result = value.get<double>();
    if (!(result >= 0.0 && result <= 1.0)) refuse("has " + value.dump() + " for " + where + ", must be in [0, 1]");
    return result;
  }

  void read_means(const Json& means, Evaluation& evaluation) const {
    if (!means.is_object() || means.empty()) refuse("names no metric");
    for (const auto& [metric, mean] : means.items()) {
      // Not every object is a baseline: without this, {"querys": 1} would be one that gates nothing.
      try {
        Metric::parse(metric);
      } catch (const Error& error) {
        refuse(std::string("is no evaluation: ") + error.what());
      }
      evaluation.metrics.push_back({metric, number(mean, metric), std::nullopt, {}});
    }
  }

  void read_intervals(const Json& intervals, Evaluation& evaluation) const {
    for (auto& metric : evaluation.metrics) {
      const auto interval = intervals.find(metric.name);
      if (interval == intervals.end()) continue;
      const std::string where = "the interval of " + metric.name;
      if (!interval->is_array() || interval->size() != 2) refuse("has no two numbers for " + where);
      metric.interval = Interval{number((*interval)[0], where), number((*interval)[1], where)};
    }
  }

  void read_queries(const Json& queries, Evaluation& evaluation) const {
    if (!queries.is_object()) refuse("has a per_query that is no object");
    for (const auto& [id, values] : queries.items()) {
      evaluation.query_ids.push_back(id);
      for (auto& metric : evaluation.metrics) {
        const std::string where = metric.name + " of query '" + id + "'";
        const auto value = values.find(metric.name);
        if (value == values.end()) refuse("lacks " + where);
        metric.values.push_back(number(*value, where));
      }
    }
  }

  const std::string& name_;
};

}  // namespace

std::string Evaluation::to_json(Detail detail) const {
  Json means = Json::object();
  Json intervals = Json::object();
  for (const auto& metric : metrics) {
    means[metric.name] = rounded(metric.mean);
    if (metric.interval) intervals[metric.name] = {rounded(metric.interval->low), rounded(metric.interval->high)};
  }
  // One line a query, so that two baselines can be told apart by reading their diff.
  std::string json = "{\n  \"schema_version\": 1,\n  \"queries\": " + std::to_string(query_count) +
                     ",\n  \"profile\": " + one_line(profile) + ",\n  \"metrics\": " + one_line(means) +
                     ",\n  \"intervals\": " + one_line(intervals);
  if (detail == Detail::kPerQuery) {
    json += ",\n  \"per_query\": {";
    for (std::size_t i = 0; i < query_ids.size(); ++i) {
      Json values = Json::object();
      for (const auto& metric : metrics) {
        if (!metric.values.empty()) values[metric.name] = rounded(metric.values[i]);
      }
      json += (i == 0 ? "\n    " : ",\n    ") + one_line(query_ids[i]) + ": " + one_line(values);
    }
    json += "\n  }";
  }
  return json + "\n}";
}

std::string comparisons_to_json(const std::vector<MetricComparison>& comparisons) {
  Json all = Json::object();
  for (const auto& metric : comparisons) {
    Json& entry = all[metric.name];
    entry = {{"queries", metric.query_count},
             {"mean", rounded(metric.mean)},
             {"other_mean", rounded(metric.other_mean)},
             {"difference", rounded(metric.mean - metric.other_mean)}};
    if (!metric.paired) continue;
    entry["interval"] = {rounded(metric.paired->interval.low), rounded(metric.paired->interval.high)};
    entry["wins"] = metric.paired->wins;
    entry["losses"] = metric.paired->losses;
    entry["ties"] = metric.paired->ties;
    entry["p"] = rounded(metric.paired->p);
  }
  return one_line(all);
}

Evaluation Evaluation::from_json(std::string_view json, const std::string& name) {
  return EvaluationReader(name).read(json);
}

}  // namespace kbsearch
