// Judged queries as a program gives them.
#pragma once

#include <pybind11/pybind11.h>

#include <map>
#include <string>
#include <vector>

#include "kbsearch/evaluation.hpp"

namespace kbsearch::python {

namespace py = pybind11;

/// Reads pairs of an id and a text.
std::vector<JudgedQuery> queries_in(const py::sequence& given);

/// Reads {query id: {record id: grade}}.
std::map<std::string, Judgments> judgments_in(const py::dict& given);

}  // namespace kbsearch::python
