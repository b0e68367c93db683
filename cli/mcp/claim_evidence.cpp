#include "mcp/claim_evidence.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "mcp/asked.hpp"

namespace kbsearch::cli::mcp {
namespace {

// Looked at, of those with any of the words and of those with all.
constexpr std::size_t kDepth = 20;
constexpr std::size_t kPassages = 2;
// Of a passage that shows all the words, beside the score as a share of the best one. On 400 statements of the wiki
// with the records that they cite, nDCG@10 is .250 without it, .254 with .1 to 1, and .239 by passages alone.
constexpr double kWorthOfPassage = 0.5;
// What has less than this share of what the best record has is met by a word that happens to be in it.
constexpr double kLeastShareOfBest = 0.5;

double weight_of(const std::vector<ClaimWord>& words, const std::set<std::size_t>& which) {
  double weight = 0.0;
  for (const auto i : which) weight += words[i].weight;
  return weight;
}

Evidence evidence_of(const Hit& hit, const std::vector<ClaimWord>& words, const MarkedWords& marked) {
  std::set<std::size_t> all;
  std::set<std::size_t> had;
  for (std::size_t i = 0; i < words.size(); ++i) {
    all.insert(i);
    const bool is_missing =
        std::find(hit.missing_words.begin(), hit.missing_words.end(), words[i].word) != hit.missing_words.end();
    if (!is_missing) had.insert(i);
  }
  const double whole = weight_of(words, all);
  Evidence evidence{.hit = hit};
  if (whole <= 0.0) return evidence;
  evidence.in_record = weight_of(words, had) / whole;
  const auto in_title = marked.in(hit.title, hit.title_marks);
  evidence.in_passage = weight_of(words, in_title) / whole;
  for (const auto& passage : hit.passages) {
    auto shown = marked.in(passage.text, passage.marks);
    shown.insert(in_title.begin(), in_title.end());
    evidence.in_passage = std::max(evidence.in_passage, weight_of(words, shown) / whole);
  }
  return evidence;
}

/// How many records have all the words, and what is left out where there is none. Function words may be left out.
void count_words(const SearchResults& all, ClaimFindings& findings) {
  const auto is_one = [&](const std::string& word) {
    return std::any_of(findings.words.begin(), findings.words.end(),
                       [&](const ClaimWord& one) { return one.word == word; });
  };
  const auto keep_own = [&](const std::vector<std::string>& words, std::vector<std::string>& kept) {
    std::copy_if(words.begin(), words.end(), std::back_inserter(kept), is_one);
  };
  keep_own(findings.any.unknown_words, findings.unknown_words);
  if (all.relaxation) keep_own(all.relaxation->dropped, findings.dropped);
  const auto total = all.relaxation ? all.relaxation->total : all.total.value;
  (findings.dropped.empty() ? findings.with_all_words : findings.with_the_others) = total;
}

std::uint64_t count(const Call& call, SearchOptions options) {
  options.limit = 0;
  if (options.filter.empty()) options.filter = all_records();
  return call.searcher.search("", options).total.value;
}

}  // namespace

ClaimFindings find_evidence(const std::string& claim, SearchOptions options, const Call& call) {
  options.plain_words = true;
  options.passages = kPassages;
  options.limit = kDepth;
  ClaimFindings findings;
  findings.record_count = count(call, call.options());
  findings.searched = options.filter.empty() ? findings.record_count : count(call, options);
  findings.any = call.searcher.search(claim, options);
  options.all_words = true;
  const auto all = call.searcher.search(claim, options);
  auto both = findings.any;
  both.hits.insert(both.hits.end(), all.hits.begin(), all.hits.end());
  findings.words = words_of_claim(claim, both, findings.record_count, call);
  count_words(all, findings);

  const MarkedWords marked(findings.words, findings.any, call.searcher.schema().default_language());
  for (const auto* results : {&std::as_const(findings.any), &all}) {
    for (const auto& hit : results->hits) {
      const bool is_there = std::any_of(findings.evidence.begin(), findings.evidence.end(),
                                        [&](const auto& other) { return other.hit.record_id == hit.record_id; });
      if (!is_there) findings.evidence.push_back(evidence_of(hit, findings.words, marked));
    }
  }
  auto& evidence = findings.evidence;
  const double best = findings.any.hits.empty() ? 1.0 : std::max(findings.any.hits.front().score, 1e-9);
  const auto worth = [&](const Evidence& one) { return one.hit.score / best + kWorthOfPassage * one.in_passage; };
  std::stable_sort(evidence.begin(), evidence.end(),
                   [&](const Evidence& a, const Evidence& b) { return worth(a) > worth(b); });
  double most = 0.0;
  for (const auto& one : evidence) most = std::max(most, one.in_record);
  std::erase_if(evidence, [&](const Evidence& one) { return one.in_record < kLeastShareOfBest * most; });
  return findings;
}

}  // namespace kbsearch::cli::mcp
