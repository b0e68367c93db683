// Spellings of one word in the scripts of India.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns `word` with one spelling for each nasal: a half nasal letter before a consonant that it is
/// spoken with becomes the anusvara (हिन्दी हिंदी, सम्बन्ध संबंध; not जन्म, अन्य), in Devanagari, Bengali, Gujarati, Odia,
/// Telugu and Kannada; a candrabindu becomes one in Devanagari (पाँच पांच).
std::string with_one_nasal(std::string_view word);

}  // namespace kbsearch::analysis
