// What a person can type where the library says what is wrong: it knows no commands.
#pragma once

#include <string>

#include "kbsearch/error.hpp"

namespace kbsearch::cli {

/// Returns the way out as a command, in brackets behind a blank; empty if the error has none.
std::string advice(const Error& error);

}  // namespace kbsearch::cli
