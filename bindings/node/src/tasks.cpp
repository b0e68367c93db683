#include "tasks.hpp"

#include <utility>

namespace kbsearch::node {

napi_value Task::start(napi_env env, std::stop_source stop, std::initializer_list<napi_value> functions, Body body,
                       std::shared_ptr<Task>* made) {
  const std::shared_ptr<Task> task(new Task);
  task->environment_ = &Environment::of(env);
  task->stop_ = std::move(stop);
  task->body_ = std::move(body);
  for (const auto function : functions) {
    napi_ref reference = nullptr;
    if (is_given(env, function)) require(napi_create_reference(env, function, 1, &reference));
    task->functions_.push_back(reference);
  }
  napi_value promise = nullptr;
  require(napi_create_promise(env, &task->deferred_, &promise));
  require(napi_create_threadsafe_function(env, nullptr, nullptr, js_text(env, "kbsearch"), 0, 1, nullptr, nullptr,
                                          task.get(), on_javascript, &task->wake_));
  auto& tasks = task->environment_->tasks;
  task->entry_ = tasks.insert(tasks.end(), task.get());
  // Hooks run in the reverse order: this one before that of `wake_`, which has to outlive the thread.
  require(napi_add_env_cleanup_hook(env, on_environment_end, task.get()));
  task->self_ = task;
  try {
    task->thread_ = std::thread([&running = *task] { running.run(); });
  } catch (...) {  // the system gives no more threads
    task->release(env);
    task->self_ = nullptr;
    throw;
  }
  if (made != nullptr) *made = task;
  return promise;
}

void Task::run() {
  try {
    Calls calls(*this);
    answer_ = body_(calls);
  } catch (const CalledBack&) {
    failure_ = Failure{"INTERRUPTED", "it was stopped"};
  } catch (...) {
    failure_ = caught();
  }
  body_ = nullptr;
  const std::lock_guard lock(mutex_);
  finished_ = true;
  if (!closing_) (void)napi_call_threadsafe_function(wake_, nullptr, napi_tsfn_nonblocking);
}

void Task::on_javascript(napi_env env, napi_value, void* context, void*) {
  if (env == nullptr) return;  // it is being taken down, and the task is gone
  auto& task = *static_cast<Task*>(context);
  try {
    std::unique_lock lock(task.mutex_);
    const bool calls = task.call_ != nullptr;
    const bool ends = !calls && task.finished_ && task.thread_.joinable();
    lock.unlock();
    if (calls) task.answer_call(env);
    if (ends) task.settle(env);
  } catch (...) {
    // The environment ends: there is nobody to be told.
  }
}

void Task::answer_call(napi_env env) {
  std::unique_lock lock(mutex_);
  const auto call = std::exchange(call_, nullptr);
  lock.unlock();
  bool went_well = false;
  try {
    napi_value function = nullptr;
    require(napi_get_reference_value(env, functions_[call->function], &function));
    napi_value argument = call->argument(env);
    napi_value result = nullptr;
    went_well = napi_call_function(env, js_undefined(env), function, 1, &argument, &result) == napi_ok;
  } catch (...) {
    went_well = false;
  }
  if (!went_well) {
    keep_exception(env);
    stop_.request_stop();
  }
  lock.lock();
  call->done = true;
  changed_.notify_all();
}

void Task::keep_exception(napi_env env) {
  bool pending = false;
  napi_value thrown = nullptr;
  if (napi_is_exception_pending(env, &pending) != napi_ok || !pending) return;
  if (napi_get_and_clear_last_exception(env, &thrown) != napi_ok) return;
  // In an array: what is thrown need not be an object, and only these can be kept.
  (void)napi_create_reference(env, js_tuple(env, {thrown}), 1, &thrown_);
}

void Task::settle(napi_env env) {
  const auto task = std::move(self_);
  thread_.join();
  napi_value thrown = nullptr;
  if (thrown_ != nullptr) {
    napi_value kept = nullptr;
    require(napi_get_reference_value(env, thrown_, &kept));
    require(napi_get_element(env, kept, 0, &thrown));
  }
  release(env);
  if (!failure_) {
    require(napi_resolve_deferred(env, deferred_, answer_(env)));
  } else {
    require(napi_reject_deferred(env, deferred_, thrown != nullptr ? thrown : js_error(env, *failure_)));
  }
}

void Task::release(napi_env env) {
  environment_->tasks.erase(entry_);
  (void)napi_remove_env_cleanup_hook(env, on_environment_end, this);
  for (const auto function : functions_) {
    if (function != nullptr) (void)napi_delete_reference(env, function);
  }
  if (thrown_ != nullptr) (void)napi_delete_reference(env, thrown_);
  (void)napi_release_threadsafe_function(wake_, napi_tsfn_release);
}

void Task::on_environment_end(void* data) {
  auto& task = *static_cast<Task*>(data);
  task.end();
  task.environment_->tasks.erase(task.entry_);
  const auto last = std::move(task.self_);
}

void Task::request_stop() { stop_.request_stop(); }

void Task::resume() {
  const std::lock_guard lock(mutex_);
  resumed_ = true;
  changed_.notify_all();
}

void Task::hold_process(napi_env env, bool hold) {
  if (self_ == nullptr) return;  // it has ended
  require(hold ? napi_ref_threadsafe_function(env, wake_) : napi_unref_threadsafe_function(env, wake_));
}

void Task::end() {
  if (!thread_.joinable()) return;
  stop_.request_stop();
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
    changed_.notify_all();
  }
  thread_.join();
}

void Task::Calls::call(std::size_t i, const std::function<napi_value(napi_env)>& argument) {
  const std::lock_guard one_at_a_time(task_.calling_);
  const auto call = std::make_shared<Call>(Call{i, argument});
  std::unique_lock lock(task_.mutex_);
  if (task_.closing_ || task_.stop_.stop_requested()) throw CalledBack{};
  task_.call_ = call;
  if (napi_call_threadsafe_function(task_.wake_, nullptr, napi_tsfn_nonblocking) != napi_ok) {
    task_.call_ = nullptr;
    throw CalledBack{};
  }
  task_.changed_.wait(lock, [&] { return call->done || task_.closing_; });
  if (!call->done || task_.thrown_ != nullptr) throw CalledBack{};
}

void Task::Calls::wait_for_resume() {
  const std::stop_callback on_stop(stop(), [this] {
    const std::lock_guard lock(task_.mutex_);
    task_.changed_.notify_all();
  });
  std::unique_lock lock(task_.mutex_);
  task_.changed_.wait(lock, [&] { return task_.resumed_ || task_.closing_ || task_.stop_.stop_requested(); });
  if (!std::exchange(task_.resumed_, false)) throw CalledBack{};
}

}  // namespace kbsearch::node
