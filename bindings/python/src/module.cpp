// The extension module kbsearch._native: the library as the package's Python code sees it.
#include "answer.hpp"
#include "errors.hpp"

PYBIND11_MODULE(_native, module) {
  using namespace kbsearch::python;
  // The docstrings are for people; the signatures stand in _native.pyi.
  py::options options;
  options.disable_function_signatures();
  module.doc() = "The part of kbsearch that is written in C++; use the package kbsearch.";
  translate_errors();
  bind_options(module);
  bind_explanations(module);
  bind_hits(module);
  bind_results(module);
  bind_index(module);
  bind_filters(module);
  bind_writing(module);
  bind_loading(module);
  bind_evaluation(module);
  bind_tuning(module);
  bind_copies(module);
  bind_inspection(module);
}
