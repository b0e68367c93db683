#include "search_notes.hpp"

#include "safe_text.hpp"

namespace kbsearch::cli {
namespace {

std::string quoted(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "'" : ", '") + printable(word) + "'";
  return text;
}

std::string records(std::uint64_t count) { return std::to_string(count) + (count == 1 ? " record" : " records"); }

void print_unknown(std::ostream& out, const SearchResults& results) {
  for (const auto& word : results.unknown_words) {
    std::string meant;
    for (const auto& correction : results.corrections) {
      if (correction.word == word) meant += (meant.empty() ? "" : ", ") + correction.meant;
    }
    out << "kbsearch: no record has '" << printable(word) << "'"
        << (meant.empty() ? "" : "; perhaps meant: " + printable(meant)) << '\n';
  }
  if (!results.did_you_mean.empty()) {
    out << "kbsearch: did you mean: " << printable(results.did_you_mean) << '\n';
  }
}

std::string told(const Relaxation& relaxation) {
  return "nothing that matches has all words; " + records(relaxation.total) + " without " + quoted(relaxation.dropped);
}

void print_nothing_found(std::ostream& out, const SearchResults& results) {
  out << "kbsearch: nothing found";
  if (results.total_without_filter.value_or(0) > 0) {
    out << "; without the filter there are " << *results.total_without_filter << " results";
  }
  out << '\n';
  for (const auto& effect : results.clauses) {
    out << "kbsearch:   " << printable(effect.clause) << " is met by " << records(effect.doc_count) << "; without it "
        << effect.total_without << " would be found\n";
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
  for (const auto& warning : results.warnings) out << "kbsearch: " << printable(warning.what) << '\n';
  print_unknown(out, results);
  for (const auto& expansion : results.expansions) {
    out << "kbsearch: '" << printable(expansion.words) << "' also as '" << printable(expansion.text) << "' ("
        << expansion.reason << ")\n";
  }
  if (results.relaxation) out << "kbsearch: " << told(*results.relaxation) << '\n';
  if (results.total.value == 0) print_nothing_found(out, results);
}

void print_batch_notes(std::ostream& out, const std::string& query_id, const SearchResults& results, bool all_words,
                       const CommonOptions& common) {
  if (common.quiet) return;
  const auto before = "kbsearch: " + printable(query_id) + ": ";
  for (const auto& warning : results.warnings) out << before << printable(warning.what) << '\n';
  if (all_words && results.relaxation) out << before << told(*results.relaxation) << '\n';
}

}  // namespace kbsearch::cli
