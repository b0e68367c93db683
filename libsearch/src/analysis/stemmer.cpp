#include "analysis/stemmer.hpp"

#include <libstemmer.h>

namespace kbsearch::analysis {

Stemmer::Stemmer(const std::string& language) : stemmer_(sb_stemmer_new(language.c_str(), nullptr)) {}

void Stemmer::Closer::operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }

std::string Stemmer::stem(std::string_view cased_word) {
  if (!stemmer_) return std::string(cased_word);
  const auto* bytes = reinterpret_cast<const sb_symbol*>(cased_word.data());
  const sb_symbol* stem = sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(cased_word.size()));
  if (stem == nullptr) return std::string(cased_word);
  return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
}

bool Stemmer::exists(const std::string& language) { return Stemmer(language).stemmer_ != nullptr; }

}  // namespace kbsearch::analysis
