#include "analysis/stemmer.hpp"

#include <libstemmer.h>

#include "analysis/arabic_stem.hpp"
#include "analysis/fold.hpp"
#include "analysis/spelling.hpp"

namespace kbsearch::analysis {

Stemmer::Stemmer(const std::string& language)
    : language_(language), stemmer_(sb_stemmer_new(language.c_str(), nullptr)) {}

void Stemmer::Closer::operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }

std::string Stemmer::stem(std::string_view cased_word) {
  if (language_ == "ar") return arabic_stem(fold_accents(cased_word));
  if (!stemmer_) return std::string(cased_word);
  std::string word = spelling_for_stemmer(cased_word, language_);
  const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
  const sb_symbol* stem = sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(word.size()));
  if (stem == nullptr) return word;
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
}

bool Stemmer::exists(const std::string& language) { return Stemmer(language).stemmer_ != nullptr; }

}  // namespace kbsearch::analysis
