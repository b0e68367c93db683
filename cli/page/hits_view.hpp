// A list of hits, each with its evidence.
#pragma once

#include <string>
#include <vector>

#include "kbsearch/schema.hpp"
#include "kbsearch/search_results.hpp"
#include "page/asked.hpp"
#include "page/html.hpp"

namespace kbsearch::page {

/// Returns the hits as an ordered list.
[[nodiscard]] Html hits_view(const std::vector<Hit>& hits, const Asked& asked, const Schema& schema);

/// Returns the facts of a hit on one line: type, date, importance, quality, citing pages.
[[nodiscard]] Html facts_view(const Hit& hit);
/// Returns the hit's address, a link where a browser may be sent there.
[[nodiscard]] Html source_view(std::string_view url);
/// Returns a passage with its field's name and marks.
[[nodiscard]] Html passage_view(const Snippet& passage);
/// Returns what a hit is called: its title, else its address, else its id.
[[nodiscard]] std::string name_of_hit(const Hit& hit);

}  // namespace kbsearch::page
