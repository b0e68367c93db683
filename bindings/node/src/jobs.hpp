// Work off JavaScript's thread that needs nothing of it: searches, records, commits. They go through the pool of libuv
// (four threads, UV_THREADPOOL_SIZE), as Node's own file system calls do.
#pragma once

#include <functional>
#include <stop_token>

#include "values.hpp"

namespace kbsearch::node {

/// Makes what a job found a value; runs on JavaScript's thread.
using Answer = std::function<napi_value(napi_env)>;
using Work = std::function<Answer()>;

/// Lets a caller end one job or task: JavaScript holds it as a handle.
struct Stop {
  std::stop_source source;
};

/// Returns the source that `handle`, a Stop or undefined, has; a new one if it is undefined.
std::stop_source stop_source_of(napi_env env, napi_value handle);

/// Runs `work` on the pool, and returns the promise of its answer; it is rejected with what `work` throws. The process
/// does not end before. `stop` is asked when the environment ends.
napi_value run_apart(napi_env env, std::stop_source stop, Work work);
inline napi_value run_apart(napi_env env, Work work) { return run_apart(env, std::stop_source(), std::move(work)); }

}  // namespace kbsearch::node
