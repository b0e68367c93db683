#include "analysis/dictionary_words.hpp"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <memory>

namespace kbsearch::analysis {

void dictionary_word_ends(std::string_view run, std::vector<std::uint32_t>& ends) {
  // Break iterators keep state, so each thread has one; making one costs far more than using it.
  thread_local const std::unique_ptr<icu::BreakIterator> words = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }();
  const auto size = static_cast<std::uint32_t>(run.size());
  UErrorCode status = U_ZERO_ERROR;
  UText* text = utext_openUTF8(nullptr, run.data(), static_cast<int64_t>(run.size()), &status);
  if (words && U_SUCCESS(status)) {
    words->setText(text, status);
    words->first();
    for (auto end = words->next(); U_SUCCESS(status) && end != icu::BreakIterator::DONE; end = words->next()) {
      if (end > 0 && static_cast<std::uint32_t>(end) < size) ends.push_back(static_cast<std::uint32_t>(end));
    }
  }
  utext_close(text);
  ends.push_back(size);
}

}  // namespace kbsearch::analysis
