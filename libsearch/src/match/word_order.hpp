// The part of the score that term frequencies cannot see: words of the query that stand next to each other in the
// record as they do in the query, and a name (a title, or a file's name) that the query says.
//
//     order(d) = sum over pairs (a, b) of  weight of the pair * n / (n + 1)
//              + title_weight * asked words of the name / its words
//   n  times that b follows a immediately, in one text
// Of several names the one that gives most; what a name gains that is all that is asked, match/asked_name.hpp tells.
// Only the best `order_depth` documents by words and signals get it: all of these come before all others.
// Source of the idea of scoring ordered pairs: Metzler & Croft 2005 (sequential dependence).
#pragma once

#include <algorithm>
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
  std::vector<Pair> pairs;                    ///< Those that stand together.
  std::size_t name_field = Schema::kNoField;  ///< Where the name stands that gives most.
  std::uint32_t name_words = 0;
  std::uint32_t name_words_asked = 0;
  double name_value = 0.0;

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

  /// The words of the query in one of the fields for names.
  struct AskedName {
    std::vector<std::uint32_t> times;     ///< By word.
    std::vector<std::size_t> found = {};  ///< Words that are there, in the order of the first time.
  };

  void note(const store::StreamToken& token);
  void value_names(const store::TokenStream& stream, TermLookup& lookup);

  /// Whether the document has a word: the stream tells its own words apart, not those it lacks.
  bool has(std::size_t word, std::string_view language, TermLookup& lookup) const {
    const auto forms = forms_in(plan_.words[word].forms, language);
    return std::any_of(forms.begin(), forms.end(), [&](const WordForm& form) { return lookup.wdf(form.term) > 0; });
  }

  const Plan& plan_;
  double maximum_ = 0.0;
  std::vector<std::vector<Follower>> followers_;  ///< By the first word of a pair.
  std::map<std::string, store::StemSet, std::less<>> stems_;
  WordOrder order_;
  std::vector<std::uint32_t> times_;  // by pair
  std::vector<AskedName> names_;      // parallel to Plan::name_fields
};

}  // namespace kbsearch::match
