/// @file
/// Turns text into tokens, the same way for records and for queries.
///
///     kbsearch::Analyzer analyzer("en");
///     for (const auto& token : analyzer.analyze("Open-source GPT-4 in C++"))
///       std::cout << token.exact << " -> " << token.stem << '\n';
///
/// The steps: words are found by character class (by dictionary in Chinese, Japanese, Thai, Khmer, Lao and Burmese);
/// each is case-folded (NFKC), its accents are folded (the accented form is kept beside it), and it is stemmed by the
/// language's Snowball algorithm (Arabic by light10). Joined writings give their parts and one blended token: `gpt-4`
/// gives gpt, 4 and gpt4. One of letters and digits alone is stemmed as the word that it would be if it were written as
/// one: `on-line` as online, `node.js` as nodejs. A name with capitals within is one word, and its parts are laid over
/// it: `HttpRequest` gives httprequest, http and request. Runs of Chinese and Japanese characters give overlapping
/// bigrams, so that any two neighbours are found. Full-width signs, typographic hyphens, apostrophes with all that is
/// typed for them, the digits of all scripts, invisible characters and both normalisation forms give the tokens of the
/// plain writing. An emoji with all that is joined to it is one token, and so are arrows, stars and ticks; a stem has
/// no skin tone. No stop word is removed. An Analyzer is immutable and may be shared between threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// What kind of piece a token is.
enum class TokenKind : std::uint8_t {
  kWord,    ///< A word, a number, or a part of a joined writing. Counts towards a field's length.
  kBlend,   ///< A joined writing as a whole: c++, .net, gpt4, arxiv.org, a@b.org.
  kBigram,  ///< Two neighbouring Chinese or Japanese characters. Counts towards a field's length.
  kLexeme,  ///< A Chinese or Japanese dictionary word of one, or of three and more characters.
  kPart,    ///< A word within a name that is written as one: http and request in HttpRequest, which is a word itself.
};

/// Returns "word", "blend", "bigram", "lexeme" or "part".
std::string_view to_string(TokenKind kind);

/// A piece of a text, and the forms in which it is indexed.
struct Token {
  std::string exact;           ///< Case and accents folded, not stemmed.
  std::string stem;            ///< Stemmed, accents folded: what ranking matches.
  std::string accented;        ///< Case folded with its accents; empty if it has none.
  std::uint32_t begin = 0;     ///< First byte in the text; always on a character boundary.
  std::uint32_t end = 0;       ///< One past the last byte.
  std::uint32_t position = 0;  ///< Counts words from 0; a blend has that of its first part, a part that of its whole.
  TokenKind kind = TokenKind::kWord;  ///< What kind of piece.
};

/// Text to tokens. Making one costs nothing; analysing runs at some 16 MB a second. Immutable: any number of threads
/// may share it. Throws std::bad_alloc alone. What it gives may change with kVersion, and only then.
class Analyzer {
 public:
  /// Version of the analysis; an index made by another one is refused on opening.
  static constexpr unsigned kVersion = 5;

  /// `language` is an ISO 639-1 code. One without a stemmer (see `has_stemmer`) leaves words unstemmed.
  explicit Analyzer(std::string_view language = "en");

  /// The language that it was made for.
  const std::string& language() const { return language_; }

  /// Returns the tokens in order of (position, begin). `text` is UTF-8; malformed bytes separate words.
  std::vector<Token> analyze(std::string_view text) const;

  /// True if words of that language, an ISO 639-1 code, are stemmed.
  static bool has_stemmer(std::string_view language);

 private:
  std::string language_;
};

/// Returns the ISO 639-1 code of the language that most of `text` is in, or `fallback` if it cannot be told
/// reliably: short Latin-script text never can.
std::string detect_language(std::string_view text, std::string_view fallback = "en");

}  // namespace kbsearch
