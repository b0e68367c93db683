// The synonyms of an index's owner, ready to be looked up.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "analysis/term_forms.hpp"
#include "kbsearch/synonyms.hpp"
#include "match/planner.hpp"

namespace kbsearch::match {

/// Immutable once made; may be shared.
class CuratedSayings {
 public:
  CuratedSayings() = default;
  /// `former` is of the schema's default language.
  CuratedSayings(const Synonyms& synonyms, analysis::TermFormer& former);

  /// Returns what the words are also said as, given as stems joined by spaces, in the order of the rules.
  std::vector<KnownSaying> find(const std::string& stems) const;

 private:
  std::unordered_map<std::string, std::vector<std::string>> names_;  ///< By stems.
};

}  // namespace kbsearch::match
