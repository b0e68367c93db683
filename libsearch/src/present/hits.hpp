// Makes a Hit of a stored document.
#pragma once

#include "kbsearch/record_source.hpp"
#include "kbsearch/schema.hpp"
#include "kbsearch/search_results.hpp"
#include "match/session.hpp"
#include "present/highlighter.hpp"
#include "schema/display_fields.hpp"

namespace kbsearch::present {

/// Fills a hit from a document that comes from one of `sources`; rank, score and explanation are the caller's. Without
/// passages also without all that the highlighter tells, and then a card is enough of a document.
Hit make_hit(const match::DocumentView& bytes, const Schema& schema, const RecordSources& sources,
             const DisplayFields& fields, Highlighter& highlighter, std::size_t passages);

}  // namespace kbsearch::present
