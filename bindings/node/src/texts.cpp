#include "texts.hpp"

#include <chrono>

#include "kbsearch/analyzer.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/filter.hpp"
#include "kbsearch/names.hpp"
#include "kbsearch/schema.hpp"
#include "options.hpp"

namespace kbsearch::node {
namespace {

std::optional<double> bound_of(napi_env env, napi_value value) {
  if (!is_given(env, value)) return std::nullopt;
  return number_of(env, value, "bound");
}

std::optional<std::chrono::year_month_day> day_of(napi_env env, napi_value value) {
  if (!is_given(env, value)) return std::nullopt;
  const auto parts = elements_of(env, value, "day");
  if (parts.size() != 3) throw Error(ErrorCode::kInvalidArgument, "a day has a year, a month and a day");
  return std::chrono::year(static_cast<int>(number_of(env, parts[0], "year"))) /
         std::chrono::month(static_cast<unsigned>(count_of(env, parts[1], "month"))) /
         std::chrono::day(static_cast<unsigned>(count_of(env, parts[2], "day")));
}

}  // namespace

napi_value analyze(napi_env env, const Arguments& arguments) {
  const auto text = text_of(env, arguments[0], "text");
  const Analyzer analyzer(is_given(env, arguments[1]) ? text_of(env, arguments[1], "language") : "en");
  // Tokens overlap, and a counter does not go back: each byte is counted once.
  std::vector<std::uint64_t> units(text.size() + 1);
  Utf16Counter counter(text);
  for (std::size_t at = 0; at <= text.size(); ++at) units[at] = counter.units_before(at);
  return js_array(env, analyzer.analyze(text), [&](const Token& token) {
    return Object(env)
        .set("exact", token.exact)
        .set("stem", token.stem)
        .set("accented", js_text_or_null(env, token.accented))
        .set("begin", units[token.begin])
        .set("end", units[token.end])
        .set("position", std::uint64_t{token.position})
        .set("kind", to_string(token.kind))
        .value();
  });
}

napi_value one_of(napi_env env, const Arguments& arguments) {
  return js_text(env, kbsearch::one_of(text_of(env, arguments[0], "field"), texts_of(env, arguments[1], "value")));
}

napi_value none_of(napi_env env, const Arguments& arguments) {
  return js_text(env, kbsearch::none_of(text_of(env, arguments[0], "field"), texts_of(env, arguments[1], "value")));
}

napi_value between_numbers(napi_env env, const Arguments& arguments) {
  return js_text(
      env, between(text_of(env, arguments[0], "field"), bound_of(env, arguments[1]), bound_of(env, arguments[2])));
}

napi_value between_days(napi_env env, const Arguments& arguments) {
  return js_text(env,
                 between(text_of(env, arguments[0], "field"), day_of(env, arguments[1]), day_of(env, arguments[2])));
}

napi_value profile_names(napi_env env, const Arguments&) { return js_texts(env, RankingProfile::names()); }

napi_value profile_json(napi_env env, const Arguments& arguments) {
  return js_text(env, profile_of(text_of(env, arguments[0], "profile")).to_json());
}

napi_value knowledge_base_schema(napi_env env, const Arguments&) {
  return js_text(env, Schema::knowledge_base().to_json());
}

napi_value did_you_mean(napi_env env, const Arguments& arguments) {
  return js_text(env, kbsearch::did_you_mean(text_of(env, arguments[0], "name"), texts_of(env, arguments[1], "name")));
}

}  // namespace kbsearch::node
