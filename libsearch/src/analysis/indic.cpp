#include "analysis/indic.hpp"

#include <algorithm>
#include <array>

#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

constexpr char32_t kDevanagari = 0x0900;
constexpr char32_t kBlockSize = 0x80;
constexpr std::size_t kCharacterBytes = 3;  // of each character of these blocks

// Places in a block: all have the order of ISCII.
constexpr char32_t kCandrabindu = 0x01;
constexpr char32_t kAnusvara = 0x02;
constexpr char32_t kVirama = 0x4D;
constexpr char32_t kDentalNasal = 0x28;

/// Returns the class of a stop or a nasal, from velar to labial, 0 to 4; -1 for another character. Its last letter, of
/// five, is the nasal.
int class_of(char32_t place) {
  if (place >= 0x15 && place <= kDentalNasal) return static_cast<int>(place - 0x15) / 5;
  return place >= 0x2A && place <= 0x2E ? 4 : -1;
}
bool is_nasal(char32_t place) {
  return place == 0x19 || place == 0x1E || place == 0x23 || place == kDentalNasal || place == 0x2E;
}
bool is_sibilant(char32_t place) { return place >= 0x36 && place <= 0x38; }

/// Is `nasal`, without a vowel before `next`, also written as the anusvara?
bool may_be_a_dot(char32_t nasal, char32_t next) {
  if (is_nasal(next)) return false;
  if (nasal == kDentalNasal) return class_of(next) >= 0 || is_sibilant(next);
  return class_of(next) == class_of(nasal);
}

/// Returns where the block of `character` begins; 0 if it is in none whose nasals have two spellings.
char32_t block_of(char32_t character) {
  static constexpr std::array<char32_t, 6> kBlocks = {kDevanagari, 0x0980, 0x0A80, 0x0B00, 0x0C00, 0x0C80};
  const char32_t block = character / kBlockSize * kBlockSize;
  return std::find(kBlocks.begin(), kBlocks.end(), block) != kBlocks.end() ? block : 0;
}

}  // namespace

std::string with_one_nasal(std::string_view word) {
  if (word.find('\xE0') == word.npos) return std::string(word);
  std::string out;
  for (std::size_t at = 0; at < word.size();) {
    const auto [character, size] = base::decode_utf8(word, at);
    const char32_t block = block_of(character);
    const auto place_at = [&](std::size_t offset) {
      const auto code_point = offset < word.size() ? base::decode_utf8(word, offset).code_point : 0;
      return code_point >= block && code_point < block + kBlockSize ? code_point - block : 0;
    };
    const bool half_nasal = block != 0 && is_nasal(character - block) && place_at(at + kCharacterBytes) == kVirama &&
                            may_be_a_dot(character - block, place_at(at + 2 * kCharacterBytes));
    if (half_nasal || character == kDevanagari + kCandrabindu) {
      base::append_utf8(out, block + kAnusvara);
    } else {
      out.append(word.substr(at, size));
    }
    at += half_nasal ? 2 * kCharacterBytes : size;
  }
  return out;
}

}  // namespace kbsearch::analysis
