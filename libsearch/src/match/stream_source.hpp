// The posting source behind Condition::kInOrder: looks into the token stream of each document that the matcher asks
// about, which are those that have the terms already.
#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <vector>

#include "match/plan.hpp"

namespace kbsearch::match {

class StreamSource final : public Xapian::PostingSource {
 public:
  explicit StreamSource(const Condition& condition) : condition_(condition) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return doc_count_; }
  Xapian::doccount get_termfreq_max() const override { return doc_count_; }
  Xapian::docid get_docid() const override { return at_.get_docid(); }
  void next(double min_weight) override;
  void skip_to(Xapian::docid document, double min_weight) override;
  bool check(Xapian::docid document, double min_weight) override;
  bool at_end() const override { return at_ == end_; }
  void init(const Xapian::Database& database) override;
  std::string get_description() const override { return "StreamSource"; }

 private:
  bool holds(std::string_view stream);
  void go_to_match();

  const Condition& condition_;
  Xapian::ValueIterator at_;
  Xapian::ValueIterator end_;
  bool started_ = false;
  Xapian::doccount doc_count_ = 0;
  std::map<std::string, store::StemSet, std::less<>> stems_;  ///< By language.
  std::vector<std::uint32_t> reached_;  ///< By word: position + 1 of its last match in order, 0 for none.
};

}  // namespace kbsearch::match
