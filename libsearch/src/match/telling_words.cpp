#include "match/telling_words.hpp"

#include <algorithm>
#include <map>

#include "rank/bm25.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

// A stem in fewer records than this says nothing about others; one in more than this share of all says nothing at all.
constexpr std::uint64_t kLeastDocFreq = 2;
constexpr double kLargestShare = 0.25;

}  // namespace

std::vector<TellingWord> telling_words(const Xapian::Database& database, const std::vector<Match>& documents, double k1,
                                       std::size_t limit, const std::set<std::string>& but) {
  double score_sum = 0.0;
  for (const auto& match : documents) score_sum += match.score;
  if (score_sum <= 0.0) return {};
  const std::string prefix = store::stem_term("", "");
  const auto doc_count = database.get_doccount();
  const double most = std::max(kLargestShare * static_cast<double>(doc_count), static_cast<double>(kLeastDocFreq));
  std::map<std::string, TellingWord> candidates;
  for (const auto& match : documents) {
    auto term = database.termlist_begin(match.document);
    const auto end = database.termlist_end(match.document);
    for (term.skip_to(prefix); term != end; ++term) {
      const std::string name = *term;
      if (!name.starts_with(prefix)) break;
      if (but.contains(name)) continue;
      auto& candidate = candidates[name];
      if (candidate.doc_freq == 0) candidate.doc_freq = term.get_termfreq();
      candidate.telling += match.score / score_sum * rank::saturation(term.get_wdf(), k1);
    }
  }
  std::vector<TellingWord> words;
  for (auto& [name, word] : candidates) {
    if (word.doc_freq < kLeastDocFreq || static_cast<double>(word.doc_freq) > most) continue;
    word.term = name;
    word.stem = name.substr(prefix.size());
    word.telling *= rank::bm25_idf(word.doc_freq, doc_count);
    words.push_back(std::move(word));
  }
  std::sort(words.begin(), words.end(), [](const TellingWord& a, const TellingWord& b) {
    return a.telling != b.telling ? a.telling > b.telling : a.term < b.term;
  });
  words.resize(std::min(words.size(), limit));
  return words;
}

}  // namespace kbsearch::match
