// What one environment of JavaScript (the main thread's, or a worker's) has under way. The addon may be loaded in many
// at once; they share nothing.
#pragma once

#include <node_api.h>

#include <functional>
#include <list>
#include <memory>
#include <stop_token>

namespace kbsearch::node {

class Task;

/// Belongs to the thread of its environment.
class Environment {
 public:
  static Environment& of(napi_env env);
  /// Makes the one of `env`. Once for each.
  static void make(napi_env env);

  /// The stop sources of all jobs that are under way.
  std::list<std::stop_source> jobs;
  std::list<Task*> tasks;

  /// Asks all that is under way to stop, and waits for the threads of tasks. What ends the process calls it: without,
  /// `process.exit()` would wait for a long job, and a task's thread would go on while the program is taken down.
  void end_all();
};

}  // namespace kbsearch::node
