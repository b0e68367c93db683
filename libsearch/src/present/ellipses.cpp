#include "kbsearch/search_results.hpp"

namespace kbsearch {

Snippet with_ellipses(Snippet snippet) {
  static constexpr std::string_view kBefore = "\xE2\x80\xA6 ";
  static constexpr std::string_view kBehind = " \xE2\x80\xA6";
  if (snippet.starts_inside) {
    snippet.text.insert(0, kBefore);
    for (auto& mark : snippet.marks) {
      mark.begin += kBefore.size();
      mark.end += kBefore.size();
    }
  }
  if (snippet.ends_inside) snippet.text += kBehind;
  return snippet;
}

}  // namespace kbsearch
