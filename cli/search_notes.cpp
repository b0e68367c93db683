#include "search_notes.hpp"

#include "counted.hpp"
#include "safe_text.hpp"

namespace kbsearch::cli {
namespace {

std::string quoted(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "'" : ", '") + printable(word) + "'";
  return text;
}

/// `before` begins each line.
void print_unknown(std::ostream& out, const std::string& before, const SearchResults& results) {
  for (const auto& word : results.unknown_words) {
    std::string meant;
    for (const auto& correction : results.corrections) {
      if (correction.word == word) meant += (meant.empty() ? "" : ", ") + correction.meant;
    }
    out << before << "no record has '" << printable(word) << "'"
        << (meant.empty() ? "" : "; perhaps meant: " + printable(meant)) << '\n';
  }
  if (!results.did_you_mean.empty()) {
    out << before << "did you mean: " << printable(results.did_you_mean) << '\n';
  }
}

void print_warnings(std::ostream& out, const std::string& before, const SearchResults& results) {
  for (const auto* list : {&results.warnings, &results.notes}) {
    for (const auto& warning : *list) out << before << printable(warning.what) << '\n';
  }
}

std::string told(const Relaxation& relaxation) {
  return "nothing that matches has all words; " + counted(relaxation.total, "record") + " without " +
         quoted(relaxation.dropped);
}

void print_nothing_found(std::ostream& out, const SearchResults& results) {
  out << "kbsearch: nothing found";
  if (const auto without = results.total_without_filter.value_or(0); without > 0) {
    out << "; without the filter there " << (without == 1 ? "is " : "are ") << counted(without, "result");
  }
  out << '\n';
  for (const auto& effect : results.clauses) {
    out << "kbsearch:   " << printable(effect.clause) << " is met by " << counted(effect.doc_count, "record")
        << "; without it " << effect.total_without << " would be found\n";
    if (effect.nearest_values.empty()) continue;
    out << "kbsearch:   no record has that value; perhaps meant:";
    for (const auto& value : effect.nearest_values) {
      out << (&value == &effect.nearest_values.front() ? " " : ", ") << printable(value);
    }
    out << '\n';
  }
}

}  // namespace

void print_notes(std::ostream& out, const SearchResults& results, const CommonOptions& common) {
  if (common.quiet) return;
  print_warnings(out, "kbsearch: ", results);
  print_unknown(out, "kbsearch: ", results);
  for (const auto& expansion : results.expansions) {
    if (expansion.hits.value_or(0) == 0 && !common.verbose) continue;
    out << "kbsearch: '" << printable(expansion.words) << "' also as '" << printable(expansion.text) << "' ("
        << to_string(expansion.reason) << ")\n";
  }
  if (results.relaxation) out << "kbsearch: " << told(*results.relaxation) << '\n';
  if (results.total.value == 0) print_nothing_found(out, results);
}

void print_batch_notes(std::ostream& out, const std::string& query_id, const SearchResults& results, bool all_words,
                       const CommonOptions& common) {
  if (common.quiet) return;
  const auto before = "kbsearch: " + printable(query_id) + ": ";
  print_warnings(out, before, results);
  print_unknown(out, before, results);
  if (results.total.value == 0) out << before << "nothing found\n";
  if (all_words && results.relaxation) out << before << told(*results.relaxation) << '\n';
}

}  // namespace kbsearch::cli
