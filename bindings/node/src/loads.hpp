// What changes or looks through a whole index.
#pragma once

#include "values.hpp"

namespace kbsearch::node {

napi_value load(napi_env env, const Arguments& arguments);  // (path, sources, options, stop, on rejection, on progress)
napi_value rebuild(napi_env env, const Arguments& arguments);         // (path, options, stop, on progress)
napi_value sources(napi_env env, const Arguments& arguments);         // (path) promise
napi_value check_index(napi_env env, const Arguments& arguments);     // (path, write) report, at once
napi_value snapshot(napi_env env, const Arguments& arguments);        // (path, directory, options, stop, on progress)
napi_value restore(napi_env env, const Arguments& arguments);         // (directory, path, options, stop, on progress)
napi_value snapshot_state(napi_env env, const Arguments& arguments);  // (directory) promise of the state or null
napi_value tune(napi_env env, const Arguments& arguments);  // (collections, options, stop, on progress) promise of JSON
napi_value tunable_numbers(napi_env env, const Arguments& arguments);  // (profile)
napi_value evaluate(napi_env env, const Arguments& arguments);  // (path, queries, qrels, options, stop) promise of JSON

}  // namespace kbsearch::node
