// The posting source behind the conditions on places (in order, near, in a field): looks into the token stream of each
// document that the matcher asks about, which are those that have the terms already.
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
  /// What is looked for in streams of one language.
  struct Sought {
    store::StemSet stems;
    std::vector<std::size_t> times;  ///< For kNear, by distinct stem: how often it has to stand there.
  };

  bool holds(std::string_view stream);
  void prepare(Sought& sought, std::string_view language) const;
  bool is_candidate(const store::StreamToken& token) const;
  bool holds_in_order(const store::TokenStream& stream, const Sought& sought);
  bool holds_in_field(const store::TokenStream& stream, const Sought& sought) const;
  bool holds_near(const store::TokenStream& stream, const Sought& sought) const;
  void go_to_match();

  const Condition& condition_;
  Xapian::ValueIterator at_;
  Xapian::ValueIterator end_;
  bool passed_ = false;  ///< Whether the document at `at_` has been looked at.
  Xapian::doccount doc_count_ = 0;
  std::map<std::string, Sought, std::less<>> sought_;  ///< By language.
  std::vector<std::uint32_t> reached_;  ///< By word: position + 1 of its last match in order, 0 for none.
};

}  // namespace kbsearch::match
