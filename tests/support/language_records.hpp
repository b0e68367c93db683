// Records in the languages of a knowledge base, written as their speakers write, and an index of them.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {

struct LanguageText {
  const char* id;
  const char* language;
  const char* title;
  const char* summary;
};

const std::vector<LanguageText>& language_texts();

using Rewriting = std::function<std::string(std::string_view)>;

/// An index of language_texts(), each text rewritten.
class LanguageIndex {
 public:
  explicit LanguageIndex(const Rewriting& rewritten) : searcher_(load(directory_ / "kb", rewritten)) {}

  static const LanguageIndex& plain();

  SearchResults search(std::string_view query, const SearchOptions& options = {}) const {
    return searcher_.search(query, options);
  }

 private:
  static Searcher load(const std::filesystem::path& path, const Rewriting& rewritten);

  TemporaryDirectory directory_;
  Searcher searcher_;
};

/// The marked words of a hit, those of the title first.
std::string marked(const Hit& hit);
/// The different marked words, folded.
std::set<std::string> marked_words(const Hit& hit);
std::vector<std::string> ids(const SearchResults& results);

}  // namespace kbsearch::test
