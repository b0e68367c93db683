#include "match/xapian_executor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

#include "match/asked_name.hpp"
#include "match/every_document_source.hpp"
#include "match/range_source.hpp"
#include "match/saying_scores.hpp"
#include "match/stream_source.hpp"
#include "rank/bm25.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

/// Gives each document its static score. Asked only for documents that match already (under OP_AND_MAYBE), it answers
/// from memory, and its bound is the true maximum, so the matcher can stop as early as the text score lets it.
class StaticScoreSource final : public EveryDocumentSource {
 public:
  StaticScoreSource(const rank::StaticScores& scores, double scale) : scores_(scores), scale_(scale) {
    set_maxweight(scale * scores.maximum());
  }

  Xapian::doccount get_termfreq_min() const override { return 0; }
  double get_weight() const override { return scale_ * scores_[get_docid()]; }
  std::string get_description() const override { return "StaticScoreSource"; }

 private:
  const rank::StaticScores& scores_;
  double scale_;
};

/// Gives documents what they gain by saying words of the query otherwise, or by being called what is asked.
class GainSource final : public Xapian::PostingSource {
 public:
  explicit GainSource(std::vector<SayingGain> gains) : gains_(std::move(gains)) {
    double most = 0.0;
    for (const auto& gain : gains_) most = std::max(most, gain.gain);
    set_maxweight(most);
  }

  Xapian::doccount get_termfreq_min() const override { return static_cast<Xapian::doccount>(gains_.size()); }
  Xapian::doccount get_termfreq_est() const override { return static_cast<Xapian::doccount>(gains_.size()); }
  Xapian::doccount get_termfreq_max() const override { return static_cast<Xapian::doccount>(gains_.size()); }
  double get_weight() const override { return gains_[at_].gain; }
  Xapian::docid get_docid() const override { return gains_[at_].document; }
  void next(double) override {
    if (started_) ++at_;
    started_ = true;
  }
  void skip_to(Xapian::docid document, double) override {
    started_ = true;
    const auto from = gains_.begin() + static_cast<std::ptrdiff_t>(at_);
    at_ = static_cast<std::size_t>(
        std::lower_bound(from, gains_.end(), document,
                         [](const SayingGain& gain, Xapian::docid wanted) { return gain.document < wanted; }) -
        gains_.begin());
  }
  bool at_end() const override { return at_ >= gains_.size(); }
  void init(const Xapian::Database&) override {
    at_ = 0;
    started_ = false;
  }
  std::string get_description() const override { return "GainSource"; }

 private:
  std::vector<SayingGain> gains_;
  std::size_t at_ = 0;
  bool started_ = false;
};

/// The idf that Xapian 1.4's BM25PlusWeight gives a term, which ours replaces by scaling. Source: xapian-core 1.4.22,
/// weight/bm25plusweight.cc.
double xapian_idf(double doc_freq, double doc_count) { return std::log((doc_count + 1.0) / doc_freq); }

/// Made anew each time: Xapian::Query::MatchAll is one object for all threads, whose references are counted without
/// atomics.
Xapian::Query all_documents() { return Xapian::Query(std::string()); }

/// A query for all documents that have one of `terms`, to be used without weight. Xapian 1.4.22 answers such a term by
/// its list of all documents where every document has it, under the term's name; when documents are missing in between,
/// that list is read in chunks whose name is then looked for in vain ("Unexpected end of posting list"). So a term of
/// all documents must not reach it unweighted: all documents do. Source: xapian-core 1.4.22, matcher/localsubmatch.cc.
Xapian::Query any_term(const std::vector<std::string>& terms, const SetEvaluator& sets) {
  for (const auto& term : terms) {
    if (sets.is_of_all_documents(term)) return all_documents();
  }
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

Xapian::Query boolean(const Condition& condition, const SetEvaluator& sets);

Xapian::Query joined(Xapian::Query::op operation, const std::vector<Condition>& conditions, const SetEvaluator& sets) {
  std::vector<Xapian::Query> queries;
  queries.reserve(conditions.size());
  for (const auto& condition : conditions) queries.push_back(boolean(condition, sets));
  return Xapian::Query(operation, queries.begin(), queries.end());
}

/// As deep as the query's tree, which the parser bounds.
Xapian::Query boolean(const Condition& condition, const SetEvaluator& sets) {
  using Xapian::Query;
  switch (condition.kind) {
    case Condition::Kind::kAnyTerm:
      return any_term(condition.terms, sets);
    case Condition::Kind::kInOrder:
    case Condition::Kind::kNear:
    case Condition::Kind::kInField: {
      Xapian::PostingSource* source = new StreamSource(condition);
      return Query(source->release());
    }
    case Condition::Kind::kRange: {
      Xapian::PostingSource* source = new RangeSource(sets.numbers(condition.field), condition.low, condition.high);
      return Query(source->release());
    }
    case Condition::Kind::kAllOf: {
      Query query = condition.children.empty() ? all_documents() : joined(Query::OP_AND, condition.children, sets);
      for (const auto& excluded : condition.excluded) query = Query(Query::OP_AND_NOT, query, boolean(excluded, sets));
      return query;
    }
    case Condition::Kind::kAnyOf:
      return joined(Query::OP_OR, condition.children, sets);
    case Condition::Kind::kNothing:
      break;
  }
  return Query();
}

}  // namespace

Xapian::Query XapianExecutor::scored(const Plan& plan, const ScoredTerm& term) const {
  const double doc_count = database_.get_doccount();
  const double wanted = term.weight * (plan.k1 + 1.0);
  const double given = xapian_idf(static_cast<double>(term.doc_freq), doc_count) * (store::kWdfScale * plan.k1 + 1.0);
  return {Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(term.term), wanted / given};
}

/// The score of words: a sum over terms, and over what is said otherwise.
Xapian::Query XapianExecutor::words_of(const Plan& plan) const {
  using Xapian::Query;
  std::vector<Query> sum;
  const auto rivals = rival_corrections(plan);
  for (const auto& term : plan.scored) {
    const bool is_rival = std::any_of(rivals.begin(), rivals.end(), [&](const auto& words) {
      return std::find(words.begin(), words.end(), term.word) != words.end();
    });
    if (!is_rival) sum.push_back(scored(plan, term));
  }
  for (const auto& words : rivals) {
    Xapian::PostingSource* source = new GainSource(best_word_scores(sets_, plan, words));
    sum.emplace_back(source->release());
  }
  for (const auto& saying : plan.sayings) {
    Xapian::PostingSource* source = new GainSource(saying_gains(sets_, plan, saying));
    sum.emplace_back(source->release());
  }
  const Query words(Query::OP_OR, sum.begin(), sum.end());
  auto names = name_gains(sets_.postings(), plan.names);
  if (names.empty()) return words;
  Xapian::PostingSource* source = new GainSource(std::move(names));
  return {Query::OP_AND_MAYBE, words, Query(source->release())};
}

Xapian::Query XapianExecutor::build(const Plan& plan) const {
  using Xapian::Query;
  const Query words = words_of(plan);
  Query query = words;
  if (!plan.required.empty()) {
    std::vector<Query> conditions;
    for (const auto& clause : plan.required) conditions.push_back(boolean(clause.condition, sets_));
    const Query all(Query::OP_SCALE_WEIGHT, Query(Query::OP_AND, conditions.begin(), conditions.end()), 0.0);
    query = !plan.asks_words() ? all : Query(plan.needs_words ? Query::OP_AND : Query::OP_AND_MAYBE, all, words);
  } else if (!plan.asks_words()) {
    query = Query(Query::OP_SCALE_WEIGHT, all_documents(), 0.0);
  }
  for (const auto& clause : plan.excluded) query = Query(Query::OP_AND_NOT, query, boolean(clause.condition, sets_));
  if (!static_scores_.empty() && plan.static_scale > 0.0) {
    Xapian::PostingSource* source = new StaticScoreSource(static_scores_, plan.static_scale);
    query = Query(Query::OP_AND_MAYBE, query, Query(source->release()));
  } else if (base::StopScope::current() != nullptr) {
    Xapian::PostingSource* source = new EveryDocumentSource;
    query = Query(Query::OP_FILTER, query, Query(source->release()));
  }
  return query;
}

Xapian::Enquire XapianExecutor::enquire(const Plan& plan) const {
  Xapian::Enquire enquire(database_);
  enquire.set_query(build(plan));
  const double wdf_k1 = store::kWdfScale * plan.k1;
  // Terms are scaled by (k1 + 1) / (wdf_k1 + 1), which must not touch the presence.
  const double delta = plan.presence * (wdf_k1 + 1.0) / (plan.k1 + 1.0);
  enquire.set_weighting_scheme(Xapian::BM25PlusWeight(wdf_k1, 0, 0, 0, 0.5, delta));
  return enquire;
}

Matches XapianExecutor::best(const Plan& plan, std::size_t count) {
  const Xapian::doccount doc_count = database_.get_doccount();
  auto enquiry = enquire(plan);
  // One more than is needed: if it ties with the one before, the whole group of equals is fetched.
  const auto fetch = static_cast<Xapian::doccount>(std::min<std::uint64_t>(std::uint64_t{count} + 1, doc_count));
  Xapian::MSet found = enquiry.get_mset(0, fetch, Xapian::doccount{0});
  const bool ends_in_a_tie = fetch > 1 && fetch < doc_count && found.size() == fetch &&
                             found[fetch - 2].get_weight() == found[fetch - 1].get_weight();
  if (ends_in_a_tie) {
    enquiry.set_cutoff(0, found[fetch - 1].get_weight());
    found = enquiry.get_mset(0, doc_count, Xapian::doccount{0});
  }
  Matches matches;
  matches.reserve(found.size());
  for (auto item = found.begin(); item != found.end(); ++item) matches.push_back({*item, item.get_weight()});
  return matches;
}

MatchSet XapianExecutor::sorted(const Plan& plan, const MatchOptions& options) {
  MatchSet set;
  if (plan.matches_nothing()) return set;
  auto enquiry = enquire(plan);
  Xapian::MultiValueKeyMaker keys;
  // Absent values go last in both directions: no value is as high as this, none as low as the empty one.
  keys.add_value(options.sort_slot, !options.ascending, options.ascending ? std::string(8, '\xff') : std::string());
  keys.add_value(store::kSlotId);
  enquiry.set_sort_by_key(&keys, false);
  const auto doc_count = std::uint64_t{database_.get_doccount()};
  const auto offset = static_cast<Xapian::doccount>(std::min<std::uint64_t>(options.offset, doc_count));
  const auto limit = static_cast<Xapian::doccount>(std::min<std::uint64_t>(options.limit, doc_count));
  const auto found = enquiry.get_mset(offset, limit, Xapian::doccount{0});
  for (auto item = found.begin(); item != found.end(); ++item) set.matches.push_back({*item, item.get_weight()});
  set.order_from = std::numeric_limits<double>::infinity();
  count_matches(set, *this, plan, options.exact_total_up_to);
  return set;
}

std::uint64_t XapianExecutor::count(const Plan& plan, std::uint64_t /*enough*/) {
  return MatchedSets(plan, sets_).all().size();
}

std::string_view XapianExecutor::stream(DocumentId document) { return streams_.get(document); }

/// Follows the postings of each term from document to document.
class XapianExecutor::PostingLookup final : public TermLookup {
 public:
  explicit PostingLookup(const Xapian::Database& database) : database_(database) {}
  void go_to(DocumentId document) {
    // Postings go forwards only.
    if (document < document_) postings_.clear();
    document_ = document;
  }
  std::uint32_t wdf(const std::string& term) override {
    auto found = postings_.find(term);
    if (found == postings_.end()) found = postings_.emplace(term, database_.postlist_begin(term)).first;
    auto& posting = found->second;
    if (posting == end_) return 0;
    posting.skip_to(document_);
    return posting != end_ && *posting == document_ ? posting.get_wdf() : 0;
  }

 private:
  const Xapian::Database& database_;
  DocumentId document_ = 0;
  std::unordered_map<std::string, Xapian::PostingIterator> postings_;
  Xapian::PostingIterator end_;
};

XapianExecutor::XapianExecutor(const Xapian::Database& database, const rank::StaticScores& static_scores,
                               StreamCache& streams, const SetEvaluator& sets)
    : database_(database), static_scores_(static_scores), streams_(streams), sets_(sets) {}

XapianExecutor::~XapianExecutor() = default;

TermLookup& XapianExecutor::terms_of(DocumentId document) {
  if (!lookup_) lookup_ = std::make_unique<PostingLookup>(database_);
  lookup_->go_to(document);
  return *lookup_;
}

std::string XapianExecutor::record_id(DocumentId document) {
  return database_.get_document(document).get_value(store::kSlotId);
}

}  // namespace kbsearch::match
