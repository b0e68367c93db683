#include "analysis/language_code.hpp"

#include <unicode/locid.h>

#include <algorithm>

#include "base/ascii.hpp"

namespace kbsearch::analysis {
namespace {}  // namespace

std::string language_code(std::string_view tag) {
  const auto begin = tag.find_first_not_of(" \t\r\n");
  if (begin == tag.npos) return {};
  tag.remove_prefix(begin);
  const auto primary = tag.substr(0, tag.find_first_of("-_. \t\r\n@"));
  if (primary.size() < 2 || primary.size() > 3 || !std::all_of(primary.begin(), primary.end(), base::is_letter))
    return {};
  // Canonical first: "ger" is de, and "iw" he. But it makes "tl" the three letters of Filipino.
  const std::string written(primary);
  for (const auto& locale : {icu::Locale::createCanonical(written.c_str()), icu::Locale(written.c_str())}) {
    const std::string code = locale.getLanguage();
    const bool is_known = *locale.getISO3Language() != '\0';
    // The stemmer for what nearly all Norwegian is written in is known by the older code.
    if (code.size() == 2 && is_known) return code == "nb" ? "no" : code;
  }
  return {};
}

}  // namespace kbsearch::analysis
