/// @file
/// A Schema tells what the members of a record mean: which are searched as text and with what weight, which are
/// keywords, numbers or dates to filter, sort and count by. It is data: the knowledge-base schema is built in, and
/// another can be given as JSON. It is stored in the index it was used for.
///
///     const auto& schema = kbsearch::Schema::knowledge_base();
///     auto mine = kbsearch::Schema::from_json(R"({"name":"books","fields":[
///         {"name":"title","kind":"text","weight":3}, {"name":"author","kind":"keyword","facet":true}]})");
///
/// A value; immutable once made, may be shared between threads.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// What a field is to a search.
enum class FieldKind {
  kText,     ///< Analysed and ranked.
  kKeyword,  ///< One or more exact values (case and accents folded): tags, types, ids.
  kNumber,   ///< One number, for filters, sorting and ranking signals.
  kDate,     ///< One date, as `2024-05-17T08:00` or as people write it (`17 May 2024`, `17.05.2024`, `May 2024`).
  kStored,   ///< Kept for display, not searched.
};

/// How several numbers (say, the qualities of all citing pages) become one.
enum class Reduction {
  kFirst,    ///< The first one.
  kMaximum,  ///< The greatest.
  kSum,      ///< All of them together.
  kCount,    ///< How many there are.
};

/// What some members of a record mean.
struct Field {
  std::string name;                   ///< Lower-case letters, digits and `_`; unique in the schema.
  FieldKind kind = FieldKind::kText;  ///< Decides which of the other members count.
  /// Members the value is taken from; the first that is present wins. `cited_by.quality` goes through an array.
  /// Defaults to the name.
  std::vector<std::string> paths;
  std::vector<std::string> aliases;  ///< Other names for `field:word` in a query; case and accents do not matter.
  Reduction reduction = Reduction::kFirst;  ///< Of a number.
  double weight = 1.0;    ///< Of one occurrence of a term in a text field, in [0, 100]. 0: searched by `field:` only.
  bool positions = true;  ///< Keep the order of words of a text field, which phrases and snippets need.
  bool snippet = true;    ///< May a text field give the evidence snippet of a hit?
  /// A keyword field that also asks the other way round, by the name of another one that holds record ids: where a
  /// record names, in `citedby`, the pages that cite it, `cites:ID` with inverse_of "citedby" finds the pages that the
  /// record `ID` names. Empty: only what the records themselves hold.
  std::string inverse_of = {};
  /// Parts the values of a keyword field that a record gives as one text: with `,` the text `a, b` is two values.
  /// Empty: it is one, whatever is in it. A list of texts is never parted.
  std::string separator = {};
  /// Of one occurrence of a word in a value of a keyword field, in [0, 100]: its words are searched beside those of the
  /// texts. 0: the field only filters, by whole values.
  double word_weight = 0.0;
  bool facet = false;  ///< Can values be counted?
  bool sort = false;   ///< Can results be ordered by it?
  /// A number outside [minimum, maximum] is a fault (see FieldFaults). Either may be left out: infinite is no bound.
  double minimum = -std::numeric_limits<double>::infinity();
  /// See `minimum`.
  double maximum = std::numeric_limits<double>::infinity();
};

/// What the members of a record mean. An index keeps the one that it was made with. A value, some 10 KB, looked up in
/// some 100 ns; immutable but for assignment, so any number of threads may read it. Schemas stay readable; the built-in
/// one may gain fields with a version, and a rebuild takes these in.
class Schema {
 public:
  /// Most fields a schema can have: each has one letter pair in the index's term prefixes.
  static constexpr std::size_t kMaxFields = 64;

  /// The built-in schema of resource records and wiki pages.
  static const Schema& knowledge_base();

  /// Reads a schema. Throws Error{kInvalidArgument} naming the field and what is allowed.
  static Schema from_json(std::string_view json);
  /// Returns the schema as from_json reads it, members in a fixed order.
  std::string to_json() const;

  /// Its name, for people.
  const std::string& name() const { return name_; }
  /// Its fields; their order is that of numbers in the index.
  const std::vector<Field>& fields() const { return fields_; }
  /// Strength of the length normalisation, in [0, 1]: 0 ignores the length of a record, 1 divides by it.
  double length_norm() const { return length_norm_; }
  /// Language of text whose own cannot be told, ISO 639-1.
  const std::string& default_language() const { return default_language_; }

  /// What find() returns where there is none.
  static constexpr std::size_t kNoField = static_cast<std::size_t>(-1);
  /// Returns the index in fields() of the field with that name or alias (neither case nor accents matter), or kNoField.
  std::size_t find(std::string_view name_or_alias) const;

 private:
  std::string name_;
  std::vector<Field> fields_;
  std::vector<std::pair<std::string, std::size_t>> names_;  ///< Names and aliases, folded, and whose they are; sorted.
  double length_norm_ = 0.7;
  std::string default_language_ = "en";
};

/// Returns the name used in schema JSON: text, keyword, number, date, stored.
std::string_view to_string(FieldKind kind);

}  // namespace kbsearch
