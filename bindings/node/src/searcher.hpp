// An open index. Each function takes its handle first; lib/index.js has the names that people use.
#pragma once

#include "values.hpp"

namespace kbsearch::node {

napi_value open(napi_env env, const Arguments& arguments);         // (path) promise of a handle
napi_value search(napi_env env, const Arguments& arguments);       // (index, query, options, stop) promise of packed
napi_value search_sync(napi_env env, const Arguments& arguments);  // (index, query, options) packed
/// (index, query, options) [microseconds of a search in C++ alone, those that it tells itself, hits]: for
/// bench/cost.mjs.
napi_value time_search(napi_env env, const Arguments& arguments);
napi_value similar(napi_env env, const Arguments& arguments);   // (index, id, options, stop) promise of packed | null
napi_value suggest(napi_env env, const Arguments& arguments);   // (index, text, limit) promise of JSON
napi_value explain(napi_env env, const Arguments& arguments);   // (index, query, ids, options, stop) promise of JSON
napi_value find_all(napi_env env, const Arguments& arguments);  // (index, ids) promise of JSON texts | null
napi_value for_each_record(napi_env env, const Arguments& arguments);  // (index, on batch) {promise, task}
napi_value resume_task(napi_env env, const Arguments& arguments);      // (task)
napi_value hold_process(napi_env env, const Arguments& arguments);     // (task, whether the process waits for it)
napi_value stop_task(napi_env env, const Arguments& arguments);        // (task)
napi_value terms(napi_env env, const Arguments& arguments);            // (index, prefix, limit) promise
napi_value statistics(napi_env env, const Arguments& arguments);       // (index) promise
napi_value refresh(napi_env env, const Arguments& arguments);          // (index) promise of bool
napi_value doc_count(napi_env env, const Arguments& arguments);        // (index) promise of a number
napi_value is_current(napi_env env, const Arguments& arguments);       // (index) promise of bool
napi_value schema_json(napi_env env, const Arguments& arguments);      // (index) JSON
napi_value synonyms_text(napi_env env, const Arguments& arguments);    // (index) promise of text

}  // namespace kbsearch::node
