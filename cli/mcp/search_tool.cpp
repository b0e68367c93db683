#include "mcp/asked.hpp"
#include "mcp/hits.hpp"
#include "mcp/json_schema.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr const char* kDescription =
    "Full-text search over this knowledge base. Returns the best records first, each with its id and the passage that "
    "made it match. Give 2 to 6 telling words rather than a sentence; for a sentence use check_claim.\n"
    "Query syntax: words rank, none is required; +word must occur, -word must not; \"exact phrase\"; a OR b, a AND b; "
    "(brackets); begin*; title:word; a NEAR/5 b. Typing errors, acronyms, aliases and other spellings are looked for "
    "by themselves.\n"
    "`total` counts the records with ANY of the words, so a large total proves nothing: look at `missing_words` of a "
    "hit. A hit without it has every word. `unknown_words` are in no record at all. No hits: say that this knowledge "
    "base has none, with the reasons in `notes`, not that it does not exist.";

Json facets_of(const SearchResults& results) {
  Json facets = Json::array();
  for (const auto& facet : results.facets) facets.push_back(facet_json(facet));
  return facets;
}

std::string search_text(const Json& told) {
  const auto& hits = told["hits"];
  std::string text = total_text(told["total"]);
  if (!hits.empty()) {
    text += "; " + hits.front()["rank"].dump() + " to " + hits.back()["rank"].dump() + " shown, best first";
  }
  text += ".\n";
  if (told.contains("notes")) text += notes_text(told["notes"]);
  if (told.contains("did_you_mean")) text += "Perhaps meant: " + told["did_you_mean"].get<std::string>() + '\n';
  text += hits_text(hits);
  if (told.contains("facets")) {
    for (const auto& facet : told["facets"]) text += "Counts of " + facet_text(facet);
  }
  if (told.contains("next_cursor")) text += "More: cursor " + told["next_cursor"].get<std::string>() + '\n';
  return text;
}

Answer run_search(const Json& arguments, const Call& call) {
  const auto query = arguments.value("query", std::string());
  auto options = call.options();
  read_filter(arguments, options);
  read_sort(arguments, options);
  read_facets(arguments, options);
  options.after = arguments.value("cursor", std::string());
  options.all_words = arguments.value("all_words", false);
  const auto passages = arguments["passages"].get<std::size_t>();
  options.passages = std::max<std::size_t>(1, passages);
  if (query.empty() && options.filter.empty()) {
    throw ToolError("give a 'query', or a 'filter' to list what it lets through");
  }
  const auto compose = [&](const SearchResults& results, std::size_t passage_bytes) {
    Json told = {{"total", total_json(results.total)}};
    add_understanding(told, results);
    told["hits"] = Json::array();
    for (const auto& hit : results.hits) {
      told["hits"].push_back(hit_json(hit, passages == 0 ? 0 : passage_bytes));
    }
    if (!results.facets.empty()) told["facets"] = facets_of(results);
    if (!results.next_cursor.empty()) told["next_cursor"] = results.next_cursor;
    auto text = search_text(told);
    return Answer{std::move(told), std::move(text)};
  };
  const auto ask = [&](std::size_t limit) {
    options.limit = limit;
    return call.searcher.search(query, options);
  };
  return fitted(ask, arguments["limit"].get<std::size_t>(), arguments["max_tokens"].get<std::size_t>(), compose);
}

}  // namespace

Tool search_tool(const Schema& schema) {
  return {.name = "search",
          .title = "Search the knowledge base",
          .description = kDescription,
          .input_schema = object_schema(
              {{"query", query_schema("what is looked for; may be left out with a filter, to list")},
               {"filter", filter_schema(schema)},
               {"limit", whole_number_schema("hits of a page", 1, kMostHitsOfAPage, 8)},
               {"cursor", cursor_schema()},
               {"max_tokens", budget_schema(1'500)},
               {"passages", whole_number_schema("passages of each hit; 0: titles only", 0, 5, 1)},
               {"facets", facets_schema()},
               {"sort", sort_schema(schema)},
               {"all_words", boolean_schema("every word has to be there; if no record has all, the least telling are "
                                            "left out and named")}},
              {}),
          .output_schema = object_schema({{"total", total_schema()},
                                          {"unknown_words", unknown_words_schema()},
                                          {"notes", notes_schema()},
                                          {"did_you_mean", text_schema("the query with its unknown words corrected")},
                                          {"hits", list_schema("", hit_schema())},
                                          {"facets", list_schema("", facet_schema())},
                                          {"next_cursor", text_schema("for `cursor`, to go on")}},
                                         {"total", "hits"}),
          .run = run_search};
}

}  // namespace kbsearch::cli::mcp
