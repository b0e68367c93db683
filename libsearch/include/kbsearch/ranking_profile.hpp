/// @file
/// How hits are ordered: the numbers of the text score, and the static signals that are added to it.
///
///     score = words + name + closer + S * sum_i weight_i * shape_i(value_i)
///   words  weighted-field BM25+ over the query's terms (libsearch/src/rank/bm25.hpp)
///   name   what a record gains that is called just what is asked (libsearch/src/match/asked_name.hpp)
///   closer where the words stand, and how much of a title they are (libsearch/src/match/second_stage.hpp)
///   S      the most that the query's three heaviest terms could give: makes a signal's weight a share of the text
///   score value  a number field of the record, for instance its importance; a record without it has shape `missing`
///
/// A profile is data, read from JSON or filled in; whoever is given one with an absurd value refuses it with the range.
/// A value; may be shared.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// What a value x of a signal counts, in [0, 1].
enum class SignalShape {
  kLinear,      ///< min(x / scale, 1)
  kLogarithm,   ///< min(ln(1 + x) / ln(1 + scale), 1)
  kSaturation,  ///< x / (x + scale). Source of the shapes: Craswell, Robertson, Zaragoza & Taylor 2005.
  kAtMost,      ///< 1 if 0 < x <= scale, else 0: a fetch status of at most 399, say (0 is no answer at all).
  kRecency,     ///< scale / (scale + age): a date field's age in years before the newest date that the index has seen.
};

/// A static value of a record that is added to its score.
struct Signal {
  /// A number field of the schema, or a date field for kRecency; `length` where the schema has no field of that name:
  /// the words of the record, each times the weight of its field.
  std::string field;
  SignalShape shape = SignalShape::kLinear;  ///< What a value counts.
  double scale = 100.0;                      ///< > 0, in the field's unit.
  double weight = 0.0;                       ///< In [0, 1]: share of S.
  /// The shape's value for a record that lacks the field, in [0, 1]. Nothing ("typical" in JSON): the mean of the
  /// records that have it, so that not to know is neither gain nor loss.
  std::optional<double> missing = 0.0;
  /// Passed over by an index whose schema has no such field; else asking it is an error. The built-in profiles' are.
  bool optional = false;
};

/// Pseudo-relevance feedback: the query is asked once, its best records are taken as relevant, and their most telling
/// words are added to it. Finds more, at the price of precision. Source: RM3, Abdul-Jaleel et al., TREC 2004.
struct Feedback {
  std::size_t records = 0;  ///< Best records that words are taken from, at most 100; 0: no feedback.
  std::size_t words = 20;   ///< Words that are added, in [1, 100].
  double weight = 0.4;      ///< Of the added words together, as a share of the query's own weight, in [0, 2].
};

/// How hits are ordered. A value of some 500 bytes; a built-in one costs its copying. Read during a call alone. Members
/// are only added, with a default that changes nothing; the numbers of built-in profiles may change with each version.
struct RankingProfile {
  std::string name = "default";  ///< For people.
  std::string description;       ///< For people: what it is good for.
  /// Term frequency saturation, in [0, 10]: 0 counts presence only.
  double k1 = 2.2;
  /// Saturation of a word's frequency in the query, in [0, 1000]: large counts every repetition.
  double k3 = 1000.0;
  /// Weight of a blended token (`gpt4` for gpt-4) beside its parts, in [0, 1].
  double blend_weight = 0.2;
  /// Weight added when a word matches with its accents as typed, in [0, 1].
  double accent_weight = 0.3;
  /// Share of its weight that a function word keeps (`how`, `was`, `the`), in [0, 1], in a query that has other words.
  double function_word_weight = 0.2;
  /// Added to a matching term whatever its frequency, as a multiple of its weight, in [0, 20].
  double presence = 0.0;
  /// Queries of up to this many words, function words not counted, get `presence` whole, longer ones less (cubic fall),
  /// in [1, 1000].
  std::size_t presence_words = 6;
  /// Added share of weight for words with a capital letter within a sentence, in [0, 5]: names tell most.
  double name_weight = 0.0;
  /// For two words that stand next to each other as in the query: the most that they add, as a multiple of the lesser
  /// one's weight, in [0, 20].
  double adjacency = 0.0;
  /// Share of S for a title, or a file's name, all of whose words are asked for, in [0, 1]; a part of them gets a part
  /// of it. A record that is called just what is asked gains nine times as much beside that.
  double title_weight = 0.0;
  /// Share of S for a title, or a file's name, that is just what is asked, in [0, 1]: times (t q)^2, the shares of its
  /// words that are asked and of the query that it has.
  double title_likeness = 0.0;
  /// Share of S for a record that says all of the query within twelve words, in [0, 1]: times the square of the
  /// greatest share of the query that stands so.
  double proximity = 0.0;
  /// Added share of weight for words that stand in two fields of a record, in [0, 5].
  double second_field = 0.0;
  /// So many of the best records by words and signals are ranked by `adjacency`, `title_weight`, `title_likeness`,
  /// `proximity` and `second_field`, too, at most 10,000.
  std::size_t order_depth = 100;
  Feedback feedback;            ///< None by default.
  std::vector<Signal> signals;  ///< Added in this order.

  /// Returns the built-in profile with that name (see `names`). Throws Error{kInvalidArgument} listing them.
  static RankingProfile named(std::string_view name);
  /// Returns the names of the built-in profiles, "default" first.
  static const std::vector<std::string>& names();
  /// Reads a profile; members that are not given have the defaults above. "version" must be 1 if it is given. A count
  /// may be written as 6 and as 6.0. Throws Error{kInvalidArgument} with the range. Field weights and the length norm
  /// are folded into the index and are no part of a profile: the schema has them, and changing them needs a rebuild.
  static RankingProfile from_json(std::string_view json);
  /// Returns what from_json() reads, every member given.
  [[nodiscard]] std::string to_json() const;
};

}  // namespace kbsearch
