// How terms and value slots are laid out in the index; shared by the writing and the reading side.
//
//   governance          exact form, folded
//   Zgovern             stem in the default language, with the folded field weights in its wdf
//   Zde:haus            stem of a record in another language that has a stemmer
//   Puser, Pde:haus     stem of a part of a name (getUserById), with wdf as above
//   Amuller|müller      form with its accents, where there are any, behind the exact one
//   XAB:news            keyword in the field number 1 (AA is 0)
//   XAB:govern          stem in it, of a text field that is not in the token streams, or of weight 0
//   Lde                 language of the record
//   HAB                 the record has something in the field number 1
//   Q<id>               record id, unique
//   Nwthe openai files  a name of the record: all its words, and (Ntopenai file) its stems without function words
//   Ycset|cSecurity..   what the record says to be another name of the first: see saying_term
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kbsearch/schema.hpp"

namespace kbsearch::store {

inline constexpr std::uint32_t kSlotId = 0;
inline constexpr std::uint32_t kSlotContentHash = 1;
inline constexpr std::uint32_t kSlotLength = 2;
inline constexpr std::uint32_t kSlotTokenStream = 3;
inline constexpr std::uint32_t kSlotUrl = 4;      ///< Digest of the canonical URL, in hexadecimal.
inline constexpr std::uint32_t kSlotContent = 5;  ///< Digest of the texts' words in order, in hexadecimal.
inline constexpr std::uint32_t kSlotFingerprint =
    6;  ///< 8 bytes that are alike for texts alike (analysis/fingerprint).
inline constexpr std::uint32_t kSlotFirstField = 7;
/// Where the record was read from (store/origin), behind the slots of all fields.
inline constexpr std::uint32_t kSlotOrigin = kSlotFirstField + static_cast<std::uint32_t>(Schema::kMaxFields);

/// Values of a keyword field as they were written, in the order of its slot, where one differs from its folded form.
inline constexpr std::uint32_t kSlotFirstWriting = kSlotOrigin + 1;
inline std::uint32_t writing_slot(std::uint32_t field_slot) { return kSlotFirstWriting + field_slot - kSlotFirstField; }

inline std::uint32_t field_slot(std::size_t field) { return kSlotFirstField + static_cast<std::uint32_t>(field); }

/// The wdf of a stem is 16 times its weighted, length-normalised frequency: see index/document_builder.hpp.
inline constexpr double kWdfScale = 16.0;

/// What Xapian's format takes.
inline constexpr std::size_t kMaxTermBytes = 245;

inline std::string id_term(std::string_view id) { return "Q" + std::string(id); }
/// Reads what id_term made.
inline std::string id_of(std::string_view term) { return std::string(term.substr(1)); }
inline std::string language_term(std::string_view language) { return "L" + std::string(language); }
/// The accented forms of an exact one begin so.
inline std::string accented_prefix(std::string_view exact) { return "A" + std::string(exact) + "|"; }
inline std::string accented_term(std::string_view exact, std::string_view accented) {
  auto term = accented_prefix(exact).append(accented);
  // An overlong form is known by itself alone.
  return term.size() <= kMaxTermBytes ? term : "A" + std::string(accented);
}
/// `language` is empty for the default language.
inline std::string stem_term(std::string_view language, std::string_view stem) {
  std::string term = "Z";
  if (!language.empty()) term.append(language).push_back(':');
  return term.append(stem);
}
/// The term of a part of a name whose stem as a word is `stem_term`.
inline std::string part_term(std::string stem_term) {
  stem_term.front() = 'P';
  return stem_term;
}
inline std::string field_prefix(std::size_t field) {
  return {'X', static_cast<char>('A' + field / 26), static_cast<char>('A' + field % 26), ':'};
}
inline std::string has_term(std::size_t field) {
  return {'H', static_cast<char>('A' + field / 26), static_cast<char>('A' + field % 26)};
}
inline std::string field_stem_term(std::size_t field, std::string_view language, std::string_view stem) {
  std::string term = field_prefix(field);
  if (!language.empty()) term.append(language).push_back(':');
  return term.append(stem);
}
/// Text fields whose words are not in the token streams, or are not ranked, are searched by terms of their own.
inline bool has_field_terms(const Field& field) { return !field.positions || field.weight == 0.0; }
/// What one word of the field weighs in ranking; 0 where words do not count.
inline double weight_of_words(const Field& field) {
  if (field.kind == FieldKind::kText) return field.weight;
  return field.kind == FieldKind::kKeyword ? field.word_weight : 0.0;
}
/// Fields whose values stand in a slot of their own: to be counted, ordered and compared.
inline bool has_column(const Field& field) {
  return field.kind == FieldKind::kNumber || field.kind == FieldKind::kDate || field.facet || field.sort;
}

/// How much of a name is compared (analysis/name_key.hpp).
enum class NameMatch : char { kWhole = 'w', kTelling = 't' };
inline std::string name_term(NameMatch match, std::string_view key) {
  return std::string{'N', static_cast<char>(match)}.append(key);
}

/// How a record says that `other` is another name of `name`: by an alias, or by an acronym in a text.
enum class SayingKind : char { kAlias = 'a', kAcronym = 'c' };
/// The terms of all sayings begin so.
inline std::string saying_prefix() { return "Y"; }
/// Names are folded words joined by spaces.
inline std::string saying_term(std::string_view name, SayingKind kind, std::string_view other) {
  auto term = saying_prefix().append(name).append("|");
  term.push_back(static_cast<char>(kind));
  return term.append(other);
}
struct Saying {
  std::string_view name;
  SayingKind kind;
  std::string_view other;
};
/// Reads what saying_term made; the views point into `term`.
inline std::optional<Saying> read_saying(std::string_view term) {
  const auto bar = term.find('|');
  if (bar == term.npos || bar + 2 >= term.size()) return std::nullopt;
  return Saying{term.substr(1, bar - 1), static_cast<SayingKind>(term[bar + 1]), term.substr(bar + 2)};
}
inline std::string keyword_term(std::size_t field, std::string_view folded) {
  return field_prefix(field).append(folded);
}

}  // namespace kbsearch::store
