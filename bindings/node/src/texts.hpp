// What needs no index: analysis, filters, profiles, schemas, names.
#pragma once

#include "values.hpp"

namespace kbsearch::node {

napi_value analyze(napi_env env, const Arguments& arguments);                // (text, language)
napi_value one_of(napi_env env, const Arguments& arguments);                 // (field, values) filter
napi_value none_of(napi_env env, const Arguments& arguments);                // (field, values) filter
napi_value between_numbers(napi_env env, const Arguments& arguments);        // (field, low, high) filter
napi_value between_days(napi_env env, const Arguments& arguments);           // (field, [y, m, d], [y, m, d]) filter
napi_value profile_names(napi_env env, const Arguments& arguments);          // ()
napi_value profile_json(napi_env env, const Arguments& arguments);           // (name or JSON)
napi_value knowledge_base_schema(napi_env env, const Arguments& arguments);  // () JSON
napi_value did_you_mean(napi_env env, const Arguments& arguments);           // (name, names) end of a message

}  // namespace kbsearch::node
