// The keyword arguments of a search as SearchOptions.
#pragma once

#include <pybind11/pybind11.h>

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>

#include "kbsearch/searcher.hpp"

namespace kbsearch::python {

namespace py = pybind11;

/// Ends what was given it, from any thread.
struct Stop {
  std::stop_source source;
};

/// What is asked beside the text, to be asked again for a next page.
struct Asked {
  SearchOptions options;
  std::optional<double> timeout_seconds;

  /// Sets the deadline of a call that begins now.
  void begin();
};

/// Reads the arguments; None is as if it were not given. Throws TypeError for an unknown one, or a value of another
/// type, Error{kInvalidArgument} for one out of its range.
Asked asked_by(const py::kwargs& arguments);

/// Returns when so many seconds from now have passed; nothing for more than anybody waits.
std::optional<std::chrono::steady_clock::time_point> deadline_in(std::optional<double> seconds);

/// Returns the token of a Stop of Python. Throws TypeError.
std::stop_token stop_of(py::handle stop);

/// Returns a number >= 0 of what Python takes as an index (an int, not a float). Throws TypeError,
/// Error{kInvalidArgument}.
std::size_t size_of(py::handle number, const char* what);

/// Returns seconds; nothing for None. Throws TypeError, Error{kInvalidArgument} for NaN.
std::optional<double> seconds_of(py::handle number, const char* what);

void bind_options(py::module_& module);

}  // namespace kbsearch::python
