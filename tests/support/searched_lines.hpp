// An index of a few JSON lines, to ask: which records are found, and what is marked in them.
#pragma once

#include <set>
#include <string>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {

class SearchedLines {
 public:
  explicit SearchedLines(const std::string& lines) : searcher_(load(directory_ / "index", lines)) {}

  SearchResults search(const std::string& text, const SearchOptions& options = {}) const {
    return searcher_.search(text, options);
  }
  std::set<std::string> ids(const std::string& text, const SearchOptions& options = {}) const {
    std::set<std::string> found;
    for (const auto& hit : search(text, options).hits) found.insert(hit.record_id);
    return found;
  }
  /// The id of the first hit; empty without one.
  std::string first(const std::string& text) const {
    const auto results = search(text);
    return results.hits.empty() ? std::string() : results.hits[0].record_id;
  }
  /// What the passage of the first hit marks, joined by bars.
  std::string marked(const std::string& text) const {
    const auto results = search(text);
    std::string words;
    if (results.hits.empty()) return words;
    const auto& snippet = results.hits[0].snippet;
    for (const auto& mark : snippet.marks) {
      words += (words.empty() ? "" : "|") + snippet.text.substr(mark.begin, mark.end - mark.begin);
    }
    return words;
  }

 private:
  static Searcher load(const std::filesystem::path& index, const std::string& lines) {
    load_lines(index, lines);
    return Searcher::open(index);
  }

  TemporaryDirectory directory_;
  Searcher searcher_;
};

}  // namespace kbsearch::test
