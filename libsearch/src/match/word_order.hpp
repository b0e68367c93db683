// The part of the score that term frequencies cannot see: words of the query that stand next to each other in the
// record as they do in the query, and a title that the query names.
//
//     order(d) = sum over pairs (a, b) of  weight of the pair * n / (n + 1)
//              + title_weight * asked words of the title / its words
//   n  times that b follows a immediately, in one text
// Only the best `order_depth` documents by words and signals get it: all of these come before all others.
// Source of the idea of scoring ordered pairs: Metzler & Croft 2005 (sequential dependence).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "match/plan.hpp"
#include "store/token_stream.hpp"

namespace kbsearch::match {

/// Tells the wdf of a term in the document that is looked at; 0 if it is not there.
class TermLookup {
 public:
  virtual ~TermLookup() = default;
  virtual std::uint32_t wdf(const std::string& term) = 0;
};

struct WordOrder {
  struct Pair {
    std::size_t pair;  ///< Index in Plan::pairs.
    std::uint32_t times;
    double value;
  };
  std::vector<Pair> pairs;  ///< Those that stand together.
  std::uint32_t title_words = 0;
  std::uint32_t title_words_asked = 0;
  double title_value = 0.0;

  double value() const;
};

/// Belongs to one thread; the plan must outlive it.
class WordOrderScorer {
 public:
  explicit WordOrderScorer(const Plan& plan);

  /// The most that a document can get; 0 if the plan asks nothing of the order.
  double maximum() const { return maximum_; }

  /// Reads a document's stream; the reference holds until the next call.
  const WordOrder& read(std::string_view stream, TermLookup& lookup);

 private:
  struct Follower {
    std::size_t word;
    std::size_t pair;
  };

  /// Whether the document has a word: the stream tells its own words apart, not those it lacks.
  bool has(std::size_t word, std::string_view language, TermLookup& lookup) const {
    return lookup.wdf(form_in(plan_.words[word].forms, language).term) > 0;
  }

  const Plan& plan_;
  double maximum_ = 0.0;
  std::vector<std::vector<Follower>> followers_;  ///< By the first word of a pair.
  std::map<std::string, store::StemSet, std::less<>> stems_;
  WordOrder order_;
  std::vector<std::uint32_t> times_;        // by pair
  std::vector<std::uint32_t> title_times_;  // by word
  std::vector<std::size_t> title_found_;
};

}  // namespace kbsearch::match
