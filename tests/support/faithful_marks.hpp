// Whether each highlighted span of a hit is a token that its score used, told by the hit's explanation.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "kbsearch/analyzer.hpp"
#include "kbsearch/search_results.hpp"

namespace kbsearch::test {

class FaithfulMarks {
 public:
  /// `languages` are those of the index's records.
  explicit FaithfulMarks(const std::vector<std::string>& languages) {
    for (const auto& language : languages) analyzers_.emplace_back(language);
    analyzers_.emplace_back("en");
  }

  /// Returns the first marked span that no part of the hit's explanation speaks of; empty if there is none.
  std::string unfaithful(const Hit& hit) {
    std::unordered_set<std::string> used;
    collect(*hit.explanation, used);
    for (const auto& passage : hit.passages) {
      if (const auto wrong = unfaithful(passage.text, passage.marks, used); !wrong.empty()) return wrong;
    }
    return unfaithful(hit.title, hit.title_marks, used);
  }

  std::size_t marks() const { return marks_; }

 private:
  /// The labels under "text" quote what was found: word 'governance', 'agi' for 'artificial general intelligence'.
  void collect(const Explanation& explanation, std::unordered_set<std::string>& used) {
    const auto begin = explanation.label.find('\'');
    const auto end = explanation.label.find('\'', begin + 1);
    if (begin != std::string::npos && end != std::string::npos) {
      for (const auto& form : forms(explanation.label.substr(begin + 1, end - begin - 1))) used.insert(form);
    }
    for (const auto& part : explanation.parts) collect(part, used);
    for (const auto& other : explanation.instead_of) collect(other, used);
  }

  std::string unfaithful(const std::string& text, const std::vector<ByteRange>& marks,
                         const std::unordered_set<std::string>& used) {
    for (const auto& mark : marks) {
      ++marks_;
      const auto marked = text.substr(mark.begin, mark.end - mark.begin);
      bool is_used = false;
      for (const auto& form : forms(marked)) is_used = is_used || used.contains(form);
      if (!is_used) return "'" + marked + "'";
    }
    return {};
  }

  /// All that the tokens of a text are, in any of the languages.
  const std::vector<std::string>& forms(const std::string& text) {
    const auto [found, is_new] = forms_.try_emplace(text);
    if (!is_new) return found->second;
    for (const auto& analyzer : analyzers_) {
      for (const auto& token : analyzer.analyze(text)) {
        found->second.push_back(token.exact);
        found->second.push_back(analyzer.language() + ":" + token.stem);
      }
    }
    return found->second;
  }

  std::vector<Analyzer> analyzers_;
  std::unordered_map<std::string, std::vector<std::string>> forms_;
  std::size_t marks_ = 0;
};

}  // namespace kbsearch::test
