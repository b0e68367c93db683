// Case and accent folding of one word.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns NFKC_Casefold of `word`: case, compatibility forms (full and half width, ligatures) and invisible characters
/// (soft hyphen, zero-width) are folded away; the decimal digits of all scripts become 0 to 9. Source: UAX #31, UTR
/// #15.
std::string fold_case(std::string_view word);

/// Returns fold_case of a Turkish or Azerbaijani word, in which I is the capital of ı, and İ that of i.
std::string fold_turkic_case(std::string_view word);

/// Returns `cased_word` (a result of fold_case) without accents. Marks are removed in the Latin, Greek, Arabic and
/// Hebrew scripts, stress marks and the diaeresis in Cyrillic, and the nukta in Devanagari; elsewhere marks carry the
/// letter and stay (Japanese, the vowels of Hindi). Latin letters with a stroke or a ligature become their plain
/// letters: ø o, ł l, æ ae, œ oe, ı i. The kaf, ya and ha of Persian and Urdu become the Arabic ones. The nasals of
/// Indian scripts get one spelling (analysis/indic).
std::string fold_accents(std::string_view cased_word);

}  // namespace kbsearch::analysis
