// What the characters of a passage say about whether it is prose: their scripts, and what parts words and sentences.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace kbsearch::analysis {

enum class Script : std::uint8_t {
  kNone,  ///< Not part of a word.
  kDigit,
  kLatin,
  kGreek,
  kCyrillic,
  kArmenian,
  kHebrew,
  kArabic,
  kIndic,
  kGeorgian,
  kEthiopic,
  kHangul,
  kThai,  ///< Also Lao, Burmese and Khmer, which do not part words either.
  kHan,
  kHiragana,
  kKatakana,
  kMark,  ///< Continues a word.
};

struct ScriptRange {
  char32_t first;
  char32_t last;
  Script script;
};

// Blocks rather than properties: a rough script per word is all that is asked, and it costs no ICU call per character.
inline constexpr ScriptRange kScriptRanges[] = {
    {0xAA, 0xAA, Script::kLatin},        {0xAD, 0xAD, Script::kMark},         {0xB5, 0xB5, Script::kLatin},
    {0xBA, 0xBA, Script::kLatin},        {0xC0, 0xD6, Script::kLatin},        {0xD8, 0xF6, Script::kLatin},
    {0xF8, 0x2AF, Script::kLatin},       {0x300, 0x36F, Script::kMark},       {0x370, 0x37D, Script::kGreek},
    {0x37F, 0x3FF, Script::kGreek},      {0x400, 0x52F, Script::kCyrillic},   {0x531, 0x588, Script::kArmenian},
    {0x591, 0x5BD, Script::kMark},       {0x5D0, 0x5F4, Script::kHebrew},     {0x620, 0x64A, Script::kArabic},
    {0x64B, 0x65F, Script::kMark},       {0x660, 0x669, Script::kDigit},      {0x66E, 0x6D3, Script::kArabic},
    {0x6D5, 0x6EF, Script::kArabic},     {0x6F0, 0x6F9, Script::kDigit},      {0x6FA, 0x77F, Script::kArabic},
    {0x900, 0x963, Script::kIndic},      {0x966, 0xDFF, Script::kIndic},      {0xE01, 0xEFF, Script::kThai},
    {0x1000, 0x1049, Script::kThai},     {0x104C, 0x109F, Script::kThai},     {0x10A0, 0x10FF, Script::kGeorgian},
    {0x1100, 0x11FF, Script::kHangul},   {0x1200, 0x135F, Script::kEthiopic}, {0x1780, 0x17D3, Script::kThai},
    {0x1E00, 0x1EFF, Script::kLatin},    {0x1F00, 0x1FFF, Script::kGreek},    {0x200C, 0x200F, Script::kMark},
    {0x3005, 0x3007, Script::kHan},      {0x3041, 0x309F, Script::kHiragana}, {0x30A1, 0x30FA, Script::kKatakana},
    {0x30FC, 0x30FF, Script::kKatakana}, {0x3131, 0x318E, Script::kHangul},   {0x3400, 0x4DBF, Script::kHan},
    {0x4E00, 0x9FFF, Script::kHan},      {0xAC00, 0xD7A3, Script::kHangul},   {0xF900, 0xFAFF, Script::kHan},
    {0xFB50, 0xFDFF, Script::kArabic},   {0xFE70, 0xFEFC, Script::kArabic},   {0xFF10, 0xFF19, Script::kDigit},
    {0xFF21, 0xFF3A, Script::kLatin},    {0xFF41, 0xFF5A, Script::kLatin},    {0xFF66, 0xFF9F, Script::kKatakana},
    {0x20000, 0x3FFFF, Script::kHan},
};

constexpr Script script_of(char32_t c) {
  const bool small = c >= 'a' && c <= 'z';
  if (small || (c >= 'A' && c <= 'Z')) return Script::kLatin;
  if (c < 0x80) return c >= '0' && c <= '9' ? Script::kDigit : Script::kNone;
  const auto* range =
      std::lower_bound(std::begin(kScriptRanges), std::end(kScriptRanges), c,
                       [](const ScriptRange& candidate, char32_t value) { return candidate.last < value; });
  return range != std::end(kScriptRanges) && range->first <= c ? range->script : Script::kNone;
}

/// Returns `c` in lower case, for the scripts that have capitals in ordinary text.
constexpr char32_t lower(char32_t c) {
  const auto in = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  if (c < 0x80) return in('A', 'Z') ? c + 0x20 : c;
  if (in(0xC0, 0xDE) && c != 0xD7) return c + 0x20;
  const bool capitals_are_odd = in(0x139, 0x148) || in(0x179, 0x17E);
  if (capitals_are_odd) return c + (c & 1u);
  const bool capitals_are_even = in(0x100, 0x177) || in(0x1DE, 0x233) || in(0x460, 0x4BF) || in(0x1E00, 0x1EFF);
  if (capitals_are_even && c != 0x138) return c | 1u;
  if (c == 0x386) return 0x3AC;
  if (in(0x388, 0x38A)) return c + 0x25;
  if (in(0x391, 0x3A9) || in(0x410, 0x42F)) return c + 0x20;
  if (in(0x400, 0x40F)) return c + 0x50;
  if (in(0x531, 0x556)) return c + 0x30;
  return c;
}

/// True for writing without spaces, where each character counts as a word.
constexpr bool is_unspaced(Script script) {
  return script == Script::kHan || script == Script::kHiragana || script == Script::kKatakana ||
         script == Script::kThai;
}

enum class Mark : std::uint8_t {
  kNone,
  kSpace,
  kPause,      ///< Comma and its like: ends a run of items, so that names in a sentence are not a menu.
  kStop,       ///< Full stop, question or exclamation mark.
  kBullet,     ///< Parts items, of facts as often as of menus.
  kSeparator,  ///< Parts items of menus and breadcrumb trails.
};

struct MarkSigns {
  Mark mark;
  std::u32string_view signs;
};

inline constexpr MarkSigns kMarkSigns[] = {
    {Mark::kSpace, U" \t\r\u00A0\u3000"},   {Mark::kPause, U",;:()\"–—“”„、，：；،؛"},
    {Mark::kStop, U".!?…։؟۔।።။។。！．？"},  {Mark::kBullet, U"\n•▪●"},
    {Mark::kSeparator, U"|>¦«·»›←→▶▸・｜"},
};

constexpr Mark mark_of(char32_t c) {
  for (const auto& [mark, signs] : kMarkSigns) {
    if (signs.find(c) != std::u32string_view::npos) return mark;
  }
  return Mark::kNone;
}

/// What is asked of a character, at once.
struct Character {
  char32_t code_point;
  char32_t lower;
  Script script;
  Mark mark;
  bool joins;         ///< Joins letters to one word: "don't", "GPT-4", "3.5", "kb@example.org", "example.org/a?b=c".
  std::uint8_t size;  ///< Bytes.
};

constexpr Character describe(char32_t c, std::size_t size) {
  const auto script = script_of(c);
  if (script != Script::kNone) return {c, lower(c), script, Mark::kNone, false, static_cast<std::uint8_t>(size)};
  const bool joins = std::u32string_view(U"'-./@_=?&’‑").find(c) != std::u32string_view::npos;
  return {c, c, script, mark_of(c), joins, static_cast<std::uint8_t>(size)};
}

inline constexpr auto kAsciiCharacters = [] {
  std::array<Character, 128> characters{};
  for (char32_t c = 0; c < characters.size(); ++c) characters[c] = describe(c, 1);
  return characters;
}();

/// True if Korean words end so when they carry a particle or are verbs: what connects a Korean sentence.
constexpr bool is_korean_ending(char32_t c) {
  return std::u32string_view(U"는은을를에의가이고다서로한된와과도며할인").find(c) != std::u32string_view::npos;
}

}  // namespace kbsearch::analysis
