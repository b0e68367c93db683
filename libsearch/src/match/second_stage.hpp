// The part of the score that term frequencies cannot see, looked up for the best records by words and signals: where
// the words of the query stand, and how much of a name they are.
//
//     closer(d) = sum over pairs (a, b) of  weight of the pair * n / (n + 1)
//               + proximity * s^2            s: greatest share of the query within kWindow words of d
//               + second_field * sum of the weights of the words that stand in two fields of d or more
//               + the most that a name of d gives:  title * t + title_likeness * (t * q)^2
//   n  times that b follows a immediately, in one text
//   t  share of the name's words that are asked           q  share of the query that the name has
// Shares of the query go by the weights of its telling words; a word that was perhaps meant counts as the one that was
// typed. What a name gains that is all that is asked, match/asked_name.hpp tells.
// Only the best `depth` documents by words and signals get it: all of these come before all others.
// Sources of the ideas: Metzler & Croft 2005 (ordered pairs and windows), Tao & Zhai 2007 (proximity).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/ranking_profile.hpp"
#include "match/plan.hpp"
#include "store/token_stream.hpp"

namespace kbsearch::match {

/// Words that stand no further apart, first to last, are said in one breath.
inline constexpr std::uint32_t kWindow = 12;

/// Says what a plan asks of the second stage. `scale` is what the heaviest words of the query could give.
void ask_second_stage(Plan& plan, const RankingProfile& profile, const Schema& schema, double scale);

/// Tells the wdf of a term in the document that is looked at; 0 if it is not there.
class TermLookup {
 public:
  virtual ~TermLookup() = default;
  virtual std::uint32_t wdf(const std::string& term) = 0;
};

/// What a document gets, part by part.
struct CloserLook {
  struct Pair {
    std::size_t pair;  ///< Index in Plan::pairs.
    std::uint32_t times;
    double value;
  };
  std::vector<Pair> pairs;                    ///< Those that stand together.
  double nearby_share = 0.0;                  ///< Of the query, within a window.
  double proximity = 0.0;                     ///< What that gives.
  std::vector<std::size_t> in_fields;         ///< Words in two fields or more, by their index in Plan::words.
  double second_field = 0.0;                  ///< What these give.
  std::size_t name_field = Schema::kNoField;  ///< Where the name stands that gives most.
  std::uint32_t name_words = 0;
  std::uint32_t name_words_asked = 0;
  double query_share = 0.0;  ///< Of the query, in that name.
  double name = 0.0;         ///< What it gives.

  double value() const;
};

/// Belongs to one thread; the plan must outlive it.
class SecondStage {
 public:
  explicit SecondStage(const Plan& plan);

  /// The most that a document can get; 0 if the plan asks nothing of the second stage.
  double maximum() const { return maximum_; }

  /// The most that a document can get by the length of its names (store::name_length), without its stream.
  double at_most_by_name(std::uint32_t name_length) const;
  /// Reads a document's stream, which must stay, and returns the most that it can get. A stream tells its own words
  /// apart, not those it lacks: one in some hundred documents seems to have a word more than it has.
  double at_most(std::string_view stream);
  /// What the document that was read gets; the reference holds until the next call.
  const CloserLook& exactly(TermLookup& lookup);

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

  struct Follower {
    std::size_t word;
    std::size_t pair;
  };
  struct Place {
    std::size_t word;
    std::uint32_t position;
    std::uint32_t field;
  };

  void find_places();
  void value();
  bool has(std::size_t word);
  void value_pairs();
  void value_proximity();
  void value_fields();
  void value_names();

  const Plan& plan_;
  double maximum_ = 0.0;
  double without_names_ = 0.0;                    ///< Of that what no name gives.
  std::size_t stems_asked_ = 0;                   ///< So many at most a document may have.
  std::vector<std::vector<Follower>> followers_;  ///< By the first word of a pair.
  std::vector<std::size_t> telling_;              ///< By word: the telling word of the query that it is or stands for.
  std::vector<double> weights_;                   ///< By telling word.
  double all_weights_ = 0.0;
  double proximity_ = 0.0;  ///< What the whole query gives in one breath.
  std::map<std::string, store::StemSet, std::less<>> stems_;
  // Of the document that is looked at.
  CloserLook look_;
  store::TokenStream stream_{""};
  TermLookup* lookup_ = nullptr;
  std::vector<Place> places_;               // of the words of the query, in order, as far as the stream tells
  std::vector<signed char> known_;          // by word: whether the document has it, -1 if that is to be asked
  std::vector<std::uint32_t> counts_;       // by pair, or by telling word
  std::vector<std::uint32_t> first_field_;  // by telling word
};

}  // namespace kbsearch::match
