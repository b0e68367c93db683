#include "page/notes_view.hpp"

#include <algorithm>
#include <string>

#include "kbsearch/filter.hpp"

namespace kbsearch::page {
namespace {

constexpr std::size_t kMostNotes = 8;
constexpr std::size_t kMostNoteBytes = 300;
constexpr std::size_t kMostClauses = 12;

void write_quoted(Html& html, std::string_view word) {
  html << "<q><bdi>" << shortened(word, kMostNoteBytes) << "</bdi></q>";
}

void write_words(Html& html, const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size() && i < kMostNotes; ++i) {
    if (i > 0) html << (i + 1 == words.size() ? " and " : ", ");
    write_quoted(html, words[i]);
  }
}

void write_did_you_mean(Html& html, const SearchResults& results, const Asked& asked) {
  if (results.did_you_mean.empty()) return;
  auto meant = asked;
  meant.q = results.did_you_mean;
  html << "<p class=\"meant\">Did you mean <a href=\"" << address_of_first(meant) << "\"><bdi>"
       << shortened(results.did_you_mean, kMostNoteBytes) << "</bdi></a>?</p>";
}

void write_unknown(Html& html, const SearchResults& results) {
  for (std::size_t i = 0; i < results.unknown_words.size() && i < kMostNotes; ++i) {
    const auto& word = results.unknown_words[i];
    std::vector<std::string> meant;
    for (const auto& correction : results.corrections) {
      if (correction.word == word) meant.push_back(correction.meant);
    }
    html << "<li>No record has ";
    write_quoted(html, word);
    if (!meant.empty()) {
      html << "; asked for ";
      write_words(html, meant);
      html << " as well";
    }
    html << ".</li>";
  }
  if (results.unknown_words.size() > kMostNotes) {
    html << "<li>Nor has any record " << counted(results.unknown_words.size() - kMostNotes, "other word", "other words")
         << " of these.</li>";
  }
}

void write_other_ways(Html& html, const SearchResults& results) {
  std::size_t told = 0;
  for (const auto& expansion : results.expansions) {
    if (expansion.hits.value_or(0) == 0 || expansion.reason.kind == ExpansionReason::Kind::kBeingTyped ||
        ++told > kMostNotes)
      continue;
    html << "<li>Also asked: ";
    write_quoted(html, expansion.words);
    html << " as ";
    write_quoted(html, expansion.text);
    html << " (" << to_string(expansion.reason) << ").</li>";
  }
}

void write_relaxation(Html& html, const SearchResults& results, const Asked& asked) {
  if (!results.relaxation) return;
  html << "<li>Nothing that matches has all words. ";
  auto strict = asked;
  strict.all_words = true;
  if (asked.all_words) {
    html << "Left out: ";
  } else {
    html << "<a href=\"" << address_of_first(strict) << "\">" << counted(results.relaxation->total, "record") << " "
         << (results.relaxation->total == 1 ? "has" : "have") << " all</a> without ";
  }
  write_words(html, results.relaxation->dropped);
  html << ".</li>";
}

}  // namespace

Html notes_view(const SearchResults& results, const Asked& asked) {
  Html html;
  write_did_you_mean(html, results, asked);
  Html notes;
  if (results.total.value > 0) write_unknown(notes, results);
  write_other_ways(notes, results);
  write_relaxation(notes, results, asked);
  std::size_t told = 0;
  for (const auto* list : {&results.warnings, &results.notes}) {
    for (const auto& warning : *list) {
      if (++told <= kMostNotes) notes << "<li><bdi>" << shortened(warning.what, kMostNoteBytes) << "</bdi></li>";
    }
  }
  if (!notes.empty()) html << "<ul class=\"notes\" aria-label=\"Notes\">" << notes << "</ul>";
  return html;
}

namespace {

/// A link to the same without the clause, where it can be told which part of what was asked it is.
std::optional<std::string> address_without(const std::string& clause, const Asked& asked) {
  for (std::size_t i = 0; i < asked.conditions.size(); ++i) {
    if (asked.conditions[i].filter != clause) continue;
    auto wider = asked;
    wider.conditions = without(asked.conditions, i);
    return address_of_first(wider);
  }
  const auto at = asked.q.find(clause);
  const auto is_edge = [&](std::size_t byte) { return byte >= asked.q.size() || asked.q[byte] == ' '; };
  if (at == std::string::npos || !is_edge(at + clause.size()) || (at > 0 && asked.q[at - 1] != ' ')) return {};
  auto wider = asked;
  wider.q = asked.q.substr(0, at) + asked.q.substr(std::min(asked.q.size(), at + clause.size() + 1));
  while (wider.q.ends_with(' ')) wider.q.pop_back();
  return wider.is_start() ? std::nullopt : std::optional(address_of_first(wider));
}

void write_nearest(Html& html, const ClauseEffect& effect, const Asked& asked, const Schema& schema) {
  if (effect.nearest_values.empty()) return;
  html << " No record has that value; perhaps meant: ";
  const auto colon = effect.clause.find(':');
  for (std::size_t i = 0; i < effect.nearest_values.size(); ++i) {
    if (i > 0) html << ", ";
    auto other = asked;
    std::optional<std::size_t> at;
    for (std::size_t j = 0; j < asked.conditions.size(); ++j) {
      if (asked.conditions[j].filter == effect.clause) at = j;
    }
    if (at && colon != std::string::npos) {
      const auto field = effect.clause.substr(0, colon);
      other.conditions = toggled(without(asked.conditions, *at), field, effect.nearest_values[i], schema);
      html << "<a href=\"" << address_of_first(other) << "\"><bdi>" << effect.nearest_values[i] << "</bdi></a>";
    } else {
      write_quoted(html, effect.nearest_values[i]);
    }
  }
  html << ".";
}

void write_clause(Html& html, const ClauseEffect& effect, const Asked& asked, const Schema& schema) {
  html << "<li><code><bdi>" << shortened(effect.clause, kMostNoteBytes) << "</bdi></code> "
       << (effect.doc_count == 0 ? "is met by no record" : "is met by " + counted(effect.doc_count, "record")) << "; ";
  const auto address = address_without(effect.clause, asked);
  if (address && effect.total_without > 0) {
    html << "<a href=\"" << *address << "\">without it " << counted(effect.total_without, "would be", "would be")
         << " found</a>.";
  } else {
    html << "without it "
         << (effect.total_without == 0 ? "nothing would be found, either"
                                       : counted(effect.total_without, "would be", "would be") + " found")
         << ".";
  }
  write_nearest(html, effect, asked, schema);
  html << "</li>";
}

}  // namespace

Html nothing_found_view(const SearchResults& results, const Asked& asked, const Schema& schema) {
  Html html;
  html << "<section class=\"nothing\"><h3>Why nothing was found</h3><ul>";
  Html reasons;
  write_unknown(reasons, results);
  for (std::size_t i = 0; i < results.clauses.size() && i < kMostClauses; ++i) {
    write_clause(reasons, results.clauses[i], asked, schema);
  }
  if (results.clauses.size() > kMostClauses) {
    reasons << "<li>and " << results.clauses.size() - kMostClauses << " more conditions</li>";
  }
  if (const auto wider_total = results.total_without_filter.value_or(0); wider_total > 0) {
    auto wider = asked;
    wider.conditions.clear();
    reasons << "<li><a href=\"" << address_of_first(wider) << "\">Without the filters there "
            << (wider_total == 1 ? "is " : "are ") << counted(wider_total, "result") << "</a>.</li>";
  }
  if (reasons.empty()) reasons << "<li>No record has any of these words.</li>";
  html << reasons << "</ul><p><a href=\"./\">Begin anew</a></p></section>";
  return html;
}

}  // namespace kbsearch::page
