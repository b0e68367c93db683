#include "engine/suggested_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ascii.hpp"
#include "store/terms.hpp"

namespace kbsearch::engine {
namespace {

// Terms looked at for one prefix: some 5 ms, if a single letter begins so many.
constexpr std::size_t kMaxWordsScanned = 20'000;
// So many times more words are taken than are offered: debris falls out.
constexpr std::size_t kScannedForEach = 8;
// A word that so many records have in their addresses alone does not exist; looking through them would take long.
constexpr std::uint64_t kMostLookedThrough = 2'000;

bool is_hexadecimal(char c) { return base::is_digit(c) || (c >= 'a' && c <= 'f'); }

/// How often a letter follows a digit or the reverse: once or twice in `gpt4` and `h264`, often in an id.
std::size_t changes_of_kind(std::string_view word) {
  std::size_t changes = 0;
  for (std::size_t i = 1; i < word.size(); ++i)
    changes += base::is_digit(word[i]) != base::is_digit(word[i - 1]) ? 1 : 0;
  return changes;
}

/// A query for the word wherever it is kept with its places, tags among them, and in each other text but addresses.
std::string query_beside_addresses(const Schema& schema, const std::string& word, std::size_t address_field) {
  std::string query = "\"" + word + "\"";
  for (std::size_t i = 0; i < schema.fields().size(); ++i) {
    const auto& field = schema.fields()[i];
    if (i == address_field || field.kind != FieldKind::kText || field.positions) continue;
    query.append(" OR ").append(field.name).append(":\"").append(word).append("\"");
  }
  return query;
}

bool stands_in_addresses_alone(match::Session& session, const std::string& word, const Ask& ask) {
  const auto& schema = session.schema();
  const auto field = schema.find("url");
  if (field == Schema::kNoField || !store::has_field_terms(schema.fields()[field])) return false;
  const auto stem = session.planner().former(schema.default_language()).forms(word, TokenKind::kWord).stem;
  const auto in_addresses = session.doc_freq(store::field_stem_term(field, "", stem));
  if (in_addresses < session.doc_freq(word) || in_addresses > kMostLookedThrough) return false;
  return ask(query_beside_addresses(schema, word, field), 1).hits.empty();
}

}  // namespace

bool is_debris_of_addresses(std::string_view word) {
  constexpr std::array<std::string_view, 3> kPrefixes = {"http", "https", "www"};
  if (std::find(kPrefixes.begin(), kPrefixes.end(), word) != kPrefixes.end()) return true;
  constexpr std::size_t kLeastIdBytes = 8;
  constexpr std::size_t kMostDigits = 8;  // a day, 20240517, has as many
  constexpr std::size_t kLeastChanges = 3;
  const bool has_digit = std::any_of(word.begin(), word.end(), base::is_digit);
  if (!has_digit || word.size() < kLeastIdBytes) return false;
  if (std::all_of(word.begin(), word.end(), base::is_digit)) return word.size() > kMostDigits;
  if (std::all_of(word.begin(), word.end(), is_hexadecimal)) return true;
  const bool is_plain =
      std::all_of(word.begin(), word.end(), [](char c) { return base::is_digit(c) || base::is_lower(c); });
  return is_plain && changes_of_kind(word) >= kLeastChanges;
}

std::vector<std::string> suggested_words(match::Session& session, const std::string& prefix, std::size_t limit,
                                         const Ask& ask) {
  std::vector<std::pair<std::uint64_t, std::string>> counted;
  for (const auto& term : session.expand(prefix, limit * kScannedForEach, kMaxWordsScanned).terms) {
    if (!is_debris_of_addresses(term)) counted.emplace_back(session.doc_freq(term), term);
  }
  std::stable_sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> words;
  for (auto& [count, term] : counted) {
    if (words.size() == limit) break;
    if (!stands_in_addresses_alone(session, term, ask)) words.push_back(std::move(term));
  }
  return words;
}

}  // namespace kbsearch::engine
