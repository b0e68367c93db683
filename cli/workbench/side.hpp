// One of the two rankings that are compared.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/search_results.hpp"
#include "kbsearch/searcher.hpp"
#include "workbench/workbench.hpp"

namespace kbsearch::workbench {

/// A profile on an index, by its name in an address: "text", or "text@other" for the other index.
struct Side {
  std::string key;
  std::string name;  ///< For a person.
  RankingProfile profile;
  const Searcher* searcher = nullptr;
};

/// Returns all that can be chosen.
[[nodiscard]] std::vector<Side> sides(const Searcher& searcher, const Bench& bench);
/// Returns the one with that key. Throws Error{kInvalidArgument} listing them if there is none.
[[nodiscard]] Side side_named(const std::string& key, const Searcher& searcher, const Bench& bench);

/// Returns the options that `kbsearch eval` searches with, for this side.
[[nodiscard]] SearchOptions options_of(const Side& side, const Request& request, std::size_t limit);

/// Returns the first value of a parameter; empty if it has none.
[[nodiscard]] std::string parameter(const Parameters& parameters, std::string_view name);
/// Returns the address of the comparison as seen from /workbench: "workbench?q=...&left=...&right=...".
[[nodiscard]] std::string address_of(const std::string& q, const std::string& left, const std::string& right);

/// Returns the two rankings of a query as markup. `q` may be empty: then only what is to be asked is shown.
[[nodiscard]] std::string comparison_page(const std::string& q, const Side& left, const Side& right,
                                          const Request& request, const Searcher& searcher, const Bench& bench);
/// Returns the judged queries with wins and losses as markup.
[[nodiscard]] std::string queries_page(const Side& left, const Side& right, const Request& request,
                                       const Searcher& searcher, const Bench& bench);

/// Returns the form that chooses what is compared. `action` is where it leads.
[[nodiscard]] std::string choice_form(const std::string& action, const std::string& q, const Side& left,
                                      const Side& right, const Searcher& searcher, const Bench& bench, bool has_query);

}  // namespace kbsearch::workbench
