#include "search_output.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <iostream>
#include <unordered_set>

#include "counted.hpp"
#include "explanation_output.hpp"
#include "kbsearch/json.hpp"
#include "safe_text.hpp"
#include "short_form.hpp"
#include "standard_streams.hpp"
#include "terminal_text.hpp"

namespace kbsearch::cli {
namespace {

std::string short_number(double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%g", value);
  return buffer;
}

std::string facts_joined(const std::vector<std::string>& words, const char* separator) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : separator) + word;
  return text;
}

// More are no hint: a long sentence, of which a record never has all.
constexpr std::size_t kMostMissingShown = 4;

std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  }
  return text;
}

std::string snippet_label(const Snippet& snippet) {
  if (snippet.field == "key_points" && snippet.ordinal > 0) return "key point " + std::to_string(snippet.ordinal);
  std::string label = snippet.field;
  for (char& c : label) {
    if (c == '_') c = ' ';
  }
  return snippet.ordinal > 0 ? label + " " + std::to_string(snippet.ordinal) : label;
}

void print_passage(std::ostream& out, const Snippet& passage, std::size_t indent, std::size_t width,
                   const Style& style) {
  if (passage.text.empty() || passage.field == "title") return;
  std::string text = snippet_label(passage) + ": ";
  const auto shown = with_ellipses(passage);
  auto shifted = shown.marks;
  for (auto& mark : shifted) {
    mark.begin += text.size();
    mark.end += text.size();
  }
  text += shown.text;
  out << wrapped(text, shifted, indent, width, style);
}

constexpr std::string_view kUnbrokenSpace = "\xC2\xA0";

/// "cited by 2" stays on one line.
std::string with_unbroken_spaces(std::string_view fact) {
  std::string text;
  for (const char c : fact) text += c == ' ' ? kUnbrokenSpace : std::string_view(&c, 1);
  return text;
}

std::string with_plain_spaces(std::string_view line) {
  std::string text(line);
  for (auto at = text.find(kUnbrokenSpace); at != text.npos; at = text.find(kUnbrokenSpace, at)) {
    text.replace(at, kUnbrokenSpace.size(), " ");
  }
  return text;
}

/// Leaves the time of day out of a date such as 2024-05-17T08:00; any other is shown as it was written.
std::string day_of(const std::string& date) {
  constexpr std::size_t kDayBytes = 10;
  return date.size() > kDayBytes && date[kDayBytes] == 'T' ? date.substr(0, kDayBytes) : date;
}

void print_hit(std::ostream& out, const Hit& hit, std::size_t width, const Style& style) {
  constexpr std::size_t kIndent = 4;
  std::string rank = std::to_string(hit.rank);
  rank.resize(std::max<std::size_t>(rank.size() + 1, kIndent), ' ');
  const std::string title = !hit.title.empty() ? hit.title : hit.url.empty() ? hit.record_id : hit.url;
  const auto marks = hit.title.empty() ? std::vector<ByteRange>{} : hit.title_marks;
  const std::string indent(kIndent, ' ');
  // Elsewhere than on a terminal these are a line each, for programs that look for them.
  const std::size_t columns = isatty(STDOUT_FILENO) == 0 ? std::string::npos : std::max(width, kIndent + 20) - kIndent;
  const auto print = [&](const std::string& text, const std::vector<ByteRange>& text_marks, std::string before,
                         const ShowLine& show) {
    for (const auto& line : wrapped_lines(text, text_marks, columns, show)) {
      out << before << line << '\n';
      before = indent;
    }
  };
  const ShowLine dim = [&](std::string_view line, const auto&) { return style.dim(line); };
  print(title, marks, style.number(rank), [&](std::string_view line, const auto& line_marks) {
    return style.link(hit.url, highlighted(line, line_marks, style, /*all_bold=*/true));
  });

  std::vector<std::string> facts;
  if (hit.importance) facts.push_back("importance " + short_number(*hit.importance));
  if (hit.quality) facts.push_back("quality " + short_number(*hit.quality));
  if (hit.cited_by_count > 0) facts.push_back("cited by " + std::to_string(hit.cited_by_count));
  if (!hit.type.empty()) facts.push_back(hit.type);
  if (!hit.published.empty()) facts.push_back(day_of(hit.published));
  for (std::size_t i = 0; i < hit.tags.size() && i < 4; ++i) facts.push_back("#" + hit.tags[i]);
  facts.push_back("score " + fixed(hit.score, 2));
  for (auto& fact : facts) fact = with_unbroken_spaces(fact);
  print(facts_joined(facts, " \xC2\xB7 "), {}, indent,
        [&](std::string_view line, const auto&) { return style.dim(with_plain_spaces(line)); });
  for (const auto& passage : hit.passages) print_passage(out, passage, kIndent, width, style);
  if (!hit.missing_words.empty() && hit.missing_words.size() <= kMostMissingShown) {
    print("without: " + facts_joined(hit.missing_words, ", "), {}, indent, dim);
  }
  if (!hit.near_duplicate_of.empty()) {
    print("nearly the same text as " + hit.near_duplicate_of, {}, indent, dim);
  }
  if (hit.collapsed > 0) out << indent << style.dim("and " + std::to_string(hit.collapsed) + " more like it") << '\n';
  const auto& place = hit.url.empty() ? hit.file : hit.url;
  print(place.empty() ? hit.record_id : place + "  [" + hit.record_id + "]", {}, indent,
        [&](std::string_view line, const auto&) { return style.link(hit.url, style.dim(line)); });
  if (hit.explanation) print_explanation(out, *hit.explanation, kIndent);
  out << '\n';
}

void print_human(std::ostream& out, const PrintedQuery& query, const SearchResults& results,
                 const CommonOptions& common) {
  const Style style{common.color, common.hyperlinks};
  const std::size_t width = terminal_width();
  if (!query.id.empty()) out << style.bold(query.id + ": " + query.text) << "\n\n";
  for (const auto& hit : results.hits) print_hit(out, hit, width, style);
  for (const auto& facet : results.facets) {
    out << style.bold(facet.field) << '\n';
    for (const auto& count : facet.counts) out << "    " << count.count << '\t' << printable(count.label) << '\n';
    out << '\n';
  }
  if (!results.related_tags.empty()) {
    out << style.bold("related tags") << '\n';
    for (const auto& tag : results.related_tags) {
      out << "    " << tag.count << " of " << tag.doc_count << '\t' << printable(tag.label) << '\n';
    }
    out << '\n';
  }
  if (common.quiet) return;
  const auto& total = results.total;
  out << style.dim((total.exact ? "" : "at least ") + counted(total.value, "result") + " in " +
                   (results.groups ? counted(*results.groups, "group") + ", " : "") +
                   fixed(static_cast<double>(results.took.count()) / 1000.0, 1) + " ms")
      << '\n';
}

void print_tsv(std::ostream& out, const PrintedQuery& query, const SearchResults& results) {
  for (const auto& hit : results.hits) {
    if (!query.id.empty()) out << one_line(query.id) << '\t';
    out << hit.rank << '\t' << one_line(hit.record_id) << '\t' << fixed(hit.score, 6) << '\t' << one_line(hit.title)
        << '\t' << one_line(hit.url) << '\n';
  }
}

/// Six columns, whatever the ids.
std::string one_column(std::string id) {
  std::replace_if(
      id.begin(), id.end(), [](unsigned char c) { return std::isspace(c) != 0; }, '_');
  return id;
}

void print_trec(std::ostream& out, const PrintedQuery& query, const SearchResults& results) {
  for (const auto& hit : results.hits) {
    out << (query.id.empty() ? "1" : one_column(query.id)) << " Q0 " << one_column(hit.record_id) << ' ' << hit.rank
        << ' ' << fixed(hit.score, 6) << " kbsearch\n";
  }
}

/// The files of the hits, each once: what xargs and editors take.
void print_paths(std::ostream& out, const SearchResults& results) {
  std::unordered_set<std::string> printed;
  for (const auto& hit : results.hits) {
    if (!hit.path.empty() && printed.insert(hit.path).second) out << hit.path << '\n';
  }
}

void announce(OutputFormat format, const CommonOptions& common) {
  switch (format) {
    case OutputFormat::kHuman:
    case OutputFormat::kShort:
      print_as_styled_text(common.color, common.hyperlinks);
      break;
    case OutputFormat::kJson:
    case OutputFormat::kJsonLines:
      print_as(OutputKind::kJson);
      break;
    case OutputFormat::kTsv:
    case OutputFormat::kTrec:
    case OutputFormat::kPaths:
      print_as(OutputKind::kLines);
      break;
  }
}

}  // namespace

OutputFormat output_format_named(const std::string& name) {
  require_choice("--format", name, {"human", "short", "paths", "json", "jsonl", "tsv", "trec"});
  if (name == "human") return OutputFormat::kHuman;
  if (name == "short") return OutputFormat::kShort;
  if (name == "json") return OutputFormat::kJson;
  if (name == "jsonl") return OutputFormat::kJsonLines;
  if (name == "tsv") return OutputFormat::kTsv;
  if (name == "paths") return OutputFormat::kPaths;
  return OutputFormat::kTrec;
}

void print_results(const PrintedQuery& query, const SearchResults& results, OutputFormat format,
                   const CommonOptions& common) {
  announce(format, common);
  std::ostream& out = std::cout;
  switch (format) {
    case OutputFormat::kHuman:
      print_human(out, query, results, common);
      break;
    case OutputFormat::kShort:
      print_short(out, query.id, results, common);
      break;
    case OutputFormat::kJson:
      out << results_to_json(results, query.text, {.query_id = query.id, .indent = query.id.empty() ? 2 : -1}) << '\n';
      break;
    case OutputFormat::kJsonLines:
      for (const auto& hit : results.hits) out << hit_to_json(hit, {.query_id = query.id}) << '\n';
      break;
    case OutputFormat::kTsv:
      print_tsv(out, query, results);
      break;
    case OutputFormat::kTrec:
      print_trec(out, query, results);
      break;
    case OutputFormat::kPaths:
      print_paths(out, results);
      break;
  }
}

}  // namespace kbsearch::cli
