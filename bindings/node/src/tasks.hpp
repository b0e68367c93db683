// Work that calls back: loads, rebuilds, and the reading of all records. Each has a thread of its own, as it may take
// minutes and waits for JavaScript again and again; the pool of libuv is for what is short.
#pragma once

#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "environment.hpp"
#include "errors.hpp"
#include "jobs.hpp"

namespace kbsearch::node {

/// One piece of work on its own thread. Its body runs there; all else belongs to JavaScript's thread.
class Task {
 public:
  /// What the body may do.
  class Calls {
   public:
    explicit Calls(Task& task) : task_(task) {}
    std::stop_token stop() const { return task_.stop_.get_token(); }
    /// Calls the `i`-th function that the task was given with what `argument` makes, and waits for the end of the call.
    /// Throws CalledBack if that threw in JavaScript or the environment ends; the task is then asked to stop as well.
    void call(std::size_t i, const std::function<napi_value(napi_env)>& argument);
    /// True if that function was given.
    bool can_call(std::size_t i) const { return task_.functions_.at(i) != nullptr; }
    /// Waits until JavaScript resumes the task; throws CalledBack when it is to stop instead.
    void wait_for_resume();

   private:
    Task& task_;
  };
  /// Ends a body because of JavaScript. An exception of a callback is kept, and is what the promise is rejected with.
  struct CalledBack {};
  using Body = std::function<Answer(Calls&)>;

  /// Starts the body, and returns the promise of its answer. `functions` are functions of JavaScript or undefined.
  static napi_value start(napi_env env, std::stop_source stop, std::initializer_list<napi_value> functions, Body body,
                          std::shared_ptr<Task>* made = nullptr);
  ~Task() = default;

  void request_stop();
  void resume();
  /// Whether the process waits for the task; it does from the start.
  void hold_process(napi_env env, bool hold);
  /// Stops the body, and waits for its thread. JavaScript is not asked any more, and the promise stays as it is.
  void end();

 private:
  struct Call {
    std::size_t function = 0;
    std::function<napi_value(napi_env)> argument;
    bool done = false;
  };

  Task() = default;
  void run();
  void settle(napi_env env);
  void answer_call(napi_env env);
  void keep_exception(napi_env env);
  void release(napi_env env);
  static void on_environment_end(void* task);
  static void on_javascript(napi_env env, napi_value, void*, void* data);

  Environment* environment_ = nullptr;
  napi_deferred deferred_ = nullptr;
  napi_threadsafe_function wake_ = nullptr;
  std::list<Task*>::iterator entry_;
  std::vector<napi_ref> functions_;
  napi_ref thrown_ = nullptr;  ///< What a callback threw.
  Body body_;
  Answer answer_;
  std::optional<Failure> failure_;
  std::stop_source stop_;
  std::shared_ptr<Task> self_;  ///< Until it is settled or ended.
  std::thread thread_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::mutex calling_;          ///< One call at a time: a load reports from more than one thread.
  std::shared_ptr<Call> call_;  ///< That JavaScript has to make.
  bool finished_ = false;       ///< The body has ended.
  bool closing_ = false;        ///< The environment ends: JavaScript is not to be asked any more.
  bool resumed_ = false;
};

/// What JavaScript holds of a task. Where it lets go of it, nobody will ask for more: the task is stopped.
class HeldTask {
 public:
  explicit HeldTask(std::shared_ptr<Task> task) : task_(std::move(task)) {}
  ~HeldTask() { task_->request_stop(); }
  HeldTask(const HeldTask&) = delete;
  HeldTask& operator=(const HeldTask&) = delete;
  Task* operator->() const { return task_.get(); }

 private:
  std::shared_ptr<Task> task_;
};

}  // namespace kbsearch::node
