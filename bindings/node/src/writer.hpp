// A writer. JavaScript calls one function at a time, and waits for it (lib/writer.js).
#pragma once

#include "kbsearch/record.hpp"
#include "values.hpp"

namespace kbsearch::node {

napi_value js_rejection(napi_env env, const Rejection& rejection);

napi_value open_writer(napi_env env, const Arguments& arguments);       // (path, schema, create) promise of a handle
napi_value replace_records(napi_env env, const Arguments& arguments);   // (writer, JSON texts) promise
napi_value remove_records(napi_env env, const Arguments& arguments);    // (writer, ids) promise of how many were there
napi_value commit(napi_env env, const Arguments& arguments);            // (writer) promise
napi_value close_writer(napi_env env, const Arguments& arguments);      // (writer) promise
napi_value writer_doc_count(napi_env env, const Arguments& arguments);  // (writer) promise of a number
napi_value set_synonyms(napi_env env, const Arguments& arguments);      // (writer, text) promise
napi_value forget_source(napi_env env, const Arguments& arguments);  // (writer, path, keep) promise of a number or null

}  // namespace kbsearch::node
