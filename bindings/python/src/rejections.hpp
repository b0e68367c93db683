// What was not taken, as Python is told it.
#pragma once

#include <pybind11/pybind11.h>

#include <vector>

#include "kbsearch/record.hpp"

namespace kbsearch::python {

pybind11::object rejection_of(const Rejection& rejection);
pybind11::tuple rejections_of(const std::vector<Rejection>& rejections);

}  // namespace kbsearch::python
