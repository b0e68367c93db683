#include <algorithm>

#include "mcp/asked.hpp"
#include "mcp/hits.hpp"
#include "mcp/json_schema.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kMostShared = 6;

void collect_leaves(const Explanation& explanation, std::vector<const Explanation*>& leaves) {
  if (explanation.parts.empty()) leaves.push_back(&explanation);
  for (const auto& part : explanation.parts) collect_leaves(part, leaves);
}

/// What gives the most to the likeness: "word 'Tesla'", a page that cites both.
Json shared(const Hit& hit) {
  Json labels = Json::array();
  if (!hit.explanation) return labels;
  std::vector<const Explanation*> leaves;
  collect_leaves(*hit.explanation, leaves);
  std::stable_sort(leaves.begin(), leaves.end(), [](const auto* a, const auto* b) { return a->value > b->value; });
  for (std::size_t i = 0; i < leaves.size() && i < kMostShared; ++i) {
    labels.push_back(harmless(shortened(leaves[i]->label, 100)));
  }
  return labels;
}

std::string similar_text(const Json& told) {
  std::string text = total_text(told["total"]) + " by its most telling words or the pages that cite both.\n";
  for (const auto& hit : told["hits"]) {
    auto without = hit;
    without.erase("shares");
    text += hit_text(without);
    std::string labels;
    for (const auto& label : hit["shares"]) labels += (labels.empty() ? "" : ", ") + label.get<std::string>();
    text += "   shares: " + labels + '\n';
  }
  if (told.contains("next_cursor")) text += "More: cursor " + told["next_cursor"].get<std::string>() + '\n';
  return text;
}

Answer run_similar(const Json& arguments, const Call& call) {
  const auto id = arguments["id"].get<std::string>();
  auto options = call.options();
  options.after = arguments.value("cursor", std::string());
  options.explain = true;
  options.snippets = false;
  const auto compose = [&](const SearchResults& results, std::size_t) {
    Json told = {{"total", total_json(results.total)}, {"hits", Json::array()}};
    for (const auto& hit : results.hits) {
      auto json = hit_json(hit, 0);
      json["shares"] = shared(hit);
      told["hits"].push_back(std::move(json));
    }
    if (!results.next_cursor.empty()) told["next_cursor"] = results.next_cursor;
    auto text = similar_text(told);
    return Answer{std::move(told), std::move(text)};
  };
  const auto ask = [&](std::size_t limit) {
    options.limit = limit;
    auto results = call.searcher.similar(id, options);
    if (!results) {
      throw ToolError(no_record(id));
    }
    return std::move(*results);
  };
  return fitted(ask, arguments["limit"].get<std::size_t>(), arguments["max_tokens"].get<std::size_t>(), compose);
}

}  // namespace

Tool similar_tool() {
  auto hit = hit_schema();
  hit["properties"]["shares"] = list_schema("what it has in common, the most telling first", text_schema(""));
  return {.name = "similar",
          .title = "Records like one",
          .description =
              "Lists the records most like one, by its most telling words and the pages that cite both: to find what "
              "else is known of a subject, or whether a record that you would add is there already.",
          .input_schema = object_schema({{"id", id_schema()},
                                         {"limit", whole_number_schema("records of a page", 1, kMostHitsOfAPage, 5)},
                                         {"cursor", cursor_schema()},
                                         {"max_tokens", budget_schema(1'000)}},
                                        {"id"}),
          .output_schema = object_schema({{"total", total_schema()},
                                          {"hits", list_schema("", std::move(hit))},
                                          {"next_cursor", text_schema("for `cursor`, to go on")}},
                                         {"total", "hits"}),
          .run = run_similar};
}

}  // namespace kbsearch::cli::mcp
