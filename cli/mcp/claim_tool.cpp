#include <algorithm>

#include "counted.hpp"
#include "mcp/asked.hpp"
#include "mcp/claim_words.hpp"
#include "mcp/hits.hpp"
#include "mcp/json_schema.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kMostToldWords = 10;

/// What was found out about a claim beside the hits that are shown.
struct Findings {
  std::uint64_t record_count = 0;
  std::vector<ClaimWord> words;
  SearchResults with_all_words;  ///< Or, where there is none, what is left when words are left out.
};

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size() && i < kMostToldWords; ++i) {
    text += (i == 0 ? "'" : ", '") + harmless(shortened(words[i], 80)) + '\'';
  }
  if (words.size() > kMostToldWords) text += " and " + std::to_string(words.size() - kMostToldWords) + " more";
  return text;
}

/// All records: those that are not called what none can be called.
std::uint64_t record_count(const Call& call) {
  auto options = call.options();
  options.limit = 0;
  options.filter = "-id:\x01";
  return call.searcher.search("", options).total.value;
}

Findings find_out(const std::string& claim, const SearchResults& results, SearchOptions options, const Call& call) {
  Findings findings;
  findings.record_count = record_count(call);
  findings.words = words_of_claim(claim, results.hits, findings.record_count, call);
  options.all_words = true;
  options.limit = 0;
  findings.with_all_words = call.searcher.search(claim, options);
  return findings;
}

/// A hit, and which of the claim's words that it has do not stand in its best passage.
Json evidence_json(const Hit& hit, const SearchResults& results, const Findings& findings, const Call& call,
                   std::size_t passage_bytes) {
  auto json = hit_json(hit, passage_bytes);
  std::vector<std::string> apart;
  for (auto& word : lacking_in(hit.snippet, findings.words, results, call.searcher.schema().default_language())) {
    const bool is_missing =
        std::find(hit.missing_words.begin(), hit.missing_words.end(), word) != hit.missing_words.end();
    if (!is_missing) apart.push_back(std::move(word));
  }
  if (!apart.empty()) json["elsewhere_in_record"] = apart;
  return json;
}

const char* coverage_of(const Json& evidence) {
  if (evidence.empty()) return "none";
  const auto has_all = [](const Json& hit) { return !hit.contains("missing_words"); };
  if (std::none_of(evidence.begin(), evidence.end(), has_all)) return "partial";
  const bool is_together = std::any_of(evidence.begin(), evidence.end(), [&](const Json& hit) {
    return has_all(hit) && !hit.contains("elsewhere_in_record");
  });
  return is_together ? "together" : "scattered";
}

std::string conclusion_of(const std::string& coverage, const SearchResults& results, const Findings& findings,
                          const std::string& filter) {
  const auto searched = counted(findings.record_count, "record") + (filter.empty() ? "" : ", by the filter");
  std::string text;
  if (coverage == "none") {
    text = "Not in this knowledge base: of " + searched + ", none has a word of it";
    if (results.total_without_filter.value_or(0) > 0) {
      text = "No record that the filter lets through has a word of it; without the filter " +
             counted(*results.total_without_filter, "record") + " have some";
    }
    return text + '.';
  }
  if (coverage == "partial") {
    text = "Not in this knowledge base as it stands: of " + searched + ", no record has all its words. ";
    if (!results.unknown_words.empty()) text += "No record at all has " + listed(results.unknown_words) + ". ";
    return text + "The nearest record lacks " + listed(results.hits.front().missing_words) + '.';
  }
  if (coverage == "scattered") {
    return "Some records have all its words, but no passage that was found says them together: read on in these "
           "records before you rely on them.";
  }
  return "A passage has all its words: read whether it says the same (a negation, a number, who did what).";
}

std::string text_of(const Json& told) {
  std::string text = told["conclusion"].get<std::string>() + "\nThis tells what is written here, not what is true.\n";
  if (told.contains("notes")) text += notes_text(told["notes"]);
  std::string words;
  for (const auto& word : told["words"]) {
    words += (words.empty() ? "" : ", ") + word["word"].get<std::string>() + ' ' + word["records"].dump();
  }
  if (!words.empty()) text += "Its words, and how many records have each: " + words + '\n';
  const auto& searched = told["searched"];
  text += "Searched " + counted(searched["records"].get<std::size_t>(), "record");
  if (searched.contains("filter")) text += " by the filter " + searched["filter"].get<std::string>();
  text += "; " + std::string(searched["with_a_word"]["relation"] == "exact" ? "" : "at least ") +
          searched["with_a_word"]["value"].dump() + " with a word of it, " + searched["with_all_words"].dump() +
          " with all.\n";
  for (const auto& hit : told["evidence"]) {
    text += hit_text(hit);
    if (!hit.contains("elsewhere_in_record")) continue;
    std::string apart;
    for (const auto& word : hit["elsewhere_in_record"]) apart += (apart.empty() ? "" : ", ") + word.get<std::string>();
    text += "   elsewhere in it: " + apart + '\n';
  }
  return text;
}

Json words_json(const Findings& findings) {
  auto words = findings.words;
  std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.records < b.records; });
  Json list = Json::array();
  for (const auto& word : words) {
    if (list.size() == kMostToldWords) break;
    list.push_back({{"word", harmless(shortened(word.word, 80))}, {"records", word.records}});
  }
  return list;
}

Answer run(const Json& arguments, const Call& call) {
  const auto claim = arguments["claim"].get<std::string>();
  auto options = call.options();
  options.plain_words = true;
  options.passages = 2;
  read_filter(arguments, options);
  std::optional<Findings> findings;
  const auto ask = [&](std::size_t limit) {
    options.limit = limit;
    auto results = call.searcher.search(claim, options);
    if (!findings) findings = find_out(claim, results, options, call);
    return results;
  };
  const auto compose = [&](const SearchResults& results, std::size_t passage_bytes) {
    Json evidence = Json::array();
    for (const auto& hit : results.hits) {
      evidence.push_back(evidence_json(hit, results, *findings, call, passage_bytes));
    }
    const std::string coverage = coverage_of(evidence);
    Json told = {{"coverage", coverage}, {"conclusion", conclusion_of(coverage, results, *findings, options.filter)}};
    add_understanding(told, results);
    told["words"] = words_json(*findings);
    Json searched = {{"records", findings->record_count}};
    if (!options.filter.empty()) searched["filter"] = harmless(options.filter);
    searched["with_a_word"] = total_json(results.total);
    const bool has_all = !findings->with_all_words.relaxation;
    searched["with_all_words"] = has_all ? findings->with_all_words.total.value : 0;
    told["searched"] = std::move(searched);
    told["evidence"] = std::move(evidence);
    auto text = text_of(told);
    return Answer{std::move(told), std::move(text)};
  };
  return fitted(ask, arguments["limit"].get<std::size_t>(), arguments["max_tokens"].get<std::size_t>(), compose);
}

}  // namespace

Tool claim_tool(const Schema& schema) {
  auto evidence = hit_schema();
  evidence["properties"]["elsewhere_in_record"] =
      list_schema("words of the claim that the record has, but not in its best passage", text_schema(""));
  const auto word =
      object_schema({{"word", text_schema("")}, {"records", whole_number_schema("that have it")}}, {"word", "records"});
  const auto searched = object_schema({{"records", whole_number_schema("of this knowledge base")},
                                       {"filter", text_schema("")},
                                       {"with_a_word", total_schema()},
                                       {"with_all_words", whole_number_schema("records that have all its words")}},
                                      {"records", "with_a_word", "with_all_words"});
  return {.name = "check_claim",
          .title = "Look for evidence of a claim",
          .description =
              "Looks for what this knowledge base says of a claim, a statement in ordinary words. Call it before you "
              "write that something is missing here, unknown or undocumented, and to find a source for a statement. "
              "Returns the best passages and, for each record, the words of the claim that it lacks.\n"
              "`coverage` says how far the words were found: together (one passage has them all), scattered (a record "
              "has them all, apart), partial (every record lacks some), none. It never says whether the claim is true, "
              "and a passage with all its words may deny it: read it. With partial or none, `conclusion` may be quoted "
              "as the reason why this knowledge base does not have it; try other words for the lacking ones first.",
          .input_schema = object_schema(
              {{"claim", text_schema("one statement, e.g. \"OpenAI was founded in 2015\"; no operators", 1, 4'000)},
               {"filter", filter_schema(schema)},
               {"limit", whole_number_schema("records to give as evidence", 1, 20, 5)},
               {"max_tokens", budget_schema(1'500)}},
              {"claim"}),
          .output_schema =
              object_schema({{"coverage", {{"type", "string"}, {"enum", {"together", "scattered", "partial", "none"}}}},
                             {"conclusion", text_schema("may be quoted")},
                             {"unknown_words", unknown_words_schema()},
                             {"notes", notes_schema()},
                             {"did_you_mean", text_schema("the claim with its unknown words corrected")},
                             {"words", list_schema("that the claim is about, the rarest first", word)},
                             {"searched", searched},
                             {"evidence", list_schema("the best first", std::move(evidence))}},
                            {"coverage", "conclusion", "words", "searched", "evidence"}),
          .run = run};
}

}  // namespace kbsearch::cli::mcp
