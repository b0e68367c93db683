// What the parts of a query's tree are there for: to score, to be required, to filter.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "kbsearch/query.hpp"
#include "kbsearch/schema.hpp"

namespace kbsearch::match {

/// A word of the tree that scores.
struct ScoringText {
  std::string_view text;
  double boost = 1.0;  ///< Product of those on the way to it.
  std::size_t at = 0;
  bool is_exact = false;  ///< Quoted, or NEAR another: it has no other names.
};

/// Returns the texts whose words score, in the order in which they were typed: all but those that only filter or
/// exclude.
std::vector<ScoringText> scoring_texts(const Query& query);

/// A word without a field, or a group of nothing but such: matched by scoring alone.
bool only_ranks(const Query& query);

/// Only says which records may be found, nothing about their text: keywords and ranges, and groups of such.
bool filters_only(const Query& query, const Schema& schema);
/// Whether one of `should` has to match: nothing beside them asks for text.
bool needs_one_of_should(const BooleanQuery& group, const Schema& schema);

/// The one field by which `query` filters, or Schema::kNoField.
std::size_t filtered_field(const Query& query, const Schema& schema);

}  // namespace kbsearch::match
