// Finds other ways to say the words of a query: synonyms that the index's owner gave, aliases of records, acronyms that
// texts of the index introduce, and, while a word is being typed, what it may become.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "match/conditions.hpp"
#include "match/plan.hpp"

namespace kbsearch::match {

/// A word of the query where it stands.
struct AskedToken {
  std::size_t word;     ///< Index in Plan::words.
  std::string exact;    ///< Folded.
  std::string stem;     ///< In the schema's default language.
  std::string written;  ///< Case folded, with its accents.
  std::string parts;    ///< Of a name with capitals within, joined by spaces.
};
/// Words that follow one another in the query.
using AskedRun = std::vector<AskedToken>;

class SayingFinder {
 public:
  // What one saying, and one query, may take in; more are left out with a warning.
  static constexpr std::size_t kMaxWaysOfOne = 8;
  static constexpr std::size_t kMaxWays = 64;
  /// Words of a query that are looked up, and, as each takes hundreds of look-ups, of one whose unknown words are taken
  /// apart: longer ones are sentences.
  static constexpr std::size_t kMaxWordsLookedUp = 512;
  static constexpr std::size_t kMaxWordsTakenApart = 10;
  /// Words that a word under way is taken to become: the most frequent.
  static constexpr std::size_t kMaxEndings = 64;
  /// Compounds that a word is taken to be a part of: the most frequent.
  static constexpr std::size_t kMaxCompounds = 32;

  /// All must outlive it. `has_compounds` tells that records are in a language that joins words to one.
  SayingFinder(ConditionCompiler& conditions, const TermStatistics& statistics, bool has_compounds)
      : conditions_(conditions), statistics_(statistics), has_compounds_(has_compounds) {}

  /// Adds to the plan what the words of `runs` are also said as. The plan's words must have been weighed.
  void add(const std::vector<AskedRun>& runs, Plan& plan);
  /// Adds the words that begin as `token` does, which is being typed. Returns false if there are none.
  bool add_endings(const AskedToken& token, Plan& plan);

  std::vector<Warning> take_warnings() { return std::move(warnings_); }

 private:
  std::vector<KnownSaying> known(const AskedRun& run, std::size_t first, std::size_t count, const Plan& plan);
  void add_numbers(const AskedRun& run, std::size_t first, std::size_t count, std::vector<KnownSaying>& known);
  void add_typed_as_one(const AskedRun& run, std::size_t first, std::size_t count, const Plan& plan,
                        std::vector<KnownSaying>& known) const;
  void add_joined(const std::vector<std::string>& words, std::vector<KnownSaying>& known) const;
  void add_parts(const AskedToken& token, const PlannedWord& word, std::vector<KnownSaying>& known);
  void add_short_parts(const PlannedWord& word, std::vector<KnownSaying>& known);
  void add_number_and_unit(const PlannedWord& word, std::vector<KnownSaying>& known);
  bool may_be_joined(const std::string& first, const std::string& second, std::uint64_t doc_freq) const;
  std::uint64_t records_with(const KnownSaying& known);
  bool add(const AskedRun& run, std::size_t first, std::size_t count, std::vector<KnownSaying> found, Plan& plan);
  void add_other_kana(const AskedRun& run, Plan& plan);
  std::string writing_of(const KnownCompound& compound);
  void add_compounds(const AskedToken& token, Plan& plan);
  bool is_frequent(std::uint64_t doc_freq) const;
  static void add_way(std::size_t word, OtherWay way, Plan& plan);
  std::optional<OtherWay> other_way(const KnownSaying& known, double own_weight, bool is_known);

  ConditionCompiler& conditions_;
  const TermStatistics& statistics_;
  bool has_compounds_;
  std::set<std::size_t> said_;          ///< Words that are in a saying.
  std::set<std::size_t> in_compounds_;  ///< Words that were looked for in compounds.
  std::size_t ways_ = 0;
  bool takes_apart_ = true;
  std::vector<Warning> warnings_;
};

}  // namespace kbsearch::match
