// The terms of an index in their order, wherever they are read from.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>

namespace kbsearch::store {

/// Stands at one of the terms that begin with a prefix, ascending by bytes, or behind the last. Belongs to one thread.
class TermWalk {
 public:
  virtual ~TermWalk() = default;

  virtual bool at_end() const = 0;
  /// The whole term, with its prefix. Holds until it goes on.
  virtual const std::string& term() const = 0;
  /// Documents that have it.
  virtual std::uint64_t doc_freq() const = 0;
  virtual void next() = 0;
  /// Goes to the first term that is not before `term`, if that is not behind.
  virtual void skip_to(const std::string& term) = 0;
};

/// Lets Xapian::Error out.
class XapianTermWalk final : public TermWalk {
 public:
  /// The database must outlive it.
  XapianTermWalk(const Xapian::Database& database, const std::string& prefix)
      : at_(database.allterms_begin(prefix)), end_(database.allterms_end(prefix)) {
    read();
  }

  bool at_end() const override { return at_ == end_; }
  const std::string& term() const override { return term_; }
  std::uint64_t doc_freq() const override { return at_.get_termfreq(); }
  void next() override {
    ++at_;
    read();
  }
  void skip_to(const std::string& term) override {
    at_.skip_to(term);
    read();
  }

 private:
  void read() {
    if (at_ != end_) term_ = *at_;
  }

  Xapian::TermIterator at_;
  Xapian::TermIterator end_;
  std::string term_;
};

}  // namespace kbsearch::store
