#include "options.hpp"

#include <cmath>

#include "kbsearch/error.hpp"

namespace kbsearch::node {
namespace {

/// Reads the members that are given, and leaves the others as they are. Most objects have two of twenty: these are
/// listed, and the others are not asked for.
class Members {
 public:
  Members(napi_env env, napi_value object) : env_(env) {
    if (!is_given(env, object)) return;
    napi_value names = nullptr;
    require(napi_get_property_names(env, object, &names));
    for (const auto name : elements_of(env, names, "options")) {
      napi_value value = nullptr;
      require(napi_get_property(env, object, name, &value));
      if (is_given(env, value)) given_.emplace_back(text_of(env, name, "option"), value);
    }
  }

  template <class Number>
  requires std::is_unsigned_v<Number>
  void read(const char* name, Number& number) const {
    if (const auto value = given(name)) number = static_cast<Number>(count_of(env_, value, name));
  }
  void read(const char* name, bool& flag) const {
    if (const auto value = given(name)) flag = bool_of(env_, value, name);
  }
  void read(const char* name, double& number) const {
    if (const auto value = given(name)) number = number_of(env_, value, name);
  }
  void read(const char* name, std::string& text) const {
    if (const auto value = given(name)) text = text_of(env_, value, name);
  }
  /// Returns the member; nullptr if it is undefined or null.
  napi_value given(std::string_view name) const {
    for (const auto& [member_name, value] : given_) {
      if (member_name == name) return value;
    }
    return nullptr;
  }

 private:
  napi_env env_;
  std::vector<std::pair<std::string, napi_value>> given_;
};

std::optional<std::chrono::steady_clock::time_point> deadline_in(const Members& members) {
  constexpr double kYear = 365.0 * 24 * 3600 * 1000;
  double milliseconds = std::numeric_limits<double>::infinity();
  members.read("timeout", milliseconds);
  if (!(milliseconds >= 0)) {
    throw Error(ErrorCode::kInvalidArgument, "timeout is no number of milliseconds from 0");
  }
  if (milliseconds > kYear) return std::nullopt;
  return std::chrono::steady_clock::now() + std::chrono::microseconds(std::llround(milliseconds * 1000));
}

FacetRequest facet_of(napi_env env, napi_value value) {
  FacetRequest request;
  if (type_of(env, value) == napi_string) {
    request.field = text_of(env, value, "facets");
    return request;
  }
  const Members members(env, value);
  members.read("field", request.field);
  members.read("maxValues", request.max_values);
  std::string step;
  members.read("dateStep", step);
  if (step == "year") request.date_step = FacetRequest::DateStep::kYear;
  if (step == "month") request.date_step = FacetRequest::DateStep::kMonth;
  if (!step.empty() && !request.date_step) {
    throw Error(ErrorCode::kInvalidArgument,
                "facet '" + request.field + "': dateStep is '" + step + "', must be 'year' or 'month'");
  }
  return request;
}

SortKey sort_of(napi_env env, napi_value value) {
  SortKey key;
  if (type_of(env, value) == napi_string) {
    key.field = text_of(env, value, "sort");
    return key;
  }
  const Members members(env, value);
  members.read("field", key.field);
  members.read("ascending", key.ascending);
  return key;
}

}  // namespace

RankingProfile profile_of(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != text.npos && text[first] == '{' ? RankingProfile::from_json(text) : RankingProfile::named(text);
}

SearchOptions search_options(napi_env env, napi_value object) {
  SearchOptions options;
  if (!is_given(env, object)) return options;
  const Members members(env, object);
  members.read("limit", options.limit);
  members.read("offset", options.offset);
  members.read("filter", options.filter);
  members.read("after", options.after);
  members.read("collapse", options.collapse);
  members.read("relatedTags", options.related_tags);
  members.read("snippets", options.snippets);
  members.read("passages", options.passages);
  members.read("explain", options.explain);
  members.read("plainWords", options.plain_words);
  members.read("allWords", options.all_words);
  members.read("exactTotalUpTo", options.exact_total_up_to);
  members.read("maxWords", options.max_words);
  members.read("typos", options.typos);
  members.read("expand", options.expand);
  members.read("typing", options.typing);
  members.read("maxExpansions", options.max_expansions);
  if (const auto sort = members.given("sort")) options.sort = sort_of(env, sort);
  if (const auto facets = members.given("facets")) {
    for (const auto facet : elements_of(env, facets, "facets")) options.facets.push_back(facet_of(env, facet));
  }
  if (const auto profile = members.given("profile")) options.profile = profile_of(text_of(env, profile, "profile"));
  options.deadline = deadline_in(members);
  return options;
}

SuggestOptions suggest_options(napi_env env, napi_value object) {
  SuggestOptions options;
  const Members members(env, object);
  members.read("limit", options.limit);
  options.deadline = deadline_in(members);
  return options;
}

StatisticsOptions statistics_options(napi_env env, napi_value object) {
  return {.deadline = deadline_in(Members(env, object))};
}

LoadOptions load_options(napi_env env, napi_value object) {
  LoadOptions options;
  const Members members(env, object);
  members.read("jobs", options.jobs);
  members.read("rebuild", options.rebuild);
  members.read("prune", options.prune);
  members.read("pruneMaxShare", options.prune_max_share);
  members.read("takeOver", options.take_over);
  members.read("dryRun", options.dry_run);
  if (const auto schema = members.given("schema")) options.schema = schema_of(env, schema);
  std::string faults = "leave-out";
  members.read("fieldFaults", faults);
  if (faults != "leave-out" && faults != "reject") {
    throw Error(ErrorCode::kInvalidArgument, "fieldFaults is '" + faults + "', must be 'leave-out' or 'reject'");
  }
  if (faults == "reject") options.field_faults = FieldFaults::kReject;
  options.deadline = deadline_in(members);
  return options;
}

CopyOptions copy_options(napi_env env, napi_value object) {
  CopyOptions options;
  const Members members(env, object);
  members.read("force", options.force);
  options.deadline = deadline_in(members);
  return options;
}

TuningOptions tuning_options(napi_env env, napi_value object) {
  TuningOptions options;
  const Members members(env, object);
  std::string metric;
  members.read("metric", metric);
  if (!metric.empty()) options.metric = Metric::parse(metric);
  if (const auto numbers = members.given("numbers")) options.numbers = texts_of(env, numbers, "numbers");
  members.read("folds", options.folds);
  members.read("rounds", options.rounds);
  members.read("maxQueries", options.max_queries);
  members.read("leastGain", options.least_gain);
  options.deadline = deadline_in(members);
  return options;
}

std::optional<Schema> schema_of(napi_env env, napi_value json) {
  if (!is_given(env, json)) return std::nullopt;
  return Schema::from_json(text_of(env, json, "schema"));
}

std::string path_of(napi_env env, napi_value value, std::string_view name) {
  auto path = text_of(env, value, name);
  if (path.empty()) throw Error(ErrorCode::kInvalidArgument, std::string(name) + " is empty");
  if (path.find('\0') != path.npos) throw Error(ErrorCode::kInvalidArgument, std::string(name) + " holds a zero byte");
  return path;
}

}  // namespace kbsearch::node
