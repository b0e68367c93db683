#include "match/plan.hpp"

#include <algorithm>

namespace kbsearch::match {

const WordForm& form_in(const std::vector<WordForm>& forms, std::string_view language) {
  const auto own =
      std::find_if(forms.begin(), forms.end(), [&](const WordForm& form) { return form.language == language; });
  return own != forms.end() ? *own : forms.front();
}

store::StemSet Plan::stems_in(std::string_view language) const {
  store::StemSet stems;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].doc_freq > 0 && !words[i].is_feedback && !words[i].is_citing_page)
      stems.add(form_in(words[i].forms, language).stem_hash, i);
  }
  return stems;
}

}  // namespace kbsearch::match
