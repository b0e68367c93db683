// What a page is asked, as a value, and the address that asks it. All of a page's state stands in its address, so that
// going back, a bookmark and a link to somebody else give the same page.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/query.hpp"
#include "kbsearch/schema.hpp"
#include "kbsearch/search_options.hpp"
#include "page/page.hpp"

namespace kbsearch::page {

/// One condition of the filter, as a chip shows it.
struct Condition {
  std::string filter;               ///< As `filter=` takes it: `type:paper,blog`.
  std::string label;                ///< For people: `Type: paper or blog`.
  std::string field;                ///< Of keywords or a range that filters, not of what excludes; else empty.
  std::vector<std::string> any_of;  ///< Keywords.
  std::optional<RangeQuery> range;  ///< A number's or a date's.
  bool is_in_form = false;          ///< The form of the page has fields for it (form_ranges()).
};

/// What `/` is asked.
struct Asked {
  static constexpr std::size_t kLimit = 10;              ///< Hits of a page, unless it is told otherwise.
  static constexpr std::size_t kMostHits = 100;          ///< The most that a page may be told.
  static constexpr std::size_t kMostOffset = 10'000;     ///< Deeper, a page says to ask more closely.
  static constexpr std::size_t kMostWordsBytes = 4'000;  ///< Of `q`: each link of the page repeats it.
  static constexpr std::size_t kMostConditions = 64;     ///< The same of these.

  std::string q;
  std::vector<Condition> conditions;  ///< All are meant.
  std::string like;                   ///< A record's id: what is like it, in place of `q`.
  std::string sort;                   ///< `published:desc`; empty by relevance.
  std::string collapse;
  std::string profile;
  std::size_t limit = kLimit;
  std::size_t offset = 0;
  bool all_words = false;
  bool typing = false;          ///< The last word is under way. Stands in no address.
  bool needs_redirect = false;  ///< The form gave it with parts that are empty or to be made conditions.

  /// Returns whether nothing is asked: the page that one begins with.
  bool is_start() const { return q.empty() && conditions.empty() && like.empty(); }
};

/// Returns the fields that the form has bounds for: the first date and the first two numbers that can be sorted by.
[[nodiscard]] std::vector<std::string> form_ranges(const Schema& schema);

/// Returns a bound of a range as the form has it: a number, or a date in digits; empty if it is open.
[[nodiscard]] std::string form_bound(const RangeQuery& range, bool is_low, const Schema& schema);

/// Reads the parameters. Throws Error{kInvalidArgument} that names what is wrong.
[[nodiscard]] Asked read_asked(const Request& request, const Schema& schema);

/// Returns the parameter's first value; empty if it has none.
[[nodiscard]] std::string parameter(const Request& request, std::string_view name);

/// Returns the options of the search that is asked, without facets.
[[nodiscard]] SearchOptions options_of(const Asked& asked, const Request& request);

/// Returns the address, `./?q=heat&filter=type%3Apaper`, as seen from a page of this site.
[[nodiscard]] std::string address_of(const Asked& asked);
/// The same on the first page; most links change what is asked.
[[nodiscard]] std::string address_of_first(Asked asked);
/// Returns the address of a record's page, `record?id=...`, that also tells why it is found for `q`, if there is one.
[[nodiscard]] std::string address_of_record(std::string_view id, std::string_view q = {});
/// Returns the text as a value in an address has it.
[[nodiscard]] std::string encoded(std::string_view text);
/// Returns the text as a part of a path has it.
[[nodiscard]] std::string encoded_path(std::string_view text);

/// Returns the conditions with the value in the field's condition, or without it if it was in there.
[[nodiscard]] std::vector<Condition> toggled(std::vector<Condition> conditions, const std::string& field,
                                             const std::string& value, const Schema& schema);
/// Returns whether a condition asks for the value.
[[nodiscard]] bool is_chosen(const std::vector<Condition>& conditions, const std::string& field,
                             const std::string& value);
/// Returns the conditions with this one in place of the field's ranges; with an empty filter, without them.
[[nodiscard]] std::vector<Condition> with_range(std::vector<Condition> conditions, const std::string& field,
                                                const std::string& filter, const Schema& schema);
/// Returns the conditions without the i-th.
[[nodiscard]] std::vector<Condition> without(std::vector<Condition> conditions, std::size_t i);

}  // namespace kbsearch::page
