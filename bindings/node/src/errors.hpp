// How what went wrong here comes to JavaScript: an Error with a `code`, which lib/errors.js makes a KbsearchError.
#pragma once

#include <optional>
#include <string>

#include "values.hpp"

namespace kbsearch::node {

/// What went wrong on a thread that is not JavaScript's.
struct Failure {
  std::string code;  ///< "INDEX_NOT_FOUND", ...
  std::string message;
  std::string subject = {};  ///< Error::subject(): what it is about, as a program can use it.
};

/// Returns the exception that is being handled.
Failure caught();
napi_value js_error(napi_env env, const Failure& failure);
/// Throws what is being handled to JavaScript; when that has an exception already, nothing.
void throw_caught(napi_env env);

/// A native function as JavaScript calls it: no C++ exception leaves it.
template <napi_value (*kBody)(napi_env, const Arguments&)>
napi_value guarded(napi_env env, napi_callback_info info) {
  try {
    return kBody(env, Arguments(env, info));
  } catch (...) {
    throw_caught(env);
    return nullptr;
  }
}

}  // namespace kbsearch::node
