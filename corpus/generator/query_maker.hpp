#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "generator/record_maker.hpp"

namespace kbsearch::corpus {

/// A benchmark query and the kind it was made as, e.g. {"phrase", "\"heat pump\""}.
struct BenchmarkQuery {
  std::string_view kind;
  std::string text;
};

/// Makes benchmark queries for the collection of the first `record_count` records of `maker`. Words
/// are taken from its records, so that queries have matches; only two_common and filtered may miss
/// in a collection of a few records. The kinds take turns:
///   one_word, two_words, three_words   content words of one record
///   two_common                         two frequent words of one theme
///   phrase                             2 to 4 words in quotes that follow one another
///   rare_word                          the least frequent word of a record
///   long                               20 words that follow one another
///   field                              title:word
///   filtered                           a word and importance:60..
class QueryMaker {
 public:
  /// `maker` must outlive the QueryMaker; `record_count` is at least 1.
  QueryMaker(RecordMaker& maker, std::uint64_t seed, std::uint64_t record_count);

  /// Returns the query of this number, from 0. It depends on the constructor's arguments and the
  /// number alone.
  BenchmarkQuery make(std::uint64_t number);

 private:
  using Words = std::vector<std::string>;

  const SyntheticRecord& random_record(Random& random);
  Words content_words(const std::string& text) const;
  std::string some_words(Random& random, std::size_t count);
  std::string two_common(Random& random) const;
  std::string consecutive_words(Random& random, std::size_t count);
  std::string rarest_word(Random& random);
  std::string title_word(Random& random);

  RecordMaker& maker_;
  std::uint64_t seed_;
  std::uint64_t record_count_;
  SyntheticRecord record_;
};

}  // namespace kbsearch::corpus
