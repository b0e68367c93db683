// The two kana of Japanese for one another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::analysis {

enum class Kana { kNone, kHiragana, kKatakana };

/// The kana that `text` (case-folded) is written in whole; the mark of a long vowel goes with both, but not by itself
/// or first. kNone for any other text.
Kana kana_of(std::string_view text);

/// Returns how `text` is written in the other kana: りんご as リンゴ. Where a vowel is long, there are two: コーヒー is
/// written こーひー and こおひい, らあめん ラアメン and ラーメン. Empty if it is not in one kana.
std::vector<std::string> in_other_kana(std::string_view text);

}  // namespace kbsearch::analysis
