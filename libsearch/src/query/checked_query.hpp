// A query that did not come from the parser, made one that it could have given.
#pragma once

#include "kbsearch/query.hpp"

namespace kbsearch::query {

/// Returns `query` with a BooleanQuery as its root and each field by its own name. Throws Error{kInvalidArgument} for a
/// field that there is not or that is of another kind, a value that is out of its range, and for what is deeper or
/// larger than any parsed query.
Query checked(const Query& query, const Schema& schema);

}  // namespace kbsearch::query
