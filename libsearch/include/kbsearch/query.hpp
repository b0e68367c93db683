/// @file
/// What is asked, as a value, and the parser that reads what a person typed.
///
///     auto parsed = kbsearch::parse_query("heat pump type:paper \"district heating\" -draft",
///                                         kbsearch::Schema::knowledge_base());
///     to_string(parsed.query);   // "district heating" type:paper heat pump -draft
///     for (const auto& warning : parsed.warnings) show(warning);
///
/// The language, by example:
///
///     heat pump                    words: each ranks, none has to be there
///     +heat -pump                  heat has to be there, pump must not
///     "heat pumps"                 these very words (unstemmed), one after the other
///     heat AND pump, heat OR pump, NOT pump      upper case; NOT binds before AND before OR before standing together
///     (heat OR cold) AND pump      brackets
///     heat NEAR/5 pump             at most 5 positions apart, in either order (NEAR alone: 10); also "heat pump"~5
///     gov*                         words that begin so: two characters at least; required, not ranked
///     heat^2 "heat pump"^0.5 (heat cold)^3       counts so many times in the score, from 0.001 to 1000
///     title:pump title:"heat pump" title:(heat OR cold) tag:x,y tag:ener* id:kb-1
///     importance:60.. quality:50..80 importance:>=60 published:2022..2024-06
///     published:-30d.. published:-2y..-6m published:last-2y published:today      d, w, m, y; counted from today
///     has:summary -has:authors     a value in that field, whatever it is; has:tag,type a value in one of them
///     \-5 \AND title\:x            a backslash takes the meaning from what follows
///
/// Plain words rank, and one of them has to be there; all else that stands beside them is required, and where that is
/// words itself, plain words only rank. A query of negations alone lists the rest. Curly and
/// other quotation marks, full-width brackets and punctuation are read as their ASCII forms. `citedby:PAGE` finds what
/// that page cites, `cites:RECORD` the pages that the record names as citing it (Field::inverse_of). In a text field a
/// wildcard finds the words that the index has in any field and that stand in this one by their stem.
///
/// Parsing never fails: what does not read as an operator is words, and an operator or limit that had to be passed over
/// gives a warning. Time and memory are linear in the text, and no recursion follows its nesting.
///
///     query   = item { item }                              all items: ranked, required or excluded, as each says
///     item    = and { "OR" and }
///     and     = not { "AND" not }
///     not     = { "NOT" | "+" | "-" } near
///     near    = primary { "NEAR" [ "/" number ] primary }   primaries that are words
///     primary = [ field ":" ] ( word | phrase | "(" query ")" ) [ "^" number ]
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kbsearch/export.hpp"
#include "kbsearch/schema.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// A word as it was typed; analysis may find several terms in it (`gpt-4`): any of them ranks, and where the word is
/// required all of them are. `field` is empty for all fields.
struct WordQuery {
  std::string field;                                  ///< Name of a text field; empty for all.
  std::string text;                                   ///< UTF-8. What would be an operator in a text is none here.
  bool operator==(const WordQuery&) const = default;  ///< Member by member.
};

/// Words in this order, one after the other, unstemmed.
struct PhraseQuery {
  std::string field;                                    ///< Name of a text field; empty for all.
  std::string text;                                     ///< The words, without quotation marks.
  bool operator==(const PhraseQuery&) const = default;  ///< Member by member.
};

/// Words in any order in one text, the first and the last at most `distance` positions apart.
struct NearQuery {
  static constexpr std::size_t kDefaultDistance = 10;  ///< Of NEAR without a number.
  static constexpr std::size_t kMaxDistance = 1'000;   ///< The most that may be asked for.
  std::string field;                                   ///< Name of a text field; empty for all.
  std::vector<std::string> words;                      ///< Two at least.
  std::size_t distance = kDefaultDistance;             ///< In [1, kMaxDistance].
  bool operator==(const NearQuery&) const = default;   ///< Member by member.
};

/// Words, or values of a keyword field, that begin with `text`. Required and not ranked: it adds nothing to a score.
struct PrefixQuery {
  static constexpr std::size_t kMinCharacters = 2;  ///< Shorter beginnings are refused: they would be half an index.
  std::string field;                                ///< Name of a text or keyword field; empty for all texts.
  std::string text;                                 ///< Without the star.
  bool operator==(const PrefixQuery&) const = default;  ///< Member by member.
};

/// Any of these values in a keyword field; the field `id` is the record's id. In the field `has` the values are names
/// of fields, and a record has to have something in one of them.
struct KeywordQuery {
  std::string field;                                     ///< Name of a keyword field, `id` or `has`.
  std::vector<std::string> any_of;                       ///< One at least; case and accents do not matter.
  bool operator==(const KeywordQuery&) const = default;  ///< Member by member.
};

/// A number or date field within [low, high]; an absent bound is open. Dates are 10000 * year + 100 * month + day.
struct RangeQuery {
  std::string field;                                   ///< Name of a number or date field.
  std::optional<double> low;                           ///< Least value that is in; nothing for no bound.
  std::optional<double> high;                          ///< Greatest value that is in; nothing for no bound.
  std::string written;                                 ///< As it was typed, for printing.
  bool operator==(const RangeQuery&) const = default;  ///< Member by member.
};

struct Query;

/// Matches what all of `must` and `filter` and none of `must_not` match. Of `should`, if there is any, one has to
/// match, unless something in `must` asks for text: then `should` only ranks. Nothing but `must_not`: all the rest. No
/// clause at all matches nothing. Words in `must` and `should` rank, those in `filter` and `must_not` do not.
struct BooleanQuery {
  std::vector<Query> must;      ///< All have to match, and rank.
  std::vector<Query> should;    ///< Those that match rank.
  std::vector<Query> must_not;  ///< None may match.
  std::vector<Query> filter;    ///< All have to match; none ranks.
  /// True if there is no clause at all.
  bool empty() const;
  bool operator==(const BooleanQuery&) const;  ///< Member by member.
};

/// A tree. The parser's are at most QueryParserOptions::max_depth brackets deep; their root is a BooleanQuery.
struct Query {
  /// What is asked: clauses, or a leaf.
  std::variant<BooleanQuery, WordQuery, PhraseQuery, NearQuery, PrefixQuery, KeywordQuery, RangeQuery> node;
  double boost = 1.0;  ///< Multiplies the weight of all words below, in [kMinBoost, kMaxBoost].
  std::size_t at = 0;  ///< Byte in the text where it began, for messages; does not count in comparisons.

  static constexpr double kMinBoost = 0.001;    ///< The least that `boost` may be.
  static constexpr double kMaxBoost = 1'000.0;  ///< The most that `boost` may be.

  /// Same node and boost, wherever they stood in a text.
  bool operator==(const Query& other) const { return node == other.node && boost == other.boost; }
  /// The root's clauses. Only for a query that parse_query or parse_filter gave.
  const BooleanQuery& clauses() const { return std::get<BooleanQuery>(node); }
};

/// Returns the one printed form. For every query that parse_query gives, parsing it again gives the same query (given
/// room: backslashes can make it longer than max_bytes); a tree built by hand in a shape that no text gives is printed
/// as the nearest one.
[[nodiscard]] std::string to_string(const Query& query);

/// Returns the query as JSON, one object a node: {"word": {"text": "heat"}, "boost": 2}. UTF-8 that is damaged is
/// replaced.
[[nodiscard]] std::string query_to_json(const Query& query);
/// Reads what query_to_json wrote. Throws Error{kInvalidArgument} that names what is wrong, also for nesting deeper
/// than any parsed query has.
[[nodiscard]] Query query_from_json(std::string_view json);

/// What could not be taken as it stands; nothing is lost by it but what it names.
struct Warning {
  std::size_t at = 0;  ///< Byte in the query text.
  std::string what;    ///< For a person.
};

/// What parse_query() made of a text.
struct ParsedQuery {
  Query query;                    ///< Its root is a BooleanQuery.
  std::vector<Warning> warnings;  ///< In the order of the text; at most 101, the last then says that there are more.
  /// What was taken as it stands, but may not have been meant so: `-rf` in `rm -rf` excludes. Nothing is wrong with it.
  std::vector<Warning> notes = {};
};

/// How a text is read, and what is too much of it.
struct QueryParserOptions {
  /// Read everything as words: for batches of sentences, where a colon or a quote means nothing.
  bool plain_words = false;
  /// Text beyond this many bytes is left out, with a warning.
  std::size_t max_bytes = 65'536;
  /// Conditions and the words of phrases beyond this many are left out, with a warning; a phrase counts two more than
  /// its words. Plain words are not counted: of these SearchOptions::max_words keeps the most telling.
  std::size_t max_leaves = 1'024;
  /// Brackets deeper than this are passed over, with a warning. At most 128.
  std::size_t max_depth = 64;
  /// What relative dates count from; the system's date (UTC) if not given.
  std::optional<std::chrono::sys_days> today = {};
};

/// Reads `text`, UTF-8 as a person typed it. Field names are those of `schema`. Linear in the size of the text.
/// Throws Error{kInvalidArgument} for an option out of its range, never for the text.
[[nodiscard]] ParsedQuery parse_query(std::string_view text, const Schema& schema,
                                      const QueryParserOptions& options = {});

/// Reads a filter: `type:paper,blog importance:60.. -tag:draft`, in the whole language, but every word names a field.
/// Every clause filters, none ranks. Throws Error{kInvalidArgument} that names the part which is no filter and the
/// fields there are, or what parse_query would warn of.
[[nodiscard]] Query parse_filter(std::string_view text, const Schema& schema, const QueryParserOptions& options = {});

}  // namespace kbsearch
