// Which schemas were built in, in this and in earlier releases.
#pragma once

#include "kbsearch/schema.hpp"

namespace kbsearch::schema {

/// Whether the schema is Schema::knowledge_base() as this or an earlier release had it.
bool is_a_default(const Schema& schema);

/// The schema that an index with `schema` takes when it is rebuilt: the present default in place of a former one, and
/// else its own.
const Schema& renewed(const Schema& schema);

}  // namespace kbsearch::schema
