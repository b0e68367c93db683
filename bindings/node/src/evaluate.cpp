#include <fstream>

#include "jobs.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"
#include "kbsearch/searcher.hpp"
#include "loads.hpp"
#include "options.hpp"

namespace kbsearch::node {
namespace {

struct Request {
  std::string path;
  std::string queries_path;  ///< Empty if the queries are given themselves.
  std::string qrels_path;
  std::vector<JudgedQuery> queries;
  std::map<std::string, Judgments> judgments;
  std::vector<Metric> metrics;
  RankingProfile profile;
  std::optional<RankingProfile> versus;
};

std::ifstream opened(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorCode::kIo, "'" + path + "' cannot be read");
  return file;
}

void read_queries_of(napi_env env, napi_value given, Request& request) {
  if (type_of(env, given) == napi_string) {
    request.queries_path = path_of(env, given, "queries");
    return;
  }
  for (const auto query : elements_of(env, given, "queries")) {
    request.queries.push_back(
        {text_of(env, member(env, query, "id"), "id"), text_of(env, member(env, query, "text"), "text")});
  }
}

void read_judgments_of(napi_env env, napi_value given, Request& request) {
  if (type_of(env, given) == napi_string) {
    request.qrels_path = path_of(env, given, "judgments");
    return;
  }
  for (const auto judgment : elements_of(env, given, "judgments")) {
    const auto grade = number_of(env, member(env, judgment, "grade"), "grade");
    request.judgments[text_of(env, member(env, judgment, "query"), "query")]
                     [text_of(env, member(env, judgment, "record"), "record")] = static_cast<int>(grade);
  }
}

Request request_of(napi_env env, const Arguments& arguments) {
  Request request;
  request.path = path_of(env, arguments[0]);
  read_queries_of(env, arguments[1], request);
  read_judgments_of(env, arguments[2], request);
  for (const auto& metric : texts_of(env, member(env, arguments[3], "metrics"), "metrics")) {
    request.metrics.push_back(Metric::parse(metric));
  }
  const auto profile = member(env, arguments[3], "profile");
  request.profile = is_given(env, profile) ? profile_of(text_of(env, profile, "profile")) : SearchOptions().profile;
  const auto versus = member(env, arguments[3], "versus");
  if (is_given(env, versus)) request.versus = profile_of(text_of(env, versus, "versus"));
  return request;
}

/// Enough hits for the deepest metric; recall and map without a depth look at a thousand.
std::size_t depth_of(const std::vector<Metric>& metrics) {
  std::size_t depth = 1;
  for (const auto& metric : metrics) depth = std::max<std::size_t>(depth, metric.depth == 0 ? 1000 : metric.depth);
  return depth;
}

Evaluation measure(const Request& request, const RankingProfile& profile, std::stop_token stop) {
  SearchOptions options;
  options.plain_words = true;
  options.snippets = false;
  options.limit = depth_of(request.metrics);
  options.profile = profile;
  options.stop = std::move(stop);
  const auto searcher = Searcher::open(request.path);
  auto evaluation =
      kbsearch::evaluate(request.queries, request.judgments, request.metrics, [&](const std::string& text) {
        std::vector<std::string> ranking;
        for (const auto& hit : searcher.search(text, options).hits) ranking.push_back(hit.record_id);
        return ranking;
      });
  if (evaluation.query_count == 0) {
    throw Error(ErrorCode::kInvalidArgument, "no query is judged (do the ids of queries and judgments agree?)");
  }
  evaluation.profile = profile.name;
  return evaluation;
}

napi_value js_interval(napi_env env, const Interval& interval) {
  return js_tuple(env, {js_number(env, interval.low), js_number(env, interval.high)});
}

napi_value js_metric(napi_env env, const Evaluation& evaluation, const MetricResult& metric) {
  napi_value by_query = nullptr;
  require(napi_create_array_with_length(env, metric.values.size(), &by_query));
  for (std::uint32_t i = 0; i < metric.values.size(); ++i) {
    require(napi_set_element(env, by_query, i,
                             js_tuple(env, {js_text(env, evaluation.query_ids[i]), js_number(env, metric.values[i])})));
  }
  return Object(env)
      .set("name", metric.name)
      .set("mean", js_number(env, metric.mean))
      .set("interval", metric.interval ? js_interval(env, *metric.interval) : js_null(env))
      .set("byQuery", by_query)
      .value();
}

napi_value js_comparison(napi_env env, const MetricComparison& comparison) {
  Object object(env);
  object.set("name", comparison.name)
      .set("mean", js_number(env, comparison.mean))
      .set("otherMean", js_number(env, comparison.other_mean))
      .set("falls", comparison.falls());
  if (const auto& paired = comparison.paired) {
    object.set("difference", js_number(env, paired->mean))
        .set("interval", js_interval(env, paired->interval))
        .set("wins", std::uint64_t{paired->wins})
        .set("losses", std::uint64_t{paired->losses})
        .set("ties", std::uint64_t{paired->ties})
        .set("p", js_number(env, paired->p));
  }
  return object.value();
}

napi_value js_evaluation(napi_env env, const Evaluation& evaluation, const std::optional<Evaluation>& other) {
  Object object(env);
  object.set("profile", evaluation.profile)
      .set("queryCount", std::uint64_t{evaluation.query_count})
      .set("metrics", js_array(env, evaluation.metrics,
                               [&](const MetricResult& metric) { return js_metric(env, evaluation, metric); }));
  if (other) {
    object.set("versus", Object(env)
                             .set("profile", other->profile)
                             .set("metrics", js_array(env, compare(evaluation, *other),
                                                      [env](const auto& one) { return js_comparison(env, one); }))
                             .value());
  }
  return object.value();
}

}  // namespace

napi_value evaluate(napi_env env, const Arguments& arguments) {
  const auto stop = stop_source_of(env, arguments[4]);
  return run_apart(env, stop, [request = request_of(env, arguments), token = stop.get_token()]() mutable -> Answer {
    if (!request.queries_path.empty()) {
      auto file = opened(request.queries_path);
      request.queries = read_queries(file, request.queries_path);
    }
    if (!request.qrels_path.empty()) {
      auto file = opened(request.qrels_path);
      request.judgments = read_qrels(file, request.qrels_path);
    }
    auto evaluation = measure(request, request.profile, token);
    std::optional<Evaluation> other;
    if (request.versus) other = measure(request, *request.versus, token);
    return [evaluation = std::move(evaluation), other = std::move(other)](napi_env given) {
      return js_evaluation(given, evaluation, other);
    };
  });
}

}  // namespace kbsearch::node
