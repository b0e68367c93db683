#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "generator/prose.hpp"
#include "generator/synthetic_record.hpp"
#include "generator/vocabulary.hpp"

namespace kbsearch::corpus {

/// What a synthetic collection depends on.
struct CollectionOptions {
  std::uint64_t seed = 7;
  /// Median size of `content` in bytes. One record in five has twice as much, few have ten times.
  std::uint32_t content_median_bytes = 1'300;
};

/// Makes the records of a synthetic collection one by one, in any order. A record depends on the
/// options and its number alone, so the first thousand records of a collection of a million are the
/// collection of a thousand.
class RecordMaker {
 public:
  explicit RecordMaker(const CollectionOptions& options);
  RecordMaker(const RecordMaker&) = delete;  // prose_ refers to vocabulary_
  RecordMaker& operator=(const RecordMaker&) = delete;

  const Vocabulary& vocabulary() const { return vocabulary_; }

  /// Overwrites `record` with the record of this number. Reuse one object: its memory is kept.
  /// Its pointers to citing pages are valid as long as the RecordMaker.
  void make(std::uint64_t number, SyntheticRecord& record);

 private:
  void make_pages();
  void make_publications();
  void make_origin(Random& random, SyntheticRecord& record) const;
  void make_curation(Random& random, SyntheticRecord& record) const;
  void make_texts(Random& random, SyntheticRecord& record) const;

  CollectionOptions options_;
  Vocabulary vocabulary_;
  Prose prose_;
  std::vector<CitingPage> pages_;
  std::vector<std::string> publications_;
};

}  // namespace kbsearch::corpus
