// The Snowball stemmers (libstemmer: the algorithms' own implementation, kept by their authors), and light10 for
// Arabic.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace kbsearch::analysis {

/// Stems words of one language. Keeps a buffer, so it belongs to one thread.
class Stemmer {
 public:
  /// `language` is an ISO 639-1 code; a language without an algorithm leaves words as they are.
  explicit Stemmer(const std::string& language);

  /// Returns the stem of a case-folded word that still has its accents (the algorithms read them).
  std::string stem(std::string_view cased_word);

  static bool exists(const std::string& language);

 private:
  struct Closer {
    void operator()(sb_stemmer* stemmer) const;
  };
  std::string language_;
  std::unique_ptr<sb_stemmer, Closer> stemmer_;
};

}  // namespace kbsearch::analysis
