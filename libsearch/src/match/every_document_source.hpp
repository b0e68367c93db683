// A posting source of every document, from memory, for what a match asks of each document that it looks at: its static
// score, and whether the match is to end (Xapian offers no other way to end one from outside).
#pragma once

#include <xapian.h>

#include <algorithm>
#include <string>

#include "base/stop_scope.hpp"

namespace kbsearch::match {

/// By itself it gives no weight: beside a query it then changes nothing but what the matcher may skip.
class EveryDocumentSource : public Xapian::PostingSource {
 public:
  Xapian::doccount get_termfreq_min() const override { return doc_count_; }
  Xapian::doccount get_termfreq_est() const override { return doc_count_; }
  Xapian::doccount get_termfreq_max() const override { return doc_count_; }
  Xapian::docid get_docid() const override { return at_; }
  void next(double) override { go_to(at_ + 1); }
  void skip_to(Xapian::docid document, double) override { go_to(std::max(at_, document)); }
  bool check(Xapian::docid document, double) override {
    go_to(document);
    return true;
  }
  bool at_end() const override { return at_ > last_; }
  void init(const Xapian::Database& database) override {
    at_ = 0;
    last_ = database.get_lastdocid();
    doc_count_ = database.get_doccount();
  }
  std::string get_description() const override { return "EveryDocumentSource"; }

 private:
  void go_to(Xapian::docid document) {
    if (scope_ != nullptr) scope_->check_now_and_then();
    at_ = document;
  }

  base::StopScope* scope_ = base::StopScope::current();
  Xapian::docid at_ = 0;
  Xapian::docid last_ = 0;
  Xapian::doccount doc_count_ = 0;
};

}  // namespace kbsearch::match
