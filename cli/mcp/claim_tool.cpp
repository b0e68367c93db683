#include <algorithm>
#include <optional>

#include "counted.hpp"
#include "mcp/asked.hpp"
#include "mcp/claim_evidence.hpp"
#include "mcp/hits.hpp"
#include "mcp/json_schema.hpp"
#include "mcp/passages.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kMostToldWords = 8;
constexpr std::size_t kMostDropped = 2;
// A record with so much of the words' weight may say the same in other words: 12% for "12 percent".
constexpr double kNear = 0.7;

std::string words_told(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size() && i < kMostToldWords; ++i) {
    text += (i == 0 ? "'" : ", '") + harmless(shortened(words[i], 80)) + '\'';
  }
  if (words.size() > kMostToldWords) text += " and " + std::to_string(words.size() - kMostToldWords) + " more";
  return text;
}

/// A hit as it is shown, with those of the claim's words that it has and that neither its title nor a passage shows.
Json evidence_json(const Evidence& evidence, std::size_t rank, std::size_t passage_bytes, const ClaimFindings& findings,
                   const MarkedWords& marked) {
  auto json = hit_json(evidence.hit, passage_bytes);
  json["rank"] = rank;
  auto shown = marked.in(evidence.hit.title, evidence.hit.title_marks);
  for (const auto& passage : evidence.hit.passages) {
    const auto cut = cut_passage(passage, passage_bytes);
    shown.merge(marked.in(cut.text, cut.marks));
  }
  Json elsewhere = Json::array();
  const auto& missing = evidence.hit.missing_words;
  for (std::size_t i = 0; i < findings.words.size(); ++i) {
    const auto& word = findings.words[i].word;
    if (shown.contains(i) || std::find(missing.begin(), missing.end(), word) != missing.end()) continue;
    if (elsewhere.size() < kMostToldWords) elsewhere.push_back(harmless(shortened(word, 80)));
  }
  if (!elsewhere.empty()) json["elsewhere_in_record"] = std::move(elsewhere);
  return json;
}

const char* coverage_of(const ClaimFindings& findings) {
  constexpr double kAll = 1.0 - 1e-9;
  if (findings.evidence.empty()) return "none";
  const auto is_together = [](const Evidence& one) { return one.in_passage > kAll; };
  if (std::any_of(findings.evidence.begin(), findings.evidence.end(), is_together)) return "together";
  return findings.with_all_words > 0 ? "scattered" : "partial";
}

/// `limit` is how many records are shown at most.
std::string conclusion_of(const std::string& coverage, const ClaimFindings& findings, bool has_filter,
                          std::size_t limit) {
  const auto scope = has_filter ? "of the " + counted(findings.searched, "record") + " that the filter lets through"
                                : "of " + counted(findings.searched, "record");
  const auto here = has_filter ? "Not under this filter" : "Not in this knowledge base";
  if (coverage == "together") {
    return "A passage has all its words: read whether it says the same (a negation, a number, who did what).";
  }
  if (coverage == "scattered") {
    return counted(findings.with_all_words, "record has all its words", "records have all its words") +
           ", but no passage that was found says them together: read on in them before you rely on it.";
  }
  std::string text;
  if (coverage == "none") {
    text = std::string(here) + ": " + scope + ", none has a word of it.";
  } else {
    const auto shown = static_cast<std::ptrdiff_t>(std::min(limit, findings.evidence.size()));
    const auto& nearest = *std::max_element(findings.evidence.begin(), findings.evidence.begin() + shown,
                                            [](const auto& a, const auto& b) { return a.in_record < b.in_record; });
    const bool is_near = nearest.in_record >= kNear;
    text = std::string(is_near ? "Not in these words, but near" : here) + ": " + scope + ", none has all its words.";
    if (!findings.unknown_words.empty()) text += " None at all has " + words_told(findings.unknown_words) + '.';
    if (!nearest.hit.missing_words.empty()) {
      text += " The nearest, [" + nearest.hit.record_id + "], lacks " + (is_near ? "only " : "") +
              words_told(nearest.hit.missing_words) + '.';
    }
    if (is_near) text += " It may say the same in other words: read it.";
  }
  if (const auto without = findings.any.total_without_filter.value_or(0); without > 0) {
    text += " Without the filter " + counted(without, "record") + (without == 1 ? " has" : " have") + " some of them.";
  }
  return text;
}

std::string claim_text(const Json& told) {
  std::string text = told["conclusion"].get<std::string>() + "\nThis tells what is written here, not what is true.\n";
  if (told.contains("notes")) text += notes_text(told["notes"]);
  const auto& searched = told["searched"];
  text += "Searched " + counted(searched["records"].get<std::size_t>(), "record");
  if (searched.contains("filter")) text += " by the filter " + searched["filter"].get<std::string>();
  text += ": " + std::string(searched["with_a_word"]["relation"] == "exact" ? "" : "at least ") +
          searched["with_a_word"]["value"].dump() + " with some of its words, " + searched["with_all_words"].dump() +
          " with all";
  if (searched.contains("relaxed")) {
    std::string dropped;
    for (const auto& word : searched["relaxed"]["dropped"]) {
      dropped += (dropped.empty() ? "'" : ", '") + word.get<std::string>() + '\'';
    }
    text += ", " + searched["relaxed"]["records"].dump() + " without " + dropped;
  }
  text += '.';
  std::string words;
  for (const auto& word : told["words"]) {
    words += (words.empty() ? " Records that have each: " : ", ") + word["word"].get<std::string>() + ' ' +
             word["records"].dump();
  }
  text += words + '\n';
  for (const auto& hit : told["evidence"]) {
    text += hit_text(hit);
    if (!hit.contains("elsewhere_in_record")) continue;
    std::string apart;
    for (const auto& word : hit["elsewhere_in_record"]) apart += (apart.empty() ? "" : ", ") + word.get<std::string>();
    text += "   elsewhere in it: " + apart + '\n';
  }
  return text;
}

Json words_json(const ClaimFindings& findings) {
  auto words = findings.words;
  std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.records < b.records; });
  Json list = Json::array();
  for (const auto& word : words) {
    if (list.size() == kMostToldWords) break;
    list.push_back({{"word", harmless(shortened(word.word, 80))}, {"records", word.records}});
  }
  return list;
}

Json searched_json(const ClaimFindings& findings, const std::string& filter) {
  Json searched = {{"records", findings.searched}};
  if (!filter.empty()) searched["filter"] = harmless(shortened(filter, 500));
  searched["with_a_word"] = total_json(findings.any.total);
  searched["with_all_words"] = findings.with_all_words;
  // More are no relaxation but another question.
  if (findings.with_the_others > 0 && findings.dropped.size() <= kMostDropped) {
    searched["relaxed"] = {{"dropped", findings.dropped}, {"records", findings.with_the_others}};
  }
  return searched;
}

Answer run_claim(const Json& arguments, const Call& call) {
  auto options = call.options();
  read_filter(arguments, options);
  const auto findings = find_evidence(arguments["claim"].get<std::string>(), options, call);
  const MarkedWords marked(findings.words, findings.any, call.searcher.schema().default_language());
  const std::string coverage = coverage_of(findings);
  Json head = {{"coverage", coverage},
               {"conclusion",
                conclusion_of(coverage, findings, !options.filter.empty(), arguments["limit"].get<std::size_t>())}};
  add_understanding(head, findings.any);
  head.erase("notes");
  head.erase("unknown_words");
  if (!findings.unknown_words.empty()) {
    Json unknown = Json::array();
    for (const auto& word : findings.unknown_words) {
      if (unknown.size() < kMostToldWords) unknown.push_back(harmless(shortened(word, 80)));
    }
    head["unknown_words"] = std::move(unknown);
  }
  if (auto notes = notes_of_claim(findings.any); !notes.empty()) head["notes"] = std::move(notes);
  head["words"] = words_json(findings);
  head["searched"] = searched_json(findings, options.filter);
  // Nothing is asked again: what there is no room for is left out, the last first.
  SearchResults shown;
  const auto ask = [&](std::size_t limit) {
    shown.hits.resize(std::min(limit, findings.evidence.size()));
    return shown;
  };
  const auto compose = [&](const SearchResults& results, std::size_t passage_bytes) {
    Json told = head;
    told["evidence"] = Json::array();
    for (std::size_t i = 0; i < results.hits.size(); ++i) {
      told["evidence"].push_back(evidence_json(findings.evidence[i], i + 1, passage_bytes, findings, marked));
    }
    auto text = claim_text(told);
    return Answer{std::move(told), std::move(text)};
  };
  return fitted(ask, arguments["limit"].get<std::size_t>(), arguments["max_tokens"].get<std::size_t>(), compose);
}

}  // namespace

Tool claim_tool() {
  auto evidence = hit_schema();
  evidence["properties"]["elsewhere_in_record"] =
      list_schema("words of the claim that the record has, but not where it is shown", text_schema(""));
  const auto word =
      object_schema({{"word", text_schema("")}, {"records", whole_number_schema("that have it")}}, {"word", "records"});
  const auto relaxed = object_schema({{"dropped", list_schema("the least telling words", text_schema(""))},
                                      {"records", whole_number_schema("that have all the others")}},
                                     {"dropped", "records"});
  const auto searched = object_schema({{"records", whole_number_schema("that were searched")},
                                       {"filter", text_schema("")},
                                       {"with_a_word", total_schema()},
                                       {"with_all_words", whole_number_schema("records that have all its words")},
                                       {"relaxed", relaxed}},
                                      {"records", "with_a_word", "with_all_words"});
  return {
      .name = "check_claim",
      .title = "Look for evidence of a claim",
      .description =
          "Looks for what this knowledge base says of a claim, a statement in ordinary words. Call it before you "
          "write that something is missing here, unknown or undocumented, and to find a source for a statement. "
          "Returns the best passages and, for each record, the words of the claim that it lacks.\n"
          "`coverage` says how far the words were found: together (a title with one passage has them all), "
          "scattered (a record has them all, apart), partial (every record lacks some), none. It never says whether "
          "the claim is true, and a passage with all its words may deny it: read it. With partial or none, "
          "try other words for the lacking ones; then `conclusion` may be quoted as the reason why this knowledge base "
          "does not have it.",
      .input_schema = object_schema(
          {{"claim", text_schema("one statement, e.g. \"OpenAI was founded in 2015\"; no operators", 1, 4'000)},
           {"filter", filter_schema()},
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
      .run = run_claim};
}

}  // namespace kbsearch::cli::mcp
