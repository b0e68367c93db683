/// @file
/// Words that mean the same, as the owner of an index says it: asked for one, a search also finds the others.
///
///     auto synonyms = kbsearch::Synonyms::parse("car, automobile, motor vehicle\n"
///                                               "agi => artificial general intelligence   # not the other way\n");
///     writer.set_synonyms(synonyms);
///
/// One rule a line: names joined by commas stand for each other; what stands left of => is also found by what stands
/// right of it, but not the reverse. A name of several words is a phrase. A comma, # or \ within a name follows a
/// backslash. Case, accents and word endings do not matter. A value; may be shared.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// Rules of words that stand for each other. A value; costs its texts. An index keeps them through rebuilds and
/// upgrades.
class Synonyms {
 public:
  /// Each of `from` is also found by each of `to`. A two-way rule has its names in `from`, and no `to`.
  struct Rule {
    std::vector<std::string> from;                 ///< Names: words or phrases.
    std::vector<std::string> to;                   ///< Names; none of a two-way rule.
    bool operator==(const Rule&) const = default;  ///< Member by member.
  };

  static constexpr std::size_t kMaxRules = 100'000;  ///< The most that parse() takes.
  static constexpr std::size_t kMaxNames = 100;      ///< Of one rule.
  static constexpr std::size_t kMaxNameBytes = 200;  ///< Of one name.

  Synonyms() = default;
  /// Takes rules that parse made.
  explicit Synonyms(std::vector<Rule> rules) : rules_(std::move(rules)) {}
  /// Reads rules, UTF-8. Throws Error{kInvalidArgument} that names the line and what is wrong with it.
  static Synonyms parse(std::string_view text);
  /// Returns the rules as parse reads them, one a line; comments are not kept.
  std::string to_text() const;

  /// The rules, in the order of the text.
  const std::vector<Rule>& rules() const { return rules_; }
  bool operator==(const Synonyms&) const = default;  ///< Rule by rule.

 private:
  std::vector<Rule> rules_;
};

}  // namespace kbsearch
