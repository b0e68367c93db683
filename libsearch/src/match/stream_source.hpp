// The posting source behind the conditions on places (in order, near, in a field): looks into the token stream of each
// document that the matcher asks about, which are those that have the terms already.
#pragma once

#include <xapian.h>

#include <string>

#include "base/stop_scope.hpp"
#include "match/stream_matcher.hpp"

namespace kbsearch::match {

class StreamSource final : public Xapian::PostingSource {
 public:
  explicit StreamSource(const Condition& condition) : matcher_(condition) {}

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
  void go_to_match();

  StreamMatcher matcher_;
  base::StopScope* scope_ = base::StopScope::current();
  Xapian::ValueIterator at_;
  Xapian::ValueIterator end_;
  bool passed_ = false;  ///< Whether the document at `at_` has been looked at.
  Xapian::doccount doc_count_ = 0;
};

}  // namespace kbsearch::match
