// Brings the spellings of one word together before its stemmer reads it.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::analysis {

/// Returns the case-folded word as the Snowball algorithm of `language` (ISO 639-1) expects it:
///   en          irregular plurals as singulars: indices, women (analysis/irregular_plurals); llms, gpus as llm, gpu
///   en, id, ru  without accents, which these do not know: Poincaré and Poincare, зако́ном with its stress and without
///   de          ae, oe, ue as ä, ö, ü, where they can stand for these: waermepumpe, not neue, quelle, statue
///   da, no, sv  aa as å: Aabenraa and Åbenrå
///   pt          plurals of words in -ão as these: relações
///   hi          one spelling for each nasal, as there are two in use (analysis/indic)
/// Other languages' words stay as they are: their algorithms read the accents.
std::string spelling_for_stemmer(std::string_view cased_word, std::string_view language);

/// Whether the stem of a word in that language may be another without its accents.
bool stems_by_accents(std::string_view language);

}  // namespace kbsearch::analysis
