// Finds the tokens of a document that the query's words match, without analysing a text again: the token stream tells
// which tokens have a stem's hash, and the few it tells are verified by their stem.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "match/plan.hpp"
#include "match/planner.hpp"
#include "store/stored_document.hpp"
#include "store/token_stream.hpp"

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

  /// Finds all that matches in a document; what was found in the one before is forgotten.
  void read(const store::StoredDocument& document, std::string_view stream);
  /// Returns the matching tokens of a field's text, in order of begin.
  const std::vector<MatchedToken>& matches(std::size_t field, std::size_t ordinal) const;

  /// What a word's match is worth to a passage.
  double weight(std::size_t word) const { return plan_.words[word].weight; }

 private:
  const match::Plan& plan_;
  match::Planner& planner_;
  std::map<std::string, store::StemSet, std::less<>> stems_;  ///< By language.
  std::map<std::pair<std::size_t, std::size_t>, std::vector<MatchedToken>> found_;
  std::vector<store::StreamToken> candidates_;
  std::vector<store::StoredToken> tokens_;
};

}  // namespace kbsearch::present
