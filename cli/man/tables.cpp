#include "man/tables.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "kbsearch/query.hpp"
#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/record_reader.hpp"
#include "kbsearch/schema.hpp"
#include "synonym_sets.hpp"

namespace kbsearch::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// Columns as wide as their widest cell, two spaces before each; the last one as it is.
std::string aligned(const Rows& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += "  " + row[i] + std::string(widths[i] - row[i].size(), ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string number(double value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

std::string fields_to_ask() {
  Rows rows = {{"FIELD", "KIND", "ALSO WRITTEN"}};
  for (const auto& field : Schema::knowledge_base().fields()) {
    if (field.kind == FieldKind::kStored) continue;
    rows.push_back({field.name, std::string(to_string(field.kind)), joined(field.aliases)});
  }
  return aligned(rows);
}

std::string fields_to_write() {
  Rows rows = {{"FIELD", "KIND", "WEIGHT", "TAKEN FROM"}};
  for (const auto& field : Schema::knowledge_base().fields()) {
    std::string range;
    if (field.minimum > -1e300 && field.maximum < 1e300) {
      range = " (" + number(field.minimum) + " to " + number(field.maximum) + ")";
    }
    rows.push_back({field.name, std::string(to_string(field.kind)),
                    field.kind == FieldKind::kText ? number(field.weight)
                                                   : (field.word_weight > 0.0 ? number(field.word_weight) : ""),
                    joined(field.paths) + range});
  }
  return aligned(rows);
}

std::string profiles() {
  std::string out;
  for (const auto& name : RankingProfile::names()) {
    out += "= `" + name + "`\n" + RankingProfile::named(name).description + "\n";
  }
  return out;
}

/// The members of a profile and their defaults, a line each.
std::string profile_members() {
  RankingProfile plain;
  std::string json = plain.to_json();
  std::string out;
  std::istringstream lines(json);
  for (std::string line; std::getline(lines, line);) out += "  " + line + '\n';
  return out;
}

std::string limits() {
  const QueryParserOptions options;
  return "The limits are " + std::to_string(options.max_bytes / 1024) + " KB of text, " +
         std::to_string(options.max_leaves) + " conditions and words of phrases, and brackets " +
         std::to_string(options.max_depth) + " deep. `NEAR` takes distances up to " +
         std::to_string(NearQuery::kMaxDistance) + "; alone it means " + std::to_string(NearQuery::kDefaultDistance) +
         ". A wildcard needs " + std::to_string(PrefixQuery::kMinCharacters) +
         " characters before its star. A weight after `^` lies between " + number(Query::kMinBoost) + " and " +
         number(Query::kMaxBoost) + ".\n";
}

std::string sizes() {
  const ReaderOptions options;
  return "A record may have " + std::to_string(options.max_record_bytes >> 20) + " MB, a file of YAML " +
         std::to_string(options.max_yaml_bytes >> 20) + " MB, a file of HTML " +
         std::to_string(options.max_html_bytes >> 20) + " MB. What is longer is rejected by name, never cut.\n";
}

std::string synonym_sets() { return "The sets that come with the tool: " + joined(synonym_set_names()) + ".\n"; }

const std::map<std::string, std::function<std::string()>>& tables() {
  static const std::map<std::string, std::function<std::string()>> all = {{"fields-to-ask", fields_to_ask},
                                                                          {"fields-to-write", fields_to_write},
                                                                          {"profiles", profiles},
                                                                          {"profile", profile_members},
                                                                          {"limits", limits},
                                                                          {"sizes", sizes},
                                                                          {"synonym-sets", synonym_sets}};
  return all;
}

}  // namespace

std::string with_tables(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::string out;
  for (std::string line; std::getline(lines, line);) {
    if (line.size() < 3 || !line.starts_with('@') || !line.ends_with('@')) {
      out += line + '\n';
      continue;
    }
    const auto found = tables().find(line.substr(1, line.size() - 2));
    if (found == tables().end()) throw std::runtime_error("there is no table " + line);
    out += found->second();
  }
  return out;
}

}  // namespace kbsearch::cli
