// The description of the service holds for what it answers: each route is there, each answer fits its schema, and has
// nothing that the schema does not name.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "serve/routes.hpp"
#include "serve/running_service.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

using nlohmann::json;

/// As much of JSON Schema as the description uses. Returns what is wrong; empty if nothing.
class Schemas {
 public:
  explicit Schemas(const json& description) : description_(description) {}

  std::string fault(const json& value, const json& schema, const std::string& place) const {
    if (schema.contains("$ref")) {
      const auto at = schema["$ref"].get<std::string>().substr(1);
      return fault(value, description_.at(json::json_pointer(at)), place);
    }
    if (schema.contains("anyOf")) {
      std::string last;
      for (const auto& one : schema["anyOf"]) {
        last = fault(value, one, place);
        if (last.empty()) return "";
      }
      return last;
    }
    if (schema.contains("enum")) {
      for (const auto& one : schema["enum"]) {
        if (one == value) return "";
      }
      return place + " is " + value.dump();
    }
    if (schema.contains("type") && !is_of(value, schema["type"])) return place + " is a " + value.type_name();
    if (value.is_array() && schema.contains("items")) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (auto found = fault(value[i], schema["items"], place + '[' + std::to_string(i) + ']'); !found.empty())
          return found;
      }
    }
    return value.is_object() ? fault_of_members(value, schema, place) : "";
  }

 private:
  static bool is_of(const json& value, const json& type) {
    if (type.is_array()) {
      return std::any_of(type.begin(), type.end(), [&](const json& one) { return is_of(value, one); });
    }
    const auto name = type.get<std::string>();
    if (name == "integer") return value.is_number_integer();
    return name == value.type_name();
  }

  std::string fault_of_members(const json& value, const json& schema, const std::string& place) const {
    for (const auto& name : schema.value("required", json::array())) {
      if (!value.contains(name.get<std::string>())) return place + " lacks " + name.dump();
    }
    for (const auto& [name, member] : value.items()) {
      const auto inner = place + '.' + name;
      if (schema.contains("properties") && schema["properties"].contains(name)) {
        if (auto found = fault(member, schema["properties"][name], inner); !found.empty()) return found;
      } else if (schema.contains("additionalProperties")) {
        if (auto found = fault(member, schema["additionalProperties"], inner); !found.empty()) return found;
      } else if (schema.contains("properties")) {
        return inner + " is not described";
      }
    }
    return "";
  }

  const json& description_;
};

/// Targets that show what each route may answer; {id} in its path is a record's.
std::vector<std::string> targets_of(const std::string& path) {
  if (path == "/v1/search" || path == "/v1/facets") {
    const auto ask = path + "?q=";
    return {
        ask + "pytorch+governance&explain=1&passages=3&facet=tag&facet=importance&facet=published:month&related_tags=5",
        ask + "pytroch&collapse=url",
        ask + "zzyzx&filter=type:papr+importance:100..",
        ask + "open+source+models+zzyzx&all_words=1",
        ask + "CSET+%22open&limit=3",
        ask + "open+source&collapse=near&limit=100",
        path + "?filter=type:paper&sort=published"};
  }
  if (path == "/v1/explain") {
    return {path + "?q=pytorch+governance&id=87c36d42aade0023&id=53281bf9fa68579d&id=none"};
  }
  if (path == "/v1/suggest") return {path + "?q=pytorch+fou", path + "?q=CS", path + "?q="};
  if (const auto at = path.find("{id}"); at != path.npos) return {path.substr(0, at) + "87c36d42aade0023"};
  return {path};
}

TEST(TheDescription, HoldsForEachAnswer) {
  const RunningService service;
  const auto description = json::parse(service.get("/openapi.json").body);
  EXPECT_EQ(description["openapi"], "3.1.0");
  const Schemas schemas(description);
  std::size_t answers = 0;
  for (const auto& [path, operations] : description["paths"].items()) {
    for (const auto& target : targets_of(path)) {
      const auto answer = service.get(target);
      ASSERT_EQ(answer.status, 200) << target << answer.body;
      const auto& content = operations["get"]["responses"]["200"]["content"];
      const auto type = answer.header("content-type");
      ASSERT_TRUE(content.contains(type.substr(0, type.find(';')))) << target << ' ' << type;
      ++answers;
      if (type != "application/json") continue;
      const auto& schema = content[type]["schema"];
      EXPECT_EQ(schemas.fault(json::parse(answer.body), schema, "answer"), "") << target;
    }
  }
  EXPECT_GT(answers, 20u);
  const auto& problem = description["components"]["schemas"]["Problem"];
  for (const char* target : {"/nothing", "/v1/records/none", "/v1/search?limit=x", "/v1/search?filter=nothing:1"}) {
    EXPECT_EQ(schemas.fault(json::parse(service.get(target).body), problem, "problem"), "") << target;
  }
}

TEST(TheDescription, HoldsForWhatIsWritten) {
  const TemporaryDirectory directory;
  load_lines(directory / "index", "{\"id\":\"a\",\"title\":\"zebra\"}\n");
  auto settings = test_settings();
  settings.db = directory / "index";
  settings.writable = true;
  settings.token = "0123456789abcdef";
  const RunningService service(settings);
  const std::string bearer = "Authorization: Bearer " + settings.token + "\r\n";
  const auto description = json::parse(service.get("/openapi.json").body);
  const Schemas schemas(description);
  const auto& written = description["components"]["schemas"]["Written"];
  EXPECT_TRUE(description["paths"]["/v1/records/{id}"].contains("put"));
  for (const auto& answer : {service.ask("PUT", "/v1/records/b", bearer, R"({"title":"b","importance":"x"})"),
                             service.ask("DELETE", "/v1/records/b", bearer),
                             service.ask("POST", "/v1/records", bearer, "{\"id\":\"c\"}\nnothing\n")}) {
    std::istringstream lines(answer.body);
    for (std::string line; std::getline(lines, line);) {
      EXPECT_EQ(schemas.fault(json::parse(line), written, "written"), "") << line;
    }
  }
}

TEST(TheDescription, NamesEachRouteAndEachParameter) {
  const RunningService service;
  const auto description = json::parse(service.get("/openapi.json").body);
  std::size_t routes = 0;
  for (const auto& route : cli::serve::routes()) {
    if (route.kind == cli::serve::RouteKind::kWrite) {
      EXPECT_FALSE(description["paths"].value(route.path, json::object()).contains("put")) << "where it is off";
      continue;
    }
    std::string method = route.method;
    for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    EXPECT_TRUE(description["paths"][route.path].contains(method)) << route.path;
    ++routes;
  }
  EXPECT_GT(routes, 10u);
  // A parameter that is named is taken: whatever is wrong with its value, it is known.
  for (const auto& parameter : description["paths"]["/v1/search"]["get"]["parameters"]) {
    const auto answer = service.get("/v1/search?" + parameter["name"].get<std::string>() + "=%00");
    EXPECT_EQ(answer.body.find("there is no parameter"), answer.body.npos) << parameter;
  }
}

}  // namespace
}  // namespace kbsearch::test
