// The tokens of a query's text, and the two ways to take its joined writings.
#pragma once

#include <string_view>
#include <vector>

#include "kbsearch/analyzer.hpp"

namespace kbsearch::match {

/// A piece of a query's text; views the text.
struct QueryToken {
  std::string_view written;
  TokenKind kind;
  bool is_version = false;  ///< A number that was typed with a v before it.
};

/// The words that were typed: the parts say all that a joined writing says; dictionary words and bigrams likewise. A
/// name with signs of its own (C++, C#, .NET, AT&T) says more than its parts, and stands in their place.
std::vector<QueryToken> counted(std::vector<QueryToken> tokens);

/// The same with each joined writing in place of its parts; empty if there is none.
std::vector<QueryToken> joined(const std::vector<QueryToken>& tokens);

/// Whether a joined writing begins or ends with a single letter, which tells next to nothing by itself: s-risk, e-mail.
bool has_letter_apart(std::string_view written);

}  // namespace kbsearch::match
