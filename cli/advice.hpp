// What a person can type where the library says what is wrong: it knows no commands.
#pragma once

#include <string>

#include "kbsearch/error.hpp"

namespace kbsearch::cli {

/// Returns the way out as a command, in brackets behind a blank; empty if the error has none.
std::string advice(const Error& error);

/// Whether an error of this kind is about files of this machine, and its words name them.
bool names_files(ErrorCode code);

/// Returns what an error of this kind says to whom must not learn where files lie: "the index is damaged".
const char* said_without_files(ErrorCode code);

}  // namespace kbsearch::cli
