// The posting source of a range: compares numbers, not their sortable bytes, which Xapian 1.4.22 orders wrongly for
// some negative neighbours (-2 and the next number below it).
#pragma once

#include <xapian.h>

#include <algorithm>
#include <optional>
#include <string>

#include "match/columns.hpp"

namespace kbsearch::match {

class RangeSource final : public Xapian::PostingSource {
 public:
  /// The column must outlive it; an absent bound is open, but the value must be there.
  RangeSource(const NumberColumn& column, std::optional<double> low, std::optional<double> high)
      : column_(column), low_(low), high_(high) {}

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return last_ / 2; }
  Xapian::doccount get_termfreq_max() const override { return last_; }
  Xapian::docid get_docid() const override { return at_; }
  void next(double) override {
    ++at_;
    go_to_match();
  }
  void skip_to(Xapian::docid document, double) override {
    at_ = std::max(at_, document);
    go_to_match();
  }
  bool check(Xapian::docid document, double) override {
    at_ = document;
    return column_.is_within(at_, low_, high_);
  }
  bool at_end() const override { return at_ > last_; }
  void init(const Xapian::Database& database) override {
    at_ = 0;
    last_ = database.get_lastdocid();
  }
  std::string get_description() const override { return "RangeSource"; }

 private:
  void go_to_match() {
    while (at_ <= last_ && !column_.is_within(at_, low_, high_)) ++at_;
  }

  const NumberColumn& column_;
  std::optional<double> low_;
  std::optional<double> high_;
  Xapian::docid at_ = 0;
  Xapian::docid last_ = 0;
};

}  // namespace kbsearch::match
