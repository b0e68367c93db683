// What is asked, as a value, and the parser that reads what a person typed.
//
//     auto parsed = kbsearch::parse_query("heat pump +type:paper \"district heating\" -draft",
//                                         kbsearch::Schema::knowledge_base());
//     to_string(parsed.query);   // heat pump +type:paper +"district heating" -draft
//     for (const auto& warning : parsed.warnings) show(warning);
//
// The language:  word  +must  -not  "a phrase"  field:word  field:"a phrase"  tag:x,y  importance:60..  quality:50..80
// published:2022..2024-06  importance:>=60.  A phrase and a field are required; plain words are ranked, and none of
// them has to be there. Anything that does not read as an operator is words: parsing never fails.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kbsearch/schema.hpp"

namespace kbsearch {

enum class Occur {
  kShould,   ///< Ranks; need not match.
  kMust,     ///< Has to match, and ranks.
  kMustNot,  ///< Must not match.
  kFilter,   ///< Has to match, and does not rank.
};

/// A word as it was typed; analysis may find several terms in it (`gpt-4`). `field` is empty for all fields.
struct WordQuery {
  std::string field;
  std::string text;
  bool operator==(const WordQuery&) const = default;
};

/// Words in this order, one after the other, unstemmed.
struct PhraseQuery {
  std::string field;
  std::string text;
  bool operator==(const PhraseQuery&) const = default;
};

/// Any of these values in a keyword field.
struct KeywordQuery {
  std::string field;
  std::vector<std::string> any_of;
  bool operator==(const KeywordQuery&) const = default;
};

/// A number or date field within [low, high]; an absent bound is open. Dates are 10000 * year + 100 * month + day.
struct RangeQuery {
  std::string field;
  std::optional<double> low;
  std::optional<double> high;
  std::string written;  ///< As it was typed, for printing.
  bool operator==(const RangeQuery&) const = default;
};

struct Clause {
  Occur occur = Occur::kShould;
  std::variant<WordQuery, PhraseQuery, KeywordQuery, RangeQuery> leaf;
  bool operator==(const Clause&) const = default;
};

/// All clauses hold together as their `occur` tells. No clause at all matches nothing.
struct Query {
  std::vector<Clause> clauses;
  bool operator==(const Query&) const = default;
};

/// Returns the one printed form, which parses back to the same query.
std::string to_string(const Query& query);

struct Warning {
  std::size_t at = 0;  ///< Byte in the query text.
  std::string what;
};

struct ParsedQuery {
  Query query;
  std::vector<Warning> warnings;
};

struct QueryParserOptions {
  /// Read everything as words: for batches of sentences, where a colon or a quote means nothing.
  bool plain_words = false;
  /// Text beyond this many bytes is left out, with a warning.
  std::size_t max_bytes = 65'536;
};

/// Reads `text`, UTF-8 as a person typed it. Field names are those of `schema`. Linear in the size of the text.
ParsedQuery parse_query(std::string_view text, const Schema& schema, const QueryParserOptions& options = {});

/// Reads the argument of a filter: `type:paper,blog importance:60.. -tag:draft`. Every clause filters, none ranks.
/// Throws Error{kInvalidArgument} that names the part which is no filter and the fields there are.
Query parse_filter(std::string_view text, const Schema& schema);

}  // namespace kbsearch
