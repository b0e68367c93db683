// The forms in which a token is indexed and searched, with a cache: words repeat far more often than they are new.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "analysis/stemmer.hpp"
#include "analysis/tokenizer.hpp"

namespace kbsearch::analysis {

struct TermForms {
  std::string exact;     ///< Case and accents folded.
  std::string stem;      ///< Stemmed, then accents folded and Chinese simplified.
  std::string accented;  ///< Case folded; empty if equal to `exact`.
  std::uint64_t exact_hash = 0;
  std::uint64_t stem_hash = 0;
  bool is_stemmed = false;  ///< The stem is one of its language; else it is the same in all.
};

/// The hash of the exact form of a part of a name, where the same word by itself must be told from it: who asks for
/// "open" in quotes does not ask for OpenAI.
constexpr std::uint64_t hash_within_name(std::uint64_t exact_hash) { return ~exact_hash; }

/// Makes the forms for one language. Belongs to one thread.
class TermFormer {
 public:
  explicit TermFormer(std::string language);

  const std::string& language() const { return language_; }

  /// Returns the forms of the token `written`, as it stands in the text. The reference holds until the next call.
  /// Every form has 1 to 150 bytes: a longer word ends in a digest of the whole, so that it still is found.
  const TermForms& forms(std::string_view written, TokenKind kind);

 private:
  struct ViewHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Cache = std::unordered_map<std::string, TermForms, ViewHash, std::equal_to<>>;

  TermForms make(std::string_view written, TokenKind kind);

  std::string language_;
  Stemmer stemmer_;
  Cache words_;
  Cache blends_;
};

}  // namespace kbsearch::analysis
