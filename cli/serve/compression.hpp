// Answers packed, for who takes them so.
#pragma once

#include "serve/message.hpp"

namespace kbsearch::cli::serve {

/// Packs the body with gzip (zlib) if the client takes that, and it is long enough and of a kind that gains by it.
void compress(const Request& request, Response& response);

}  // namespace kbsearch::cli::serve
