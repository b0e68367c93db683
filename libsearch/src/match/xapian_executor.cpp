#include "match/xapian_executor.hpp"

#include <algorithm>
#include <cmath>

#include "match/stream_source.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

/// Gives each document its static score. Asked only for documents that match already (under OP_AND_MAYBE), it answers
/// from memory, and its bound is the true maximum, so the matcher can stop as early as the text score lets it.
class StaticScoreSource final : public Xapian::PostingSource {
 public:
  StaticScoreSource(const rank::StaticScores& scores, double scale) : scores_(scores), scale_(scale) {
    set_maxweight(scale * scores.maximum());
  }

  Xapian::doccount get_termfreq_min() const override { return 0; }
  Xapian::doccount get_termfreq_est() const override { return doc_count_; }
  Xapian::doccount get_termfreq_max() const override { return doc_count_; }
  double get_weight() const override { return scale_ * scores_[at_]; }
  Xapian::docid get_docid() const override { return at_; }
  void next(double) override { ++at_; }
  void skip_to(Xapian::docid document, double) override { at_ = std::max(at_, document); }
  bool check(Xapian::docid document, double) override {
    at_ = document;
    return true;
  }
  bool at_end() const override { return at_ > last_; }
  void init(const Xapian::Database& database) override {
    at_ = 0;
    last_ = database.get_lastdocid();
    doc_count_ = database.get_doccount();
  }
  std::string get_description() const override { return "StaticScoreSource"; }

 private:
  const rank::StaticScores& scores_;
  double scale_;
  Xapian::docid at_ = 0;
  Xapian::docid last_ = 0;
  Xapian::doccount doc_count_ = 0;
};

/// The term weight that Xapian 1.4's BM25Weight gives a term on its own, which ours replaces by scaling: its idf has
/// no "1 +" and is bent where it would turn negative. Source: xapian-core 1.4.22, weight/bm25weight.cc.
double xapian_term_weight(double doc_freq, double doc_count, double wdf_k1) {
  double odds = (doc_count - doc_freq + 0.5) / (doc_freq + 0.5);
  if (odds < 2.0) odds = odds * 0.5 + 1.0;
  return std::log(odds) * (wdf_k1 + 1.0);
}

Xapian::Query boolean(const Condition& condition) {
  using Xapian::Query;
  switch (condition.kind) {
    case Condition::Kind::kAnyTerm:
      return Query(Query::OP_OR, condition.terms.begin(), condition.terms.end());
    case Condition::Kind::kInOrder: {
      Xapian::PostingSource* source = new StreamSource(condition);
      return Query(source->release());
    }
    case Condition::Kind::kRange:
      return condition.high.empty() ? Query(Query::OP_VALUE_GE, condition.slot, condition.low)
                                    : Query(Query::OP_VALUE_RANGE, condition.slot, condition.low, condition.high);
    case Condition::Kind::kAllOf: {
      std::vector<Query> children;
      for (const auto& child : condition.children) children.push_back(boolean(child));
      return Query(Query::OP_AND, children.begin(), children.end());
    }
    case Condition::Kind::kNothing:
      break;
  }
  return Query();
}

}  // namespace

Xapian::Query XapianExecutor::build(const Plan& plan) const {
  using Xapian::Query;
  const double doc_count = database_.get_doccount();
  std::vector<Query> scored;
  for (const auto& term : plan.scored) {
    const double wanted = term.weight * (plan.k1 + 1.0);
    const double given = xapian_term_weight(static_cast<double>(term.doc_freq), doc_count, store::kWdfScale * plan.k1);
    scored.emplace_back(Query::OP_SCALE_WEIGHT, Query(term.term), wanted / given);
  }
  const Query text(Query::OP_OR, scored.begin(), scored.end());
  Query query = text;
  if (!plan.required.empty()) {
    std::vector<Query> conditions;
    for (const auto& condition : plan.required) conditions.push_back(boolean(condition));
    const Query all(Query::OP_SCALE_WEIGHT, Query(Query::OP_AND, conditions.begin(), conditions.end()), 0.0);
    query = scored.empty() ? all : Query(Query::OP_AND_MAYBE, all, text);
  } else if (scored.empty()) {
    query = Query(Query::OP_SCALE_WEIGHT, Query::MatchAll, 0.0);
  }
  for (const auto& condition : plan.excluded) query = Query(Query::OP_AND_NOT, query, boolean(condition));
  if (!static_scores_.empty() && plan.static_scale > 0.0) {
    Xapian::PostingSource* source = new StaticScoreSource(static_scores_, plan.static_scale);
    query = Query(Query::OP_AND_MAYBE, query, Query(source->release()));
  }
  return query;
}

namespace {

class DocumentCollector final : public Xapian::MatchSpy {
 public:
  explicit DocumentCollector(std::vector<DocumentId>& documents) : documents_(documents) {}
  void operator()(const Xapian::Document& document, double) override { documents_.push_back(document.get_docid()); }

 private:
  std::vector<DocumentId>& documents_;
};

}  // namespace

MatchSet XapianExecutor::match(const Plan& plan, const MatchOptions& options) {
  MatchSet set;
  if (plan.matches_nothing()) return set;
  const Xapian::doccount doc_count = database_.get_doccount();
  Xapian::Enquire enquire(database_);
  enquire.set_query(build(plan));
  enquire.set_weighting_scheme(Xapian::BM25Weight(store::kWdfScale * plan.k1, 0, 0, 0, 0.5));
  Xapian::MultiValueKeyMaker keys;
  if (options.sorted) {
    // Absent values go last in both directions: no value is as high as this, none as low as the empty one.
    keys.add_value(options.sort_slot, !options.ascending, options.ascending ? std::string(8, '\xff') : std::string());
    keys.add_value(store::kSlotId);
    enquire.set_sort_by_key(&keys, false);
  }
  std::vector<DocumentId> collected;
  DocumentCollector collector(collected);
  if (options.collect_all) enquire.add_matchspy(&collector);

  const auto wanted =
      static_cast<Xapian::doccount>(std::min<std::uint64_t>(std::uint64_t{options.offset} + options.limit, doc_count));
  const auto count_to =
      options.collect_all
          ? doc_count
          : static_cast<Xapian::doccount>(std::min<std::uint64_t>(options.exact_total_up_to, doc_count));
  // One more than the page: if it ties with the page's last hit, the whole group of equals is needed to order it by id.
  Xapian::doccount fetch = std::min(wanted + 1, doc_count);
  for (;;) {
    collected.clear();
    const Xapian::MSet mset = enquire.get_mset(0, fetch, std::max(count_to, fetch));
    set.matches.clear();
    for (auto item = mset.begin(); item != mset.end(); ++item) set.matches.push_back({*item, item.get_weight()});
    set.total = mset.get_matches_lower_bound();
    set.total_is_exact = set.total == mset.get_matches_upper_bound();
    const bool cut_in_a_tie = !options.sorted && wanted > 0 && set.matches.size() == fetch && fetch < doc_count &&
                              set.matches.size() > wanted && set.matches[wanted - 1].score == set.matches.back().score;
    if (!cut_in_a_tie) break;
    fetch = static_cast<Xapian::doccount>(std::min<std::uint64_t>(std::uint64_t{fetch} * 8, doc_count));
  }
  set.all = std::move(collected);
  std::sort(set.all.begin(), set.all.end());
  if (!options.sorted) order_ties_by_id(set);
  if (set.matches.size() > wanted) set.matches.resize(wanted);
  set.matches.erase(set.matches.begin(),
                    set.matches.begin() + static_cast<std::ptrdiff_t>(std::min(options.offset, set.matches.size())));
  return set;
}

void XapianExecutor::order_ties_by_id(MatchSet& set) const {
  auto& matches = set.matches;
  for (std::size_t begin = 0; begin < matches.size();) {
    std::size_t end = begin + 1;
    while (end < matches.size() && matches[end].score == matches[begin].score) ++end;
    if (end - begin > 1) {
      std::vector<std::pair<std::string, Match>> group;
      for (std::size_t i = begin; i < end; ++i) {
        group.emplace_back(database_.get_document(matches[i].document).get_value(store::kSlotId), matches[i]);
      }
      std::sort(group.begin(), group.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
      for (std::size_t i = begin; i < end; ++i) matches[i] = group[i - begin].second;
    }
    begin = end;
  }
}

}  // namespace kbsearch::match
