#include "mcp/claim_words.hpp"

#include <algorithm>
#include <cmath>

#include "kbsearch/analyzer.hpp"
#include "kbsearch/filter.hpp"

namespace kbsearch::cli::mcp {
namespace {

// A word that all hits have and more records than one in so many is taken for a function word.
constexpr std::uint64_t kOneInSoMany = 3;

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Whether a claim is about the word. A hit that lacks it would tell so; of function words it does not.
bool is_telling(const ClaimWord& word, const SearchResults& results, std::uint64_t record_count, const Call& call) {
  std::set<std::string> ids;  // a hit may be there twice
  for (const auto& hit : results.hits) {
    if (has(hit.missing_words, word.word)) return true;
    ids.insert(hit.record_id);
  }
  if (ids.empty()) return true;
  if (word.records == 0) {
    return std::any_of(results.corrections.begin(), results.corrections.end(),
                       [&](const auto& correction) { return correction.word == word.word; });
  }
  auto options = call.options();
  options.plain_words = true;
  options.limit = 0;
  options.filter = one_of("id", {ids.begin(), ids.end()});
  const bool all_have_it = call.searcher.search(word.word, options).total.value == ids.size();
  return all_have_it && word.records <= record_count / kOneInSoMany + 1;
}

std::set<std::string> stems_of(const std::string& text, const Analyzer& analyzer) {
  std::set<std::string> stems;
  for (const auto& token : analyzer.analyze(text)) stems.insert(token.stem);
  return stems;
}

bool is_any_in(const std::set<std::string>& some, const std::set<std::string>& all) {
  return std::any_of(some.begin(), some.end(), [&](const auto& one) { return all.contains(one); });
}

}  // namespace

std::vector<ClaimWord> words_of_claim(const std::string& claim, const SearchResults& results,
                                      std::uint64_t record_count, const Call& call) {
  std::vector<ClaimWord> words;
  std::set<std::string> seen;
  for (const auto& token : Analyzer(call.searcher.schema().default_language()).analyze(claim)) {
    if (token.kind != TokenKind::kWord || words.size() == kMostClaimWords || !seen.insert(token.stem).second) continue;
    ClaimWord word{token.exact, token.stem};
    auto options = call.options();
    options.plain_words = true;
    options.typos = false;
    options.limit = 0;
    word.records = call.searcher.search(word.word, options).total.value;
    word.weight =
        std::log1p(static_cast<double>(record_count) / static_cast<double>(std::max<std::uint64_t>(1, word.records)));
    if (is_telling(word, results, record_count, call)) words.push_back(std::move(word));
  }
  return words;
}

MarkedWords::MarkedWords(const std::vector<ClaimWord>& words, const SearchResults& results, const std::string& language)
    : words_(words), language_(language) {
  const Analyzer analyzer(language_);
  for (const auto& expansion : results.expansions) {
    others_.emplace_back(stems_of(expansion.text, analyzer), stems_of(expansion.words, analyzer));
  }
  for (const auto& correction : results.corrections) {
    others_.emplace_back(stems_of(correction.meant, analyzer), stems_of(correction.word, analyzer));
  }
}

std::set<std::size_t> MarkedWords::in(const std::string& text, const std::vector<ByteRange>& marks) const {
  const Analyzer analyzer(language_);
  std::set<std::string> marked;
  for (const auto& mark : marks) {
    if (mark.end <= text.size()) marked.merge(stems_of(text.substr(mark.begin, mark.end - mark.begin), analyzer));
  }
  for (const auto& [other, own] : others_) {
    if (is_any_in(other, marked)) marked.insert(own.begin(), own.end());
  }
  std::set<std::size_t> found;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    if (marked.contains(words_[i].stem)) found.insert(i);
  }
  return found;
}

}  // namespace kbsearch::cli::mcp
