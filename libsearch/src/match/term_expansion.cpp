#include "match/term_expansion.hpp"

#include <algorithm>
#include <utility>

#include "base/stop_scope.hpp"

namespace kbsearch::match {

TermExpansion expand_in(store::TermWalk& terms, std::size_t limit, std::size_t max_scanned) {
  using Candidate = std::pair<std::uint64_t, std::string>;
  const auto is_better = [](const Candidate& a, const Candidate& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  };
  TermExpansion expansion;
  std::vector<Candidate> best;  // a heap, its worst on top
  auto* const ending = base::StopScope::current();
  for (; !terms.at_end(); terms.next()) {
    if (ending != nullptr) ending->check_now_and_then();
    if (expansion.scanned == max_scanned) {
      expansion.is_cut = true;
      break;
    }
    ++expansion.scanned;
    best.emplace_back(terms.doc_freq(), terms.term());
    std::push_heap(best.begin(), best.end(), is_better);
    if (best.size() <= limit) continue;
    expansion.is_cut = true;
    std::pop_heap(best.begin(), best.end(), is_better);
    best.pop_back();
  }
  for (auto& [freq, term] : best) {
    expansion.doc_freq_sum += freq;
    expansion.terms.push_back(std::move(term));
  }
  std::sort(expansion.terms.begin(), expansion.terms.end());
  return expansion;
}

}  // namespace kbsearch::match
