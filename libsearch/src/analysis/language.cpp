// Language detection by CLD2: in Debian, needs no model file, and is sure of itself only when it should be.
#include <cstdio>  // the next header needs FILE and does not say so

#include <cld2/public/compact_lang_det.h>

#include <algorithm>

#include "analysis/language_code.hpp"
#include "base/utf8.hpp"
#include "kbsearch/analyzer.hpp"

namespace kbsearch {
namespace {

// Under this many bytes a Latin-script text is too short: titles of names and products come out as any language.
constexpr std::size_t kLeastLatinBytes = 80;
// The beginning tells as much as the whole, and costs a bounded time.
constexpr std::size_t kSampleBytes = 4096;

bool mostly_ascii(std::string_view text) {
  const auto others = std::count_if(text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) < 0; });
  return static_cast<std::size_t>(others) * 4 < text.size();
}

}  // namespace

std::string detect_language(std::string_view text, std::string_view fallback) {
  const std::string sample = base::clean_utf8(text.substr(0, base::floor_to_character(text, kSampleBytes)));
  if (sample.empty() || (mostly_ascii(sample) && sample.size() < kLeastLatinBytes)) return std::string(fallback);
  bool reliable = false;
  const auto language =
      CLD2::DetectLanguage(sample.data(), static_cast<int>(sample.size()), /*is_plain_text=*/true, &reliable);
  if (!reliable || language == CLD2::UNKNOWN_LANGUAGE) return std::string(fallback);
  const auto code = analysis::language_code(CLD2::LanguageCode(language));
  return code.empty() ? std::string(fallback) : code;
}

}  // namespace kbsearch
