// Finds the tokens of a stored text that the query's words match, without analysing the text again: a one-byte hash
// kept beside each token rules out nearly all of them, and the few that are left are verified by their stem.
#pragma once

#include <bitset>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "match/plan.hpp"
#include "match/planner.hpp"
#include "store/stored_document.hpp"

namespace kbsearch::present {

struct MatchedToken {
  std::uint32_t begin;
  std::uint32_t end;
  std::size_t word;  ///< Index in Plan::words.
};

class Highlighter {
 public:
  /// Both must outlive it.
  Highlighter(const match::Plan& plan, match::Planner& planner);

  /// Returns the matching tokens in order of begin. `language` is the record's.
  std::vector<MatchedToken> find(const store::StoredText& text, const std::string& language);
  /// What a word's match is worth to a passage.
  double weight(std::size_t word) const { return plan_.words[word].weight; }

 private:
  struct LanguageWords {
    std::bitset<256> hashes;
    std::unordered_map<std::string, std::size_t> word_of_stem;
  };
  const LanguageWords& words_in(const std::string& language);
  bool verify(std::string_view written, const std::string& language, const LanguageWords& words, std::size_t& word);

  const match::Plan& plan_;
  match::Planner& planner_;
  std::map<std::string, LanguageWords> by_language_;
  std::vector<store::StoredToken> tokens_;
};

}  // namespace kbsearch::present
