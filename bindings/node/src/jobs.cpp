#include "jobs.hpp"

#include <memory>
#include <optional>

#include "environment.hpp"
#include "errors.hpp"
#include "handles.hpp"

namespace kbsearch::node {
namespace {

struct Job {
  Work work;
  Answer answer;
  std::optional<Failure> failure;
  napi_async_work async = nullptr;
  napi_deferred deferred = nullptr;
  std::list<std::stop_source>::iterator entry;
};

void execute(napi_env, void* data) {
  auto& job = *static_cast<Job*>(data);
  try {
    job.answer = job.work();
  } catch (...) {
    job.failure = caught();
  }
  job.work = nullptr;  // what it holds goes here, and not on JavaScript's thread
}

void settle(napi_env env, Job& job) {
  if (!job.failure) {
    try {
      require(napi_resolve_deferred(env, job.deferred, job.answer(env)));
      return;
    } catch (...) {
      job.failure = caught();
    }
    // Making a text that is too long for JavaScript throws there; the promise tells it.
    bool pending = false;
    napi_value thrown = nullptr;
    require(napi_is_exception_pending(env, &pending));
    if (pending) {
      require(napi_get_and_clear_last_exception(env, &thrown));
      require(napi_reject_deferred(env, job.deferred, thrown));
      return;
    }
  }
  require(napi_reject_deferred(env, job.deferred, js_error(env, *job.failure)));
}

void complete(napi_env env, napi_status status, void* data) {
  const std::unique_ptr<Job> job(static_cast<Job*>(data));
  if (status == napi_cancelled) job->failure = Failure{"INTERRUPTED", "the environment ends"};
  try {
    Environment::of(env).jobs.erase(job->entry);
    (void)napi_delete_async_work(env, job->async);
    settle(env, *job);
  } catch (...) {
    // The environment ends (a worker was terminated): there is nobody to be told.
  }
}

}  // namespace

std::stop_source stop_source_of(napi_env env, napi_value handle) {
  return is_given(env, handle) ? held_by<Stop>(env, handle)->source : std::stop_source();
}

napi_value run_apart(napi_env env, std::stop_source stop, Work work) {
  auto job = std::make_unique<Job>();
  job->work = std::move(work);
  napi_value promise = nullptr;
  require(napi_create_promise(env, &job->deferred, &promise));
  require(napi_create_async_work(env, nullptr, js_text(env, "kbsearch"), execute, complete, job.get(), &job->async));
  auto& jobs = Environment::of(env).jobs;
  job->entry = jobs.insert(jobs.end(), std::move(stop));
  if (napi_queue_async_work(env, job->async) != napi_ok) {
    jobs.erase(job->entry);
    (void)napi_delete_async_work(env, job->async);
    throw Failed{};
  }
  job.release();
  return promise;
}

}  // namespace kbsearch::node
