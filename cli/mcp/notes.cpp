#include <algorithm>

#include "counted.hpp"
#include "mcp/hits.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kMostOfAKind = 6;
constexpr std::size_t kMostWordBytes = 80;

std::string told(const std::string& text) { return '\'' + harmless(shortened(text, kMostWordBytes)) + '\''; }

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size() && i < kMostOfAKind; ++i) text += (i == 0 ? "" : ", ") + told(words[i]);
  if (words.size() > kMostOfAKind) text += " and " + std::to_string(words.size() - kMostOfAKind) + " more";
  return text;
}

void add_warnings(std::vector<std::string>& notes, const SearchResults& results) {
  std::size_t count = 0;
  for (const auto* list : {&results.warnings, &results.notes}) {
    for (const auto& warning : *list) {
      if (count++ < kMostOfAKind) notes.push_back(harmless(shortened(warning.what, 4 * kMostWordBytes)));
    }
  }
  if (count > kMostOfAKind) notes.push_back(std::to_string(count - kMostOfAKind) + " more warnings");
}

void add_unknown(std::vector<std::string>& notes, const SearchResults& results) {
  std::vector<std::string> without;
  for (const auto& word : results.unknown_words) {
    std::vector<std::string> meant;
    for (const auto& correction : results.corrections) {
      if (correction.word == word) meant.push_back(correction.meant);
    }
    if (meant.empty()) {
      without.push_back(word);
    } else if (notes.size() < 2 * kMostOfAKind) {
      notes.push_back("no record has " + told(word) + "; looked for " + listed(meant) + " as well");
    }
  }
  if (!without.empty()) notes.push_back("no record has " + listed(without) + ", nor a word near it");
}

void add_expansions(std::vector<std::string>& notes, const SearchResults& results) {
  std::size_t count = 0;
  for (const auto& expansion : results.expansions) {
    // That words stand joined somewhere is no news to who reads the passage.
    if (expansion.reason.kind == ExpansionReason::Kind::kWrittenAsOne || expansion.hits.value_or(0) == 0 ||
        count++ >= kMostOfAKind)
      continue;
    notes.push_back(told(expansion.words) + " was also found as " + told(expansion.text) + " (" +
                    to_string(expansion.reason) + ')');
  }
}

void add_nothing_found(std::vector<std::string>& notes, const SearchResults& results) {
  if (const auto without = results.total_without_filter.value_or(0); without > 0) {
    notes.push_back("without the filter " + counted(without, "record") + " would match");
  }
  std::size_t count = 0;
  for (const auto& effect : results.clauses) {
    if (count++ >= kMostOfAKind) break;
    auto note = told(effect.clause) + " is met by " + counted(effect.doc_count, "record") + "; without it " +
                std::to_string(effect.total_without) + " would match";
    if (!effect.nearest_values.empty()) note += "; values near it: " + listed(effect.nearest_values);
    notes.push_back(std::move(note));
  }
}

}  // namespace

std::vector<std::string> notes_of(const SearchResults& results) {
  std::vector<std::string> notes;
  add_warnings(notes, results);
  add_unknown(notes, results);
  add_expansions(notes, results);
  if (const auto& relaxation = results.relaxation) {
    notes.push_back("no record has all the words; " + counted(relaxation->total, "record") + " without " +
                    listed(relaxation->dropped));
  }
  if (results.total.value == 0) add_nothing_found(notes, results);
  return notes;
}

std::vector<std::string> notes_of_claim(const SearchResults& results) {
  auto without = results;
  std::erase_if(without.unknown_words, [&](const auto& word) {
    return std::none_of(results.corrections.begin(), results.corrections.end(),
                        [&](const auto& correction) { return correction.word == word; });
  });
  std::vector<std::string> notes;
  add_warnings(notes, without);
  add_unknown(notes, without);
  add_expansions(notes, without);
  return notes;
}

std::string notes_text(const Json& notes) {
  std::string text;
  for (const auto& note : notes) text += "- " + note.get<std::string>() + '\n';
  return text;
}

}  // namespace kbsearch::cli::mcp
