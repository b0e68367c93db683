#include "match/plan.hpp"

#include <algorithm>

namespace kbsearch::match {

std::span<const WordForm> forms_in(const std::vector<WordForm>& forms, std::string_view language) {
  const auto is_in = [](const std::string_view wanted) {
    return [wanted](const WordForm& form) { return form.language == wanted; };
  };
  auto first = std::find_if(forms.begin(), forms.end(), is_in(language));
  if (first == forms.end()) first = forms.begin();
  return {first, std::find_if_not(first, forms.end(), is_in(first->language))};
}

store::StemSet Plan::stems_in(std::string_view language) const {
  store::StemSet stems;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].doc_freq == 0 || words[i].is_feedback || words[i].is_citing_page) continue;
    for (const auto& form : forms_in(words[i].forms, language)) stems.add(form.stem_hash, i);
  }
  return stems;
}

}  // namespace kbsearch::match
