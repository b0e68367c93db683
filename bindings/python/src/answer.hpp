// What Python holds of the library: an open index, its answers, and views into them. The answers stay C++; a member is
// converted when it is read, so that a search costs no more than what is looked at.
#pragma once

#include <pybind11/pybind11.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "kbsearch/searcher.hpp"
#include "options.hpp"

namespace kbsearch::python {

namespace py = pybind11;

/// A Searcher that can be closed, and that moves on to newer commits by itself. Shared by threads: what is no atomic is
/// read and written with the GIL.
class OpenIndex : public std::enable_shared_from_this<OpenIndex> {
 public:
  /// `path` is for messages.
  OpenIndex(Searcher searcher, std::string path, std::optional<double> refresh_seconds);

  /// Returns the Searcher, which lives as long as the call that holds it. Throws Error{kInvalidArgument} if the index
  /// is closed. With the GIL.
  std::shared_ptr<Searcher> searcher() const;
  void close() { searcher_.reset(); }
  bool is_closed() const { return searcher_ == nullptr; }
  const std::string& path() const { return path_; }

  /// Moves `searcher` on, if the last look for a newer commit is longer ago than was said on opening; one thread looks,
  /// the others go on. A look that fails is left to the next one: the commit that is shown still answers. No GIL
  /// needed.
  void follow(Searcher& searcher);

 private:
  std::shared_ptr<Searcher> searcher_;
  std::string path_;
  std::optional<std::int64_t> refresh_ns_;
  std::atomic<std::int64_t> next_look_ns_;
};

/// What was asked, and what came back.
struct Answer {
  SearchResults results;
  std::string query;  ///< Or the id, of similar().
  Asked asked;
  std::shared_ptr<OpenIndex> index;
  bool is_similar = false;
};

/// Asks again, from the cursor on if there is one; nullptr if the record of similar() is not there. Takes no GIL.
std::shared_ptr<const Answer> ask(const std::shared_ptr<OpenIndex>& index, Searcher& searcher, std::string query,
                                  Asked asked, bool is_similar);

struct HitView {
  std::shared_ptr<const Answer> answer;
  const Hit* hit;
};

/// A passage as it is shown, with ellipses.
struct Passage {
  Snippet shown;
};

struct ExplanationView {
  std::shared_ptr<const Explanation> explanation;
};

/// Returns a value of a class of kbsearch._values.
template <typename... Arguments>
py::object value_of(const char* type, Arguments&&... arguments) {
  // Kept for as long as the process lives: destructors run when the interpreter is gone.
  static const auto* values = new py::module_(py::module_::import("kbsearch._values"));
  return values->attr(type)(std::forward<Arguments>(arguments)...);
}

/// Returns a tuple of what `make` gives for each element.
template <typename Elements, typename Make>
py::tuple tuple_of(const Elements& elements, Make&& make) {
  py::tuple made(elements.size());
  std::size_t i = 0;
  for (const auto& element : elements) made[i++] = make(element);
  return made;
}

/// Returns a Record of Python.
py::object record_of(const Record& record);

void bind_index(py::module_& module);
void bind_results(py::module_& module);
void bind_hits(py::module_& module);
void bind_explanations(py::module_& module);
void bind_filters(py::module_& module);
void bind_writing(py::module_& module);
void bind_loading(py::module_& module);
void bind_evaluation(py::module_& module);
void bind_tuning(py::module_& module);
void bind_copies(py::module_& module);
void bind_inspection(py::module_& module);

}  // namespace kbsearch::python
