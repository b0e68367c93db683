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
    Xapian::PostingSource* source = new GainSource(best_word_scores(database_, plan, words));
    sum.emplace_back(source->release());
  }
  for (const auto& saying : plan.sayings) {
    Xapian::PostingSource* source = new GainSource(saying_gains(database_, sets_, plan, saying));
    sum.emplace_back(source->release());
  }
  const Query words(Query::OP_OR, sum.begin(), sum.end());
  auto names = name_gains(database_, plan.names);
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

MatchSet XapianExecutor::match(const Plan& plan, const MatchOptions& options) {
  MatchSet set;
  if (plan.matches_nothing()) return set;
  const Xapian::doccount doc_count = database_.get_doccount();
  Xapian::Enquire enquire(database_);
  enquire.set_query(build(plan));
  const double wdf_k1 = store::kWdfScale * plan.k1;
  // Terms are scaled by (k1 + 1) / (wdf_k1 + 1), which must not touch the presence.
  const double delta = plan.presence * (wdf_k1 + 1.0) / (plan.k1 + 1.0);
  enquire.set_weighting_scheme(Xapian::BM25PlusWeight(wdf_k1, 0, 0, 0, 0.5, delta));
  Xapian::MultiValueKeyMaker keys;
  if (options.sorted) {
    // Absent values go last in both directions: no value is as high as this, none as low as the empty one.
    keys.add_value(options.sort_slot, !options.ascending, options.ascending ? std::string(8, '\xff') : std::string());
    keys.add_value(store::kSlotId);
    enquire.set_sort_by_key(&keys, false);
  }

  const auto wanted =
      static_cast<Xapian::doccount>(std::min<std::uint64_t>(std::uint64_t{options.offset} + options.limit, doc_count));
  const auto count_to = static_cast<Xapian::doccount>(std::min<std::uint64_t>(options.exact_total_up_to, doc_count));
  SecondStage second_stage(plan);
  const bool reorders = !options.sorted && second_stage.maximum() > 0.0;
  const auto depth = static_cast<Xapian::doccount>(reorders ? plan.second_stage.depth : 0);
  // One more than is needed: if it ties with the one before, the whole group of equals is, to order it by id.
  const auto fetch = std::min(std::max(wanted, depth) + 1, doc_count);
  Xapian::MSet mset = enquire.get_mset(0, fetch, std::max(count_to, fetch));
  set.total = mset.get_matches_lower_bound();
  set.total_is_exact = set.total == mset.get_matches_upper_bound();
  const bool ends_in_a_tie = !options.sorted && fetch > 1 && fetch < doc_count && mset.size() == fetch &&
                             mset[fetch - 2].get_weight() == mset[fetch - 1].get_weight();
  if (ends_in_a_tie) {
    enquire.set_cutoff(0, mset[fetch - 1].get_weight());
    mset = enquire.get_mset(0, doc_count, Xapian::doccount{0});
  }
  set.order_from = std::numeric_limits<double>::infinity();
  if (depth > 0) set.order_from = mset.size() < depth ? 0.0 : mset[depth - 1].get_weight();
  set.matches = options.sorted ? matches_of(mset, 0, mset.size()) : best_of(mset, second_stage, set.order_from, wanted);
  if (set.matches.size() > wanted) set.matches.resize(wanted);
  set.matches.erase(set.matches.begin(),
                    set.matches.begin() + static_cast<std::ptrdiff_t>(std::min(options.offset, set.matches.size())));
  return set;
}

std::vector<Match> XapianExecutor::best_of(const Xapian::MSet& mset, SecondStage& second_stage, double order_from,
                                           Xapian::doccount wanted) {
  Xapian::doccount reordered = 0;
  while (reordered < mset.size() && mset[reordered].get_weight() >= order_from) ++reordered;
  // The best of them are looked at first; then, of the others, those that could still come into the page.
  const auto first = std::min(2 * wanted + 16, reordered);
  auto matches = matches_of(mset, 0, first);
  double needed = -std::numeric_limits<double>::infinity();
  add_second_stage(matches, second_stage, needed);
  sort_by_score(matches);
  auto last = reordered;
  if (first >= wanted && wanted > 0) {
    const double last_of_page = matches[wanted - 1].score;
    needed = last_of_page - 1e-9 * last_of_page;
    last = first;
    while (last < reordered && mset[last].get_weight() + second_stage.maximum() >= needed) ++last;
  }
  auto more = matches_of(mset, first, last);
  add_second_stage(more, second_stage, needed);
  matches.insert(matches.end(), more.begin(), more.end());
  if (last == reordered) {
    const auto rest = matches_of(mset, reordered, mset.size());
    matches.insert(matches.end(), rest.begin(), rest.end());
  }
  sort_by_score(matches);
  return matches;
}

std::vector<Match> XapianExecutor::matches_of(const Xapian::MSet& mset, Xapian::doccount first, Xapian::doccount last) {
  std::vector<Match> matches;
  for (auto i = first; i < last; ++i) {
    const auto item = mset[i];
    matches.push_back({*item, item.get_weight()});
  }
  return matches;
}

namespace {

/// Follows the postings of each term from document to document, which must ascend.
class PostingLookup final : public TermLookup {
 public:
  explicit PostingLookup(const Xapian::Database& database) : database_(database) {}
  void go_to(DocumentId document) { document_ = document; }
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

}  // namespace

void XapianExecutor::add_second_stage(std::vector<Match>& matches, SecondStage& second_stage, double needed) {
  std::vector<Match*> by_document;
  by_document.reserve(matches.size());
  for (auto& match : matches) by_document.push_back(&match);
  std::sort(by_document.begin(), by_document.end(),
            [](const Match* a, const Match* b) { return a->document < b->document; });
  PostingLookup lookup(database_);
  for (auto* match : by_document) {
    const double most = second_stage.at_most(streams_.get(database_, match->document));
    if (match->score + most < needed) continue;
    lookup.go_to(match->document);
    match->score += second_stage.exactly(lookup).value();
  }
}

void XapianExecutor::sort_by_score(std::vector<Match>& matches) const {
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.score > b.score; });
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
