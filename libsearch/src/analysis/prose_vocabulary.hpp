// The words and phrases that tell prose from menus and banners, in the languages that matter most.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kbsearch::analysis {

enum class Role : std::uint8_t {
  kNone,
  kConnecting,  ///< Holds a sentence together.
  kItem,        ///< Stands in menus even without a capital; harmless alone.
  kControl,     ///< A button or link: not prose, and a word or two round it.
  kBanner,      ///< Said by no sentence but a banner's: the whole sentence is none.
};

/// Words of the longest phrase.
inline constexpr std::size_t kMaxPhraseWords = 4;

inline constexpr std::uint32_t kHashSeed = 2166136261u;

constexpr std::uint32_t hash_character(std::uint32_t hash, char32_t c) {
  return (hash ^ static_cast<std::uint32_t>(c)) * 16777619u;
}
/// Joins the hash of a phrase so far with that of its next word.
constexpr std::uint32_t hash_word(std::uint32_t phrase, std::uint32_t word) {
  return (((phrase << 7) | (phrase >> 25)) ^ word) * 0x9E3779B1u;
}

/// Returns the role of a word or phrase by its hash, that of a phrase joined from its words by hash_word.
Role role_of(std::uint32_t hash);
/// True if a phrase may begin with the word; of most words it tells at once that none does.
bool may_begin_phrase(std::uint32_t word);

}  // namespace kbsearch::analysis
