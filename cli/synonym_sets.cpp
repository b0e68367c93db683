#include "synonym_sets.hpp"

#include <algorithm>
#include <utility>

#include "arguments.hpp"
#include "synonym_texts.hpp"

namespace kbsearch::cli {
namespace {

constexpr const char* kBritishAmericanName = "british-american";

}  // namespace

std::vector<std::string> synonym_set_names() { return {kBritishAmericanName}; }

Synonyms synonym_set(const std::string& name) {
  require_choice("--set", name, synonym_set_names());
  return Synonyms::parse(kBritishAmerican);
}

Synonyms joined(const Synonyms& own, const Synonyms& added) {
  auto rules = own.rules();
  for (const auto& rule : added.rules()) {
    if (std::find(rules.begin(), rules.end(), rule) == rules.end()) rules.push_back(rule);
  }
  return Synonyms(std::move(rules));
}

}  // namespace kbsearch::cli
