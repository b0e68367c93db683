// Options as an object of JavaScript has them: the members of the library's structs, in camelCase.
#pragma once

#include "kbsearch/index_copies.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/searcher.hpp"
#include "kbsearch/tuning.hpp"
#include "values.hpp"

namespace kbsearch::node {

/// `timeout` is in milliseconds and counts from now. Members that no option has are not looked at: lib/options.js
/// refuses them. Throws Error{kInvalidArgument} naming the member.
SearchOptions search_options(napi_env env, napi_value object);
SuggestOptions suggest_options(napi_env env, napi_value object);
StatisticsOptions statistics_options(napi_env env, napi_value object);
LoadOptions load_options(napi_env env, napi_value object);
CopyOptions copy_options(napi_env env, napi_value object);
TuningOptions tuning_options(napi_env env, napi_value object);

/// A built-in profile by name, or one as JSON.
RankingProfile profile_of(std::string_view name_or_json);
/// Nothing for undefined, else a schema from JSON.
std::optional<Schema> schema_of(napi_env env, napi_value json);
/// Throws Error{kInvalidArgument} for an empty path, and one with a zero byte in it.
std::string path_of(napi_env env, napi_value value, std::string_view name = "path");

}  // namespace kbsearch::node
