#include "serve/openapi.hpp"

#include <nlohmann/json.hpp>

#include "kbsearch/version.hpp"
#include "serve/parameters.hpp"
#include "serve/routes.hpp"

namespace kbsearch::cli::serve {
namespace {

using Json = nlohmann::ordered_json;

/// The schemas, as JSON Schema writes them. What kbsearch/json.hpp lays down, which adds members within a version.
constexpr const char* kSchemas = R"json({
  "Problem": {"type": "object", "description": "RFC 9457", "required": ["type", "title", "status", "detail",
    "code"], "properties": {"type": {"type": "string"}, "title": {"type": "string"}, "status": {"type":
    "integer"}, "detail": {"type": "string"}, "code": {"type": "string"}, "subject": {"type": "string"},
    "remedy": {"type": "string"}}},
  "Explanation": {"type": "object", "required": ["label", "value"], "properties": {"label": {"type": "string"},
    "value": {"type": "number"}, "detail": {"type": "string"}, "parts": {"type": "array", "items": {"$ref":
    "#/components/schemas/Explanation"}}, "instead_of": {"type": "array", "items": {"$ref":
    "#/components/schemas/Explanation"}}}},
  "Passage": {"type": "object", "required": ["field", "text", "marks"], "properties": {"field": {"type":
    "string"}, "ordinal": {"type": "integer"}, "text": {"type": "string"}, "marks": {"type": "array",
    "description": "bytes of UTF-8: the first, and one past the last", "items": {"type": "array", "items":
    {"type": "integer"}}}}},
  "Hit": {"type": "object", "required": ["rank", "id", "score", "title", "path", "url", "type", "tags",
    "importance", "quality", "published", "cited_by_count", "snippet", "matched_fields", "missing_words",
    "explanation"], "properties": {"rank": {"type": "integer"}, "id": {"type": "string"}, "score": {"type":
    "number"}, "title": {"type": ["string", "null"]}, "path": {"type": ["string", "null"],
    "description": "Of the file that it was read from, on the server; null unless the service shows paths"}, "url": {"type":
    ["string", "null"]}, "type": {"type": ["string", "null"]}, "tags": {"type": "array", "items": {"type":
    "string"}}, "importance": {"type": ["number", "null"]}, "quality": {"type": ["number", "null"]},
    "published": {"type": ["string", "null"]}, "cited_by_count": {"type": "integer"}, "snippet": {"anyOf":
    [{"$ref": "#/components/schemas/Passage"}, {"type": "null"}]}, "passages": {"type": "array", "items":
    {"$ref": "#/components/schemas/Passage"}}, "matched_fields": {"type": "object", "additionalProperties":
    {"type": "integer"}}, "missing_words": {"type": "array", "items": {"type": "string"}}, "collapsed": {"type":
    "integer"}, "near_duplicate_of": {"type": "string"}, "explanation": {"anyOf": [{"$ref":
    "#/components/schemas/Explanation"}, {"type": "null"}]}, "query_id": {"type": "string"}}},
  "Results": {"type": "object", "required": ["schema_version", "query", "total", "took_us", "hits", "facets",
    "did_you_mean", "unknown_words", "corrections", "expansions", "relaxation", "next_cursor", "warnings"],
    "properties": {"schema_version": {"type": "integer"}, "query_id": {"type": "string"}, "query": {"type":
    "string"}, "total": {"type": "object", "required": ["value", "relation"], "properties": {"value": {"type":
    "integer"}, "relation": {"enum": ["exact", "at_least"]}}}, "groups": {"type": "integer"}, "took_us":
    {"type": "integer"}, "hits": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}}, "facets":
    {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "object", "required":
    ["value", "count", "label"], "properties": {"value": {"type": "string"}, "count": {"type": "integer"},
    "label": {"type": "string"}}}}}, "facet_details": {"type": "object"}, "did_you_mean": {"type": ["string",
    "null"]}, "unknown_words": {"type": "array", "items": {"type": "string"}}, "corrections": {"type": "array",
    "items": {"type": "object"}}, "expansions": {"type": "array", "items": {"type": "object"}}, "relaxation":
    {"type": ["object", "null"]}, "total_without_filter": {"type": "integer"}, "clauses": {"type": "array",
    "items": {"type": "object"}}, "related_tags": {"type": "array", "items": {"type": "object"}}, "next_cursor":
    {"type": ["string", "null"]}, "warnings": {"type": "array", "items": {"type": "object", "required": ["at",
    "what"], "properties": {"at": {"type": "integer"}, "what": {"type": "string"}}}}}},
  "Suggestions": {"type": "object", "required": ["schema_version", "prefix", "suggestions"], "properties":
    {"schema_version": {"type": "integer"}, "prefix": {"type": "string"}, "suggestions": {"type": "array",
    "items": {"type": "object", "required": ["kind", "text", "records"], "properties": {"kind": {"enum":
    ["title", "alias", "tag", "word"]}, "text": {"type": "string"}, "id": {"type": "string"}, "records":
    {"type": "integer"}}}}}},
  "Explained": {"type": "object", "required": ["schema_version", "query", "profile", "records"], "properties":
    {"schema_version": {"type": "integer"}, "query": {"type": "string"}, "profile": {"type": "string"},
    "records": {"type": "array", "items": {"type": "object", "required": ["id", "explanation"], "properties":
    {"id": {"type": "string"}, "explanation": {"anyOf": [{"$ref": "#/components/schemas/Explanation"}, {"type":
    "null"}]}}}}, "compared": {"type": "array", "items": {"type": "string"}}, "differences": {"type": "array",
    "items": {"type": "object"}}}},
  "Statistics": {"type": "object", "required": ["schema_version", "records", "distinct_terms", "avg_length",
    "current_avg_length", "bytes_on_disk", "generation", "languages", "fields"], "properties":
    {"schema_version": {"type": "integer"}, "records": {"type": "integer"}, "distinct_terms": {"type":
    "integer"}, "avg_length": {"type": "number"}, "current_avg_length": {"type": "number"}, "bytes_on_disk":
    {"type": "integer"}, "generation": {"type": "string"}, "languages": {"type": "object"}, "fields": {"type":
    "object"}}},
  "Record": {"type": "object", "description": "As it was given"},
  "Written": {"type": "object", "required": ["result"], "properties": {"schema_version": {"type": "integer"},
    "line": {"type": "integer"}, "id": {"type": "string"}, "result": {"enum": ["added", "replaced", "removed",
    "taken", "rejected"]}, "left_out": {"type": "array", "items": {"type": "object"}}, "reasons": {"type":
    "array", "items": {"type": "object"}}}}
})json";

const char* schema_of(const std::string& path) {
  if (path == "/v1/suggest") return "Suggestions";
  if (path == "/v1/explain") return "Explained";
  if (path == "/v1/stats") return "Statistics";
  if (path == "/v1/records/{id}") return "Record";
  return "Results";
}

Json parameter(const char* name, const char* place, const char* type, const char* description, bool is_repeated) {
  Json schema = {{"type", type}};
  if (is_repeated) schema = {{"type", "array"}, {"items", {{"type", type}}}};
  return {{"name", name},
          {"in", place},
          {"required", std::string(place) == "path"},
          {"description", description},
          {"schema", std::move(schema)}};
}

void add_parameters(const Route& route, Json& operation) {
  auto parameters = Json::array();
  const std::string path = route.path;
  if (path.ends_with("{id}")) parameters.push_back(parameter("id", "path", "string", "The record's id", false));
  if (route.kind == RouteKind::kRead) {
    if (path != "/v1/stats" && !path.ends_with("{id}")) {
      parameters.push_back(parameter("q", "query", "string", "What is asked, as a person types it", false));
    }
    if (path == "/v1/suggest") {
      parameters.push_back(parameter("limit", "query", "integer", "Suggestions of each kind", false));
    } else if (path != "/v1/stats" && path != "/v1/records/{id}") {
      for (const auto& known : search_parameters()) {
        parameters.push_back(parameter(known.name, "query", known.type, known.description, known.is_repeated));
      }
    }
    if (path == "/v1/explain") {
      parameters.push_back(parameter("id", "query", "string", "A record to be explained", true));
    }
  }
  if (!parameters.empty()) operation["parameters"] = std::move(parameters);
}

Json content(const char* type, const char* schema) {
  return {{type, {{"schema", {{"$ref", std::string("#/components/schemas/") + schema}}}}}};
}

Json operation_of(const Route& route) {
  Json operation = {{"summary", route.summary}};
  add_parameters(route, operation);
  const std::string path = route.path;
  Json done = {{"description", "Done"}};
  if (route.kind == RouteKind::kCheap) {
    done["content"] = path.ends_with(".json") ? Json{{"application/json", {{"schema", {{"type", "object"}}}}}}
                                              : Json{{"text/plain", {{"schema", {{"type", "string"}}}}}};
  } else if (route.kind == RouteKind::kWrite) {
    done["content"] = content(path == "/v1/records" ? "application/x-ndjson" : "application/json", "Written");
    operation["security"] = Json::array({{{"token", Json::array()}}});
    if (std::string(route.method) != "DELETE") {
      operation["requestBody"] = {
          {"required", true},
          {"content", content(path == "/v1/records" ? "application/x-ndjson" : "application/json", "Record")}};
    }
  } else {
    done["content"] = content("application/json", schema_of(path));
  }
  if (route.kind == RouteKind::kPost) {
    done["content"]["application/x-ndjson"] = {{"schema", {{"$ref", "#/components/schemas/Results"}}}};
    operation["requestBody"] = {
        {"required", true},
        {"description",
         "{\"q\": TEXT, ...} with the options of kbsearch/json.hpp beside it; or {\"queries\": [{\"id\": TEXT, \"q\": "
         "TEXT}...], ...}, a batch, which is answered by a line for each"},
        {"content", {{"application/json", {{"schema", {{"type", "object"}}}}}}}};
  }
  operation["responses"] = {
      {"200", std::move(done)},
      {"default", {{"description", "What went wrong"}, {"content", content("application/problem+json", "Problem")}}}};
  if (std::string(route.method) == "PUT") operation["responses"]["201"] = operation["responses"]["200"];
  if (route.kind == RouteKind::kRead) operation["responses"]["304"] = {{"description", "As the client has it"}};
  return operation;
}

}  // namespace

std::string openapi_json(const Settings& settings) {
  Json paths = Json::object();
  for (const auto& route : routes()) {
    if (route.kind == RouteKind::kWrite && !settings.writable) continue;
    std::string method = route.method;
    for (char& c : method) c = static_cast<char>(c - 'A' + 'a');
    paths[route.path][method] = operation_of(route);
  }
  const Json description = {
      {"openapi", "3.1.0"},
      {"info",
       {{"title", "kbsearch"},
        {"version", std::string(version())},
        {"description", "Full-text search for curated knowledge bases. Errors are application/problem+json."}}},
      {"paths", std::move(paths)},
      {"components",
       {{"schemas", Json::parse(kSchemas)},
        {"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}}}}};
  return description.dump(2) + '\n';
}

}  // namespace kbsearch::cli::serve
