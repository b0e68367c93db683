#include "analysis/fold.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>

#include "analysis/indic.hpp"
#include "base/utf8.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::analysis {
namespace {

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*get)(UErrorCode&)) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* found = get(status);
  // Both forms are compiled into ICU's common library: only a broken installation can fail here.
  if (U_FAILURE(status)) throw Error(ErrorCode::kIo, "the data of ICU, the library for Unicode, is missing");
  return *found;
}

std::string normalize(const icu::Normalizer2& form, std::string_view text) {
  std::string out;
  out.reserve(text.size());
  icu::StringByteSink<std::string> sink(&out);
  UErrorCode status = U_ZERO_ERROR;
  form.normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink, nullptr, status);
  return U_FAILURE(status) ? std::string(text) : out;
}

bool mark_is_an_accent(char32_t mark, UScriptCode base_script) {
  switch (base_script) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
      return true;
    case USCRIPT_CYRILLIC:
      // Breve makes another letter (short i); stress and the two dots are often left out in writing.
      return mark == 0x0300 || mark == 0x0301 || mark == 0x0308;
    case USCRIPT_DEVANAGARI:
      return mark == 0x093C;  // the dot of borrowed sounds (nukta), often left out in writing
    default:
      return false;
  }
}

/// Writes the decimal digits of all scripts as ASCII ones: ٢٠٣٠ as 2030.
std::string with_ascii_digits(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto [code_point, size] = base::decode_utf8(text, at);
    const auto character = static_cast<UChar32>(code_point);
    if (code_point >= 0x80 && u_charType(character) == U_DECIMAL_DIGIT_NUMBER) {
      out.push_back(static_cast<char>('0' + u_charDigitValue(character)));
    } else {
      out.append(text.substr(at, size));
    }
    at += size;
  }
  return out;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

const char* plain_letter(char32_t letter) {
  switch (letter) {
    case 0x00F8:
      return "o";
    case 0x0142:
      return "l";
    case 0x0111:
    case 0x00F0:
      return "d";
    case 0x00FE:
      return "th";
    case 0x00E6:
      return "ae";
    case 0x0153:
      return "oe";
    case 0x0131:
      return "i";
    case 0x0127:
      return "h";
    case 0x0167:
      return "t";
    case 0x0138:
      return "k";
    case 0x0671:
      return "\u0627";
    case 0x06A9:
      return "\u0643";  // Persian and Urdu letters as the Arabic ones that keyboards give for them
    case 0x06CC:
      return "\u064A";
    case 0x06C1:
    case 0x06D5:
      return "\u0647";
    case 0x0640:
      return "";  // Arabic tatweel only stretches the line
    default:
      return nullptr;
  }
}

}  // namespace

std::string fold_case(std::string_view word) {
  if (is_ascii(word)) {
    std::string lower(word);
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    return lower;
  }
  static const auto& form = normalizer(&icu::Normalizer2::getNFKCCasefoldInstance);
  return with_ascii_digits(normalize(form, word));
}

std::string fold_turkic_case(std::string_view word) {
  std::string paired(word);
  replace_all(paired, "\u0130", "i");
  replace_all(paired, "I\u0307", "i");
  replace_all(paired, "I", "\u0131");
  return fold_case(paired);
}

std::string fold_accents(std::string_view cased_word) {
  if (is_ascii(cased_word)) return std::string(cased_word);
  static const auto& decomposed_form = normalizer(&icu::Normalizer2::getNFDInstance);
  static const auto& composed_form = normalizer(&icu::Normalizer2::getNFCInstance);
  const std::string decomposed = normalize(decomposed_form, cased_word);
  std::string kept;
  UScriptCode base_script = USCRIPT_COMMON;
  for (std::size_t at = 0; at < decomposed.size();) {
    const auto [code_point, size] = base::decode_utf8(decomposed, at);
    at += size;
    const auto character = static_cast<UChar32>(code_point);
    if (u_charType(character) == U_NON_SPACING_MARK) {
      if (mark_is_an_accent(code_point, base_script)) continue;
    } else {
      UErrorCode status = U_ZERO_ERROR;
      base_script = uscript_getScript(character, &status);
    }
    if (const char* plain = plain_letter(code_point)) {
      kept += plain;
    } else {
      base::append_utf8(kept, code_point);
    }
  }
  return with_one_nasal(normalize(composed_form, kept));
}

}  // namespace kbsearch::analysis
