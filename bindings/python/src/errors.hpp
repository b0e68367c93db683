// The library's errors as Python's, and Python's own errors through the library.
#pragma once

#include <pybind11/pybind11.h>

#include <chrono>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

namespace kbsearch::python {

namespace py = pybind11;

/// Lets an Error arrive in Python as the class of kbsearch that stands for its code.
void translate_errors();

/// Takes back the GIL that PyEval_SaveThread() gave up. Where the interpreter is ending meanwhile, it never gets it:
/// then a daemon thread sleeps until the process ends. (Python 3.11 would unwind it, which no destructor survives: so
/// this is none, unlike pybind11's gil_scoped_release.)
void take_gil_back(PyThreadState* state);

/// Runs `action` without the GIL.
template <typename Action>
auto without_gil(Action&& action) {
  using Result = std::invoke_result_t<Action>;
  std::exception_ptr failure;
  std::conditional_t<std::is_void_v<Result>, bool, std::optional<Result>> done;
  PyThreadState* const state = PyEval_SaveThread();
  try {
    if constexpr (std::is_void_v<Result>) {
      std::forward<Action>(action)();
    } else {
      done.emplace(std::forward<Action>(action)());
    }
  } catch (...) {
    failure = std::current_exception();
  }
  take_gil_back(state);
  if (failure) std::rethrow_exception(failure);
  if constexpr (!std::is_void_v<Result>) return std::move(*done);
}

/// What a program's callbacks raise while the library works without the GIL, and Ctrl-C: the first of it ends the work,
/// and is raised again as it was when the library is back.
class Callbacks {
 public:
  /// Thrown in place of a Python exception, through the library.
  struct Failed {};

  /// Runs `action` with the GIL. Keeps what it raises, and throws Failed.
  template <typename Action>
  void call(Action&& action) {
    const py::gil_scoped_acquire acquired;
    try {
      std::forward<Action>(action)();
    } catch (...) {
      keep(std::current_exception());
      throw Failed();
    }
  }

  /// To be asked again and again: has one failed, or did somebody press Ctrl-C? Takes the GIL for that now and then.
  bool should_stop();

  /// Runs the library's part without the GIL. If a callback has failed, what it raised is thrown, whatever became of
  /// the part.
  template <typename Action>
  auto run(Action&& action) {
    try {
      auto done = without_gil(std::forward<Action>(action));
      rethrow();
      return done;
    } catch (...) {
      rethrow();
      throw;
    }
  }

 private:
  void keep(std::exception_ptr failure);
  bool has_failed();
  /// With the GIL.
  void rethrow();

  std::mutex mutex_;
  std::exception_ptr failure_;
  std::chrono::steady_clock::time_point looked_{};
};

/// Runs Python's handlers of signals that have come; throws what they raise (KeyboardInterrupt). With the GIL.
inline void check_signals() {
  if (PyErr_CheckSignals() != 0) throw py::error_already_set();
}

}  // namespace kbsearch::python
