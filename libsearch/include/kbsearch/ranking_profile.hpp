// How hits are ordered: the numbers of the text score, and the static signals that are added to it.
//
//     score = text + S * sum_i weight_i * shape_i(value_i)
//   text   weighted-field BM25 over the query's terms (see libsearch/src/rank/bm25.hpp)
//   S      the most that the query's three heaviest terms could give: makes a signal's weight a share of the text score
//   value  a number field of the record, for instance its importance; a record without it has shape `missing`
//
// A profile is data; it is read from JSON, and an absurd value is refused with its range. A value; may be shared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kbsearch {

enum class SignalShape {
  kLinear,      ///< min(x / scale, 1)
  kLogarithm,   ///< min(ln(1 + x) / ln(1 + scale), 1)
  kSaturation,  ///< x / (x + scale). Source of the shapes: Craswell, Robertson, Zaragoza & Taylor 2005.
};

struct Signal {
  std::string field;  ///< A number field of the schema.
  SignalShape shape = SignalShape::kLinear;
  double scale = 100.0;  ///< > 0, in the field's unit.
  double weight = 0.0;   ///< In [0, 1]: share of S.
  double missing = 0.0;  ///< In [0, 1]: the shape's value for a record that lacks the field.
};

struct RankingProfile {
  std::string name = "default";
  /// Term frequency saturation, in [0, 10]: 0 counts presence only.
  double k1 = 2.2;
  /// Saturation of a word's frequency in the query, in [0, 1000]: large counts every repetition.
  double k3 = 1000.0;
  /// Weight of a blended token (`gpt4` for gpt-4) beside its parts, in [0, 1].
  double blend_weight = 0.2;
  /// Weight added when a word matches with its accents as typed, in [0, 1].
  double accent_weight = 0.3;
  std::vector<Signal> signals;

  /// Returns the built-in profile with that name (see `names`). Throws Error{kInvalidArgument} listing them.
  static RankingProfile named(std::string_view name);
  static const std::vector<std::string>& names();
  /// Reads a profile; members that are not given have the defaults above. Throws Error{kInvalidArgument} with the
  /// range.
  static RankingProfile from_json(std::string_view json);
  std::string to_json() const;
};

}  // namespace kbsearch
