// What was not taken, as C is told it.
#pragma once

#include <string>
#include <vector>

#include "handles.hpp"

namespace kbsearch::c {

void tell_rejection(const Rejection& rejection, kbs_rejection_callback on_rejection, void* user);

/// Returns a message of the first one, and how many there are beside it; there is one.
std::string told(const std::vector<Rejection>& rejections);

}  // namespace kbsearch::c
