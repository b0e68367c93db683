// Numbers as byte strings that sort as the numbers do.
#pragma once

#include <string>

namespace kbsearch::store {

std::string sortable(double number);

}  // namespace kbsearch::store
