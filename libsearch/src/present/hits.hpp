// Makes a Hit of a stored document.
#pragma once

#include "kbsearch/record_source.hpp"
#include "kbsearch/schema.hpp"
#include "kbsearch/search_results.hpp"
#include "match/session.hpp"
#include "present/highlighter.hpp"

namespace kbsearch::present {

/// The places in a schema of what every hit shows. A schema without one of them leaves that part of the hit empty.
struct DisplayFields {
  explicit DisplayFields(const Schema& schema);
  std::size_t title, url, type, published, tag, importance, quality, cited_by_count;
};

/// Fills a hit from a document that comes from one of `sources`; rank, score and explanation are the caller's. Without
/// passages also without all that the highlighter tells.
Hit make_hit(const match::DocumentBytes& bytes, const Schema& schema, const RecordSources& sources,
             const DisplayFields& fields, Highlighter& highlighter, std::size_t passages);

}  // namespace kbsearch::present
