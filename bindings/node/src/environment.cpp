#include "environment.hpp"

#include "tasks.hpp"

namespace kbsearch::node {

Environment& Environment::of(napi_env env) {
  void* found = nullptr;
  require(napi_get_instance_data(env, &found));
  return *static_cast<Environment*>(found);
}

void Environment::make(napi_env env) {
  auto environment = std::make_unique<Environment>();
  require(napi_set_instance_data(
      env, environment.get(), [](napi_env, void* data, void*) { delete static_cast<Environment*>(data); }, nullptr));
  environment.release();
}

void Environment::end_all() {
  for (auto& job : jobs) job.request_stop();
  for (auto* task : tasks) task->request_stop();
  for (auto* task : tasks) task->end();
}

}  // namespace kbsearch::node
