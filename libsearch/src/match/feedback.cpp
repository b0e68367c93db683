#include "match/feedback.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "rank/bm25.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

// A stem in fewer records than this says nothing about others; one in more than this share of all says nothing at all.
constexpr std::uint64_t kLeastDocFreq = 2;
constexpr double kLargestShare = 0.25;

struct Candidate {
  double telling = 0.0;
  std::uint64_t doc_freq = 0;
};

}  // namespace

void add_feedback(Plan& plan, const std::vector<Match>& best, const Xapian::Database& database,
                  const Feedback& feedback) {
  std::set<std::string> asked;
  double asked_weight = 0.0;
  for (const auto& word : plan.words) {
    for (const auto& form : word.forms) asked.insert(form.term);
    if (!word.is_joined) asked_weight += word.weight;
  }
  double score_sum = 0.0;
  for (const auto& match : best) score_sum += match.score;
  if (score_sum <= 0.0) return;

  const std::string prefix = store::stem_term("", "");
  const auto doc_count = database.get_doccount();
  std::map<std::string, Candidate> candidates;
  for (const auto& match : best) {
    auto term = database.termlist_begin(match.document);
    const auto end = database.termlist_end(match.document);
    for (term.skip_to(prefix); term != end; ++term) {
      const std::string name = *term;
      if (!name.starts_with(prefix)) break;
      if (asked.contains(name)) continue;
      auto& candidate = candidates[name];
      if (candidate.doc_freq == 0) candidate.doc_freq = term.get_termfreq();
      candidate.telling += match.score / score_sum * rank::saturation(term.get_wdf(), plan.k1);
    }
  }
  std::vector<std::pair<double, std::string>> ranked;
  for (auto& [name, candidate] : candidates) {
    const bool says_something =
        candidate.doc_freq >= kLeastDocFreq &&
        static_cast<double>(candidate.doc_freq) <= kLargestShare * static_cast<double>(doc_count);
    if (says_something) ranked.emplace_back(candidate.telling * rank::bm25_idf(candidate.doc_freq, doc_count), name);
  }
  std::sort(ranked.begin(), ranked.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  ranked.resize(std::min(ranked.size(), static_cast<std::size_t>(feedback.words)));
  double telling_sum = 0.0;
  for (const auto& [telling, name] : ranked) telling_sum += telling;
  for (const auto& [telling, name] : ranked) {
    const double weight = feedback.weight * asked_weight * telling / telling_sum;
    if (weight <= 0.0) continue;
    PlannedWord word;
    word.written = name.substr(prefix.size());
    word.doc_freq = candidates[name].doc_freq;
    word.weight = weight;
    word.is_feedback = true;
    word.forms.push_back({"", word.written, 0, name});
    plan.scored.push_back({name, weight, word.doc_freq, plan.words.size(), false});
    plan.words.push_back(std::move(word));
  }
}

}  // namespace kbsearch::match
