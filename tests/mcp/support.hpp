// What tests of the Model Context Protocol share.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "mcp/session.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {

using TestJson = nlohmann::json;

/// The sample's index, opened once a process.
inline const Searcher& sample_searcher() {
  static const Searcher searcher = Searcher::open(sample_index());
  return searcher;
}

/// A session about the sample, or another index, that has begun.
class TestSession {
 public:
  explicit TestSession(const std::string& version = "2025-11-25", const Searcher& searcher = sample_searcher())
      : session_([&searcher]() -> const Searcher& { return searcher; }) {
    initialized_ = ask("initialize", {{"protocolVersion", version}, {"capabilities", TestJson::object()}});
  }

  cli::mcp::Session& session() { return session_; }
  /// What was answered to initialize.
  const TestJson& initialized() const { return initialized_; }

  /// Returns the whole answer to a request.
  TestJson ask(const std::string& method, const TestJson& params = TestJson::object()) {
    const TestJson request = {{"jsonrpc", "2.0"}, {"id", ++id_}, {"method", method}, {"params", params}};
    const auto answer = TestJson::parse(session_.receive(request.dump()));
    if (answer.at("id") != id_) throw std::runtime_error("an answer to another request: " + answer.dump());
    return answer;
  }
  /// Returns the result of a tool.
  TestJson call(const std::string& tool, const TestJson& arguments) {
    return ask("tools/call", {{"name", tool}, {"arguments", arguments}}).at("result");
  }
  /// Returns its structured content. Throws if it is an error.
  TestJson told(const std::string& tool, const TestJson& arguments) {
    const auto result = call(tool, arguments);
    if (result.at("isError") == true) throw std::runtime_error(result.dump());
    return result.at("structuredContent");
  }
  /// Returns the text of its error; empty if it is none.
  std::string refusal(const std::string& tool, const TestJson& arguments) {
    const auto result = call(tool, arguments);
    return result.at("isError") == true ? result.at("content").at(0).at("text").get<std::string>() : std::string();
  }

 private:
  cli::mcp::Session session_;
  TestJson initialized_;
  int id_ = 0;
};

/// Returns where `value` is not as a JSON Schema says, of the kind that tools have; empty if it is. A keyword that is
/// not known here is a fault, too.
inline std::string fault_by_schema(const TestJson& schema, const TestJson& value, const std::string& at = "$") {
  for (const auto& [keyword, given] : schema.items()) {
    if (keyword == "type") {
      const std::string type = given;
      const bool fits = (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
                        (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
                        (type == "integer" && value.is_number_integer()) || (type == "number" && value.is_number());
      if (!fits) return at + " is no " + type + ": " + value.dump();
    } else if (keyword == "required") {
      for (const auto& name : given) {
        if (!value.contains(name)) return at + " lacks " + name.get<std::string>();
      }
    } else if (keyword == "properties") {
      for (const auto& [name, member] : given.items()) {
        if (!value.contains(name)) continue;
        if (auto fault = fault_by_schema(member, value[name], at + '.' + name); !fault.empty()) return fault;
      }
    } else if (keyword == "additionalProperties") {
      if (given != false) return at + ": additionalProperties is not false";
      for (const auto& [name, member] : value.items()) {
        if (!schema["properties"].contains(name)) return at + " has " + name;
      }
    } else if (keyword == "items") {
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (auto fault = fault_by_schema(given, value[i], at + '[' + std::to_string(i) + ']'); !fault.empty())
          return fault;
      }
    } else if (keyword == "enum") {
      if (std::find(given.begin(), given.end(), value) == given.end()) return at + " is " + value.dump();
    } else if (keyword == "minimum") {
      if (value < given) return at + " is " + value.dump();
    } else if (keyword == "maximum") {
      if (value > given) return at + " is " + value.dump();
    } else if (keyword != "description" && keyword != "default" && keyword != "minLength" && keyword != "maxLength" &&
               keyword != "maxItems") {
      return at + ": the schema has " + keyword;
    }
  }
  return {};
}

}  // namespace kbsearch::test
