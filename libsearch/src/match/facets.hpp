// Counts the values of columns over sets of documents.
#pragma once

#include "kbsearch/schema.hpp"
#include "kbsearch/search_results.hpp"
#include "kbsearch/searcher.hpp"
#include "match/columns.hpp"
#include "match/document_set.hpp"

namespace kbsearch::match {

/// Each fills `counts`, `distinct` and `missing`; `field` is the caller's.
Facet count_keywords(const KeywordColumn& column, const DocumentSet& documents, std::size_t max_values);
Facet count_ranges(const NumberColumn& column, const DocumentSet& documents, const Field& field,
                   std::size_t max_values);
Facet count_dates(const NumberColumn& column, const DocumentSet& documents, FacetRequest::DateStep step,
                  std::size_t max_values);

/// Returns the least of 1, 2, 5, 10, 20, 50, ... (and of .5, .2, .1, ..., unless `whole`) that is at least `least`.
double round_width(double least, bool whole);

}  // namespace kbsearch::match
