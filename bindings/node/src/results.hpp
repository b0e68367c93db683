// What JavaScript reads of results, which are packed (packed_results.hpp).
#pragma once

#include "kbsearch/search_results.hpp"
#include "values.hpp"

namespace kbsearch::node {

/// Returns the bytes as an ArrayBuffer.
napi_value js_bytes(napi_env env, std::string_view bytes);

// Functions of the addon; lib/results.js tells what they give.
napi_value hit_count(napi_env env, const Arguments& arguments);     // (packed)
napi_value hit_front(napi_env env, const Arguments& arguments);     // (packed, i)
napi_value hit_rest(napi_env env, const Arguments& arguments);      // (packed, i)
napi_value hit_json(napi_env env, const Arguments& arguments);      // (packed, i)
napi_value results_rest(napi_env env, const Arguments& arguments);  // (packed)
napi_value results_json(napi_env env, const Arguments& arguments);  // (packed, indent)

}  // namespace kbsearch::node
