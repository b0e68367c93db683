// Finds the tokens of a text: where they begin and end, and of which kind they are. Folding and stemming come later.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "kbsearch/analyzer.hpp"

namespace kbsearch::analysis {

struct TokenSpan {
  std::uint32_t begin = 0;  ///< Byte offsets into the text, on character boundaries.
  std::uint32_t end = 0;
  std::uint32_t position = 0;
  TokenKind kind = TokenKind::kWord;
};

/// True for the kinds that count towards a field's length; the others repeat text that is counted already.
constexpr bool counts_in_length(TokenKind kind) { return kind == TokenKind::kWord || kind == TokenKind::kBigram; }

/// Appends the tokens of `text` to `spans`, ordered by begin, a longer one before a shorter one.
/// Percent-encoded addresses are read as what they say; the offsets are those of the text as it stands.
/// Positions start at `first_position`; returns the position after the last token.
std::uint32_t tokenize(std::string_view text, std::uint32_t first_position, std::vector<TokenSpan>& spans);

}  // namespace kbsearch::analysis
