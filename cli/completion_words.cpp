#include "completion_words.hpp"

#include <algorithm>
#include <map>

#include "arguments.hpp"
#include "kbsearch/ranking_profile.hpp"
#include "synonym_sets.hpp"

namespace kbsearch::cli {
namespace {

using Kind = Completion::Kind;

bool has_counts(const Field& field) {
  return field.kind == FieldKind::kNumber || field.kind == FieldKind::kDate ||
         (field.kind == FieldKind::kKeyword && field.facet);
}

std::vector<std::string> names_that(const Schema& schema, std::vector<std::string> names, const char* ending,
                                    bool (*fits)(const Field&)) {
  for (const auto& field : schema.fields()) {
    if (fits(field)) names.push_back(field.name + ending);
  }
  return names;
}

/// Reads "human, short, json or trec": an option that takes one of these says so in its description.
std::vector<std::string> listed_in(const std::string& description) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : description + ' ') {
    if (c != ' ' && c != ',') {
      word += c;
    } else if (!word.empty()) {
      if (word != "or") words.push_back(word);
      word.clear();
    }
  }
  return words;
}

std::map<std::string, Completion> values_by_option(const Schema& schema) {
  const auto countable = names_that(schema, {}, "", has_counts);
  auto groups = countable;
  groups.insert(groups.begin(), {"url", "content", "near"});
  return {{"--profile", {Kind::kWordsOrFiles, RankingProfile::names()}},
          {"--versus", {Kind::kWordsOrFiles, RankingProfile::names()}},
          {"--facet", {Kind::kWords, countable}},
          {"--collapse", {Kind::kWords, groups}},
          {"--sort",
           {Kind::kWords,
            names_that(schema, {"id"}, "", [](const Field& field) { return field.sort || has_counts(field); })}},
          {"--filter",
           {Kind::kWords, names_that(schema, {"id:", "has:"}, ":",
                                     [](const Field& field) { return field.kind != FieldKind::kStored; })}},
          {"--color", {Kind::kWords, {"auto", "always", "never"}}},
          {"--set", {Kind::kWords, synonym_set_names()}},
          {"--metrics", {Kind::kWords, {"ndcg@10", "mrr@10", "recall@100", "p@10", "judged@10", "map"}}},
          {"--metric", {Kind::kWords, {"ndcg@10", "mrr@10", "recall@100", "p@10", "map"}}}};
}

std::map<std::string, Completion> words_by_command() {
  return {{"index", {Kind::kFiles}},
          {"synonyms", {Kind::kFiles}},
          {"profiles", {Kind::kWordsOrFiles, RankingProfile::names()}},
          {"completions", {Kind::kWords, {"bash", "zsh", "fish"}}}};
}

Completion value_of(const DeclaredOption& option, const std::map<std::string, Completion>& known) {
  if (option.name == "--format") return {Kind::kWords, listed_in(option.description)};
  if (const auto found = known.find(option.name); found != known.end()) return found->second;
  if (option.value_name.starts_with("DIR")) return {Kind::kDirectories};
  if (option.value_name.starts_with("FILE")) return {Kind::kFiles};
  return {};
}

}  // namespace

std::vector<CommandCompletion> completions_with(const Schema& schema) {
  const auto values = values_by_option(schema);
  const auto words = words_by_command();
  std::vector<CommandCompletion> all;
  for (const auto& command : commands()) {
    CommandCompletion completion{command.name, command.summary, {}, {}};
    for (const auto& option : options_of(command.declare())) {
      if (option.is_positional) continue;
      completion.options.push_back({option.name, option.short_name, option.description, !option.value_name.empty(),
                                    option.value_name.empty() ? Completion{} : value_of(option, values)});
    }
    if (const auto found = words.find(command.name); found != words.end()) completion.words = found->second;
    all.push_back(std::move(completion));
  }
  return all;
}

}  // namespace kbsearch::cli
