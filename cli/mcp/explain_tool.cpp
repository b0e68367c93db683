#include <algorithm>
#include <cmath>
#include <cstdio>

#include "mcp/asked.hpp"
#include "mcp/json_schema.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kMostRecords = 5;
constexpr std::size_t kMostDifferences = 12;

double rounded(double value) { return std::round(value * 1e4) / 1e4; }

/// Parts of `share` of the score at least, in the order of the tree. What is left out is counted.
void add_parts(const Explanation& explanation, std::size_t depth, double least, bool with_details, Json& parts,
               std::size_t& left_out) {
  for (const auto& part : explanation.parts) {
    if (std::abs(part.value) < least) {
      ++left_out;
      continue;
    }
    Json json = {{"depth", depth}, {"label", harmless(shortened(part.label, 200))}, {"value", rounded(part.value)}};
    if (with_details && !part.detail.empty()) json["detail"] = harmless(shortened(part.detail, 400));
    parts.push_back(std::move(json));
    add_parts(part, depth + 1, least, with_details, parts, left_out);
  }
}

std::string fixed(double value) {
  char text[64];
  std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

std::string explain_text(const Json& told) {
  std::string text;
  for (const auto& record : told["records"]) {
    text += '[' + record["id"].get<std::string>() + "] ";
    if (!record["exists"].get<bool>()) {
      text += "there is no such record\n";
      continue;
    }
    if (!record["matches"].get<bool>()) {
      text += "the query does not match it\n";
      continue;
    }
    text += "score " + fixed(record["score"].get<double>()) + " is the sum of\n";
    for (const auto& part : record["parts"]) {
      text += std::string(2 + 2 * part["depth"].get<std::size_t>(), ' ') + fixed(part["value"].get<double>()) + ' ' +
              part["label"].get<std::string>();
      if (part.contains("detail")) text += ": " + part["detail"].get<std::string>();
      text += '\n';
    }
    if (record.contains("parts_left_out")) text += "  and " + record["parts_left_out"].dump() + " smaller parts\n";
  }
  if (told.contains("differences")) {
    text += "Where they differ most (in the order above, of those that match):\n";
    for (const auto& difference : told["differences"]) {
      text += "  " + difference["label"].get<std::string>() + ":";
      for (const auto& value : difference["values"]) text += ' ' + fixed(value.get<double>());
      text += '\n';
    }
  }
  return text;
}

Answer composed(const Call& call, const std::vector<std::string>& ids,
                const std::vector<std::optional<Explanation>>& explanations, double share, bool with_details) {
  Json told = {{"records", Json::array()}};
  std::vector<Explanation> matching;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const auto& explanation = explanations[i];
    Json record = {{"id", ids[i]}, {"exists", explanation || call.searcher.find(ids[i])}};
    record["matches"] = explanation.has_value();
    if (explanation) {
      matching.push_back(*explanation);
      record["score"] = rounded(explanation->value);
      Json parts = Json::array();
      std::size_t left_out = 0;
      add_parts(*explanation, 0, share * explanation->value, with_details, parts, left_out);
      record["parts"] = std::move(parts);
      if (left_out > 0) record["parts_left_out"] = left_out;
    }
    told["records"].push_back(std::move(record));
  }
  if (matching.size() > 1) {
    Json list = Json::array();
    for (const auto& difference : differences(matching)) {
      if (list.size() == kMostDifferences) break;
      Json values = Json::array();
      for (const double value : difference.values) values.push_back(rounded(value));
      list.push_back({{"label", harmless(shortened(difference.label, 200))}, {"values", std::move(values)}});
    }
    told["differences"] = std::move(list);
  }
  auto text = explain_text(told);
  return {std::move(told), std::move(text)};
}

Answer run_explain(const Json& arguments, const Call& call) {
  auto options = call.options();
  read_filter(arguments, options);
  const auto ids = arguments["ids"].get<std::vector<std::string>>();
  if (ids.empty()) throw ToolError("argument 'ids' is empty; give the ids of 1 to 5 records");
  const auto explanations = call.searcher.explain_all(arguments["query"].get<std::string>(), ids, options);
  const auto most_tokens = arguments["max_tokens"].get<std::size_t>();
  Answer answer;
  for (const double share : {0.0, 0.0, 0.02, 0.05, 0.1, 0.2}) {
    const bool is_first = answer.text.empty();
    answer = composed(call, ids, explanations, share, is_first);
    if (answer.tokens() <= most_tokens) break;
  }
  return answer;
}

}  // namespace

Tool explain_tool() {
  const auto part = object_schema({{"depth", whole_number_schema("0: its value is a part of the score itself")},
                                   {"label", text_schema("")},
                                   {"value", {{"type", "number"}}},
                                   {"detail", text_schema("")}},
                                  {"depth", "label", "value"});
  const auto record = object_schema({{"id", text_schema("")},
                                     {"exists", boolean_schema("")},
                                     {"matches", boolean_schema("")},
                                     {"score", {{"type", "number"}}},
                                     {"parts", list_schema("of the score, a tree by depth", part)},
                                     {"parts_left_out", whole_number_schema("small ones")}},
                                    {"id", "exists", "matches"});
  const auto difference = object_schema({{"label", text_schema("")}, {"values", list_schema("", {{"type", "number"}})}},
                                        {"label", "values"});
  return {
      .name = "explain",
      .title = "Why a record ranks where it does",
      .description =
          "Tells why records score what they do for a query, whether or not they are among the best hits: the score "
          "as a sum of words, closeness, importance and quality. Of several ids also where they differ. A record "
          "that does not match is told, too: use it when a record that you expected is not found.",
      .input_schema = object_schema({{"query", text_schema("the query, as given to search", 1, kMostQueryBytes)},
                                     {"ids", list_schema("ids of records", id_schema(), kMostRecords)},
                                     {"filter", filter_schema()},
                                     {"max_tokens", whole_number_schema("what the answer may take, counted as bytes "
                                                                        "/ 4; details go first, then small parts",
                                                                        200, 20'000, 1'200)}},
                                    {"query", "ids"}),
      .output_schema = object_schema(
          {{"records", list_schema("", record)},
           {"differences", list_schema("parts in which those that match differ, the largest first", difference)}},
          {"records"}),
      .run = run_explain};
}

}  // namespace kbsearch::cli::mcp
