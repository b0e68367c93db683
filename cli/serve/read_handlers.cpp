#include <algorithm>
#include <nlohmann/json.hpp>

#include "json_depth.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/filter.hpp"
#include "kbsearch/json.hpp"
#include "serve/handlers.hpp"
#include "serve/parameters.hpp"

namespace kbsearch::cli::serve {
namespace {

const JsonOptions kAsTheTool{.query_id = {}, .indent = 2};

[[noreturn]] void refuse_request(const std::string& name, const std::string& message) {
  throw Error(ErrorCode::kInvalidArgument, message, name);
}

void require_at_most(const char* name, std::size_t value, std::size_t most) {
  if (value > most) {
    refuse_request(name, std::string(name) + " is " + std::to_string(value) + ", must be at most " +
                             std::to_string(most) + " of this service");
  }
}

/// Holds the options to the limits of the service, and to the request's deadline.
void bound(SearchOptions& options, const Request& request, const Settings& settings) {
  require_at_most("limit", options.limit, settings.max_hits);
  require_at_most("offset", options.offset, settings.max_passed_over);
  std::size_t values = 0;
  for (const auto& facet : options.facets) values += std::min(facet.max_values, settings.max_facet_values + 1);
  require_at_most("facet", values, settings.max_facet_values);
  options.deadline = std::min(options.deadline.value_or(request.deadline), request.deadline);
  options.stop = request.stop;
}

SearchOptions options_of(const Request& request, const Settings& settings, const ParameterNames& beside) {
  auto options = search_options_of(request.parameters, beside);
  bound(options, request, settings);
  return options;
}

Response json_response(std::string text) { return {.body = std::move(text) + '\n'}; }

/// As the tool prints them; where their files lie is for this machine, unless the service shows it.
std::string told(SearchResults results, const std::string& query, const Settings& settings,
                 const JsonOptions& options = kAsTheTool) {
  if (!settings.show_paths) {
    for (auto& hit : results.hits) hit.path.clear();
  }
  return results_to_json(results, query, options);
}

nlohmann::json read_object(const std::string& body) {
  // Whoever prints a value goes down into it.
  constexpr std::size_t kMostDepth = 32;
  if (json_depth(body) > kMostDepth) {
    refuse_request("body", "the body is nested more than " + std::to_string(kMostDepth) + " deep");
  }
  auto object = nlohmann::json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (object.is_discarded()) refuse_request("body", "the body is not valid JSON");
  if (!object.is_object())
    refuse_request("body", R"(the body must be an object: {"q": TEXT, ...} or {"queries": [...], ...})");
  return object;
}

/// Takes a text out of an object.
std::string take_text(nlohmann::json& object, const std::string& name) {
  const auto found = object.find(name);
  if (found == object.end()) return {};
  if (!found->is_string()) refuse_request(name, "'" + name + "' must be text");
  auto text = found->get<std::string>();
  object.erase(found);
  return text;
}

struct BatchQuery {
  std::string id;
  std::string text;
};

std::vector<BatchQuery> take_queries(nlohmann::json& object, std::size_t most) {
  const auto given = object["queries"];
  object.erase("queries");
  if (!given.is_array()) refuse_request("queries", R"('queries' must be a list of {"id": TEXT, "q": TEXT})");
  require_at_most("queries", given.size(), most);
  std::vector<BatchQuery> queries;
  for (auto query : given) {
    if (!query.is_object()) refuse_request("queries", R"('queries' must be a list of {"id": TEXT, "q": TEXT})");
    auto& next = queries.emplace_back(BatchQuery{take_text(query, "id"), take_text(query, "q")});
    if (next.id.empty()) refuse_request("queries", "queries[" + std::to_string(queries.size() - 1) + "] has no 'id'");
    if (!query.empty()) {
      refuse_request("queries", "queries[" + std::to_string(queries.size() - 1) + "]: there is no '" +
                                    query.begin().key() + "' (options stand beside 'queries', for all of them)");
    }
  }
  return queries;
}

SearchOptions options_of(const nlohmann::json& object, SearchOptions defaults) {
  return search_options_from_json(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                                  std::move(defaults));
}

}  // namespace

std::string StatisticsText::of(const Searcher& searcher, const std::string& revision, const StatisticsOptions& ending) {
  // Nobody waits in a slot for what another one is making.
  const std::unique_lock lock(mutex_, std::try_to_lock);
  if (!lock) throw Refused{{.status = 503, .code = "OVERLOADED", .detail = "the statistics are being made"}};
  if (revision_ != revision) {
    text_ = statistics_to_json(searcher.statistics(ending), kAsTheTool) + '\n';
    revision_ = revision;
  }
  return text_;
}

Response search(const Context& context, const Request& request, const std::string&) {
  const auto options = options_of(request, context.settings, {"q"});
  const auto query = text_of(request.parameters, "q");
  return json_response(told(context.searcher.search(query, options), query, context.settings));
}

Response search_posted(const Context& context, const Request& request, const std::string&) {
  auto object = read_object(request.body);
  if (!object.contains("queries")) {
    const auto query = take_text(object, "q");
    auto options = options_of(object, {});
    bound(options, request, context.settings);
    return json_response(told(context.searcher.search(query, options), query, context.settings));
  }
  const auto queries = take_queries(object, context.settings.max_batch);
  // As of a batch in a file: a sentence with a colon or a quote is words.
  SearchOptions defaults;
  defaults.plain_words = true;
  auto options = options_of(object, std::move(defaults));
  bound(options, request, context.settings);
  require_at_most("limit of all queries", options.limit * queries.size(), 10 * context.settings.max_hits);
  Response response{.content_type = "application/x-ndjson"};
  for (const auto& query : queries) {
    response.body +=
        told(context.searcher.search(query.text, options), query.text, context.settings, {.query_id = query.id}) + '\n';
  }
  return response;
}

Response suggest(const Context& context, const Request& request, const std::string&) {
  require_known(request.parameters, {"q", "limit"});
  constexpr std::uint64_t kMostSuggestions = 100;
  const auto limit = number_of(request.parameters, "limit", 5, kMostSuggestions);
  const auto prefix = text_of(request.parameters, "q");
  const SuggestOptions options{.limit = limit, .stop = request.stop, .deadline = request.deadline};
  return json_response(suggestions_to_json(context.searcher.suggest(prefix, options), prefix, kAsTheTool));
}

Response show(const Context& context, const Request& request, const std::string& id) {
  require_known(request.parameters, {});
  auto record = context.searcher.find(id);
  if (!record) refuse_missing_record(id);
  // On one line, as the tool prints it: line breaks between the tokens of JSON are no part of it.
  std::erase_if(record->json, [](char c) { return c == '\n' || c == '\r'; });
  return json_response(std::move(record->json));
}

Response similar(const Context& context, const Request& request, const std::string& id) {
  auto results = context.searcher.similar(id, options_of(request, context.settings, {}));
  if (!results) refuse_missing_record(id);
  return json_response(told(*std::move(results), id, context.settings));
}

Response explain(const Context& context, const Request& request, const std::string&) {
  const auto options = options_of(request, context.settings, {"q", "id"});
  const auto query = text_of(request.parameters, "q");
  const auto [begin, end] = request.parameters.equal_range("id");
  std::vector<std::string> ids;
  for (auto at = begin; at != end; ++at) ids.push_back(at->second);
  if (ids.empty()) refuse_request("id", "id is missing: the record to be explained, repeated for more than one");
  require_at_most("id", ids.size(), context.settings.max_batch);
  auto explanations = context.searcher.explain_all(query, ids, options);
  std::vector<ExplainedRecord> records;
  for (std::size_t i = 0; i < ids.size(); ++i) records.push_back({ids[i], std::move(explanations[i])});
  return json_response(explanations_to_json(records, query, options.profile.name, kAsTheTool));
}

Response facets(const Context& context, const Request& request, const std::string&) {
  auto options = options_of(request, context.settings, {"q"});
  const auto query = text_of(request.parameters, "q");
  options.limit = 0;
  options.snippets = false;
  if (options.facets.empty()) {
    for (const auto& field : context.searcher.schema().fields()) {
      if (field.facet) options.facets.push_back({.field = field.name});
    }
  }
  // Of all records, if nothing is asked: those without an id that none can have.
  if (query.empty() && options.filter.empty()) {
    options.filter = none_of("id", {std::string(Record::kMaxIdBytes + 1, '-')});
  }
  return json_response(told(context.searcher.search(query, options), query, context.settings));
}

Response statistics(const Context& context, const Request& request, const std::string&) {
  require_known(request.parameters, {});
  const StatisticsOptions ending{.stop = request.stop, .deadline = request.deadline};
  return {.body = context.statistics.of(context.searcher, context.revision.text(), ending)};
}

}  // namespace kbsearch::cli::serve
