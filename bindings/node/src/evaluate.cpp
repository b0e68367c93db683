#include "jobs.hpp"
#include "judged.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/measure.hpp"
#include "loads.hpp"
#include "options.hpp"

namespace kbsearch::node {
namespace {

struct Request {
  std::string path;
  Judged judged;
  std::vector<Metric> metrics;
  RankingProfile profile;
  std::optional<RankingProfile> versus;
};

Request request_of(napi_env env, const Arguments& arguments) {
  Request request;
  request.path = path_of(env, arguments[0]);
  request.judged = judged_of(env, arguments[1], arguments[2]);
  for (const auto& metric : texts_of(env, member(env, arguments[3], "metrics"), "metrics")) {
    request.metrics.push_back(Metric::parse(metric));
  }
  const auto profile = member(env, arguments[3], "profile");
  request.profile = is_given(env, profile) ? profile_of(text_of(env, profile, "profile")) : SearchOptions().profile;
  const auto versus = member(env, arguments[3], "versus");
  if (is_given(env, versus)) request.versus = profile_of(text_of(env, versus, "versus"));
  return request;
}

Evaluation measured(const Request& request, const RankingProfile& profile, std::stop_token stop) {
  MeasureOptions options;
  options.profile = profile;
  options.stop = std::move(stop);
  auto evaluation =
      measure(Searcher::open(request.path), request.judged.queries, request.judged.judgments, request.metrics, options);
  if (evaluation.query_count == 0) {
    throw Error(ErrorCode::kInvalidArgument, "no query is judged (do the ids of queries and judgments agree?)");
  }
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
    request.judged.read_files();
    auto evaluation = measured(request, request.profile, token);
    std::optional<Evaluation> other;
    if (request.versus) other = measured(request, *request.versus, token);
    return [evaluation = std::move(evaluation), other = std::move(other)](napi_env given) {
      return js_evaluation(given, evaluation, other);
    };
  });
}

}  // namespace kbsearch::node
