#include "mcp/json_schema.hpp"

#include <algorithm>
#include <cmath>

#include "kbsearch/names.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kMostShownBytes = 80;

std::string quoted_names(const Json& members) {
  std::string text;
  for (const auto& [name, value] : members.items()) text += (text.empty() ? "'" : ", '") + name + "'";
  return text;
}

std::vector<std::string> names_of(const Json& members) {
  std::vector<std::string> names;
  for (const auto& [name, value] : members.items()) names.push_back(name);
  return names;
}

[[noreturn]] void refuse(const std::string& name, const Given& value, const std::string& must_be) {
  throw ToolError("argument '" + name + "' is " + shortened(written(value), kMostShownBytes) + "; it must be " +
                  must_be);
}

Json checked_number(const std::string& name, const Json& schema, const Given& value) {
  const auto least = schema["minimum"].get<std::int64_t>();
  const auto most = schema["maximum"].get<std::int64_t>();
  const auto must_be = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  if (!value.is_number()) refuse(name, value, must_be);
  const auto number = value.get<double>();
  if (number != std::floor(number) || number < static_cast<double>(least) || number > static_cast<double>(most)) {
    refuse(name, value, must_be);
  }
  return static_cast<std::int64_t>(number);
}

Json checked_text(const std::string& name, const Json& schema, const Given& value) {
  if (!value.is_string()) refuse(name, value, "a text");
  const auto size = value.get_ref<const std::string&>().size();
  const auto most = schema.value("maxLength", std::size_t{0});
  if (size < schema.value("minLength", std::size_t{0})) refuse(name, value, "a text that is not empty");
  if (most > 0 && size > most) {
    throw ToolError("argument '" + name + "' has " + std::to_string(size) + " bytes; at most " + std::to_string(most) +
                    " are taken");
  }
  return Json(value);
}

Json checked_value(const std::string& name, const Json& schema, const Given& value) {
  const auto type = schema["type"].get<std::string>();
  if (type == "integer") return checked_number(name, schema, value);
  if (type == "string") return checked_text(name, schema, value);
  if (type == "boolean") {
    if (!value.is_boolean()) refuse(name, value, "true or false");
    return Json(value);
  }
  const auto most = schema["maxItems"].get<std::size_t>();
  if (value.is_string()) return Json::array({checked_text(name, schema["items"], value)});
  if (!value.is_array()) refuse(name, value, "a list of texts");
  if (value.size() > most) {
    throw ToolError("argument '" + name + "' has " + std::to_string(value.size()) + " members; at most " +
                    std::to_string(most) + " are taken");
  }
  Json list = Json::array();
  for (const auto& item : value) list.push_back(checked_value(name, schema["items"], item));
  return list;
}

}  // namespace

Json text_schema(const std::string& description) {
  Json schema = {{"type", "string"}};
  if (!description.empty()) schema["description"] = description;
  return schema;
}

Json text_schema(const std::string& description, std::size_t least_bytes, std::size_t most_bytes) {
  auto schema = text_schema(description);
  if (least_bytes > 0) schema["minLength"] = least_bytes;
  schema["maxLength"] = most_bytes;
  return schema;
}

Json whole_number_schema(const std::string& description) {
  Json schema = {{"type", "integer"}, {"minimum", 0}};
  if (!description.empty()) schema["description"] = description;
  return schema;
}

Json whole_number_schema(const std::string& description, std::size_t least, std::size_t most,
                         std::size_t unless_given) {
  return {{"type", "integer"},
          {"minimum", least},
          {"maximum", most},
          {"default", unless_given},
          {"description", description}};
}

Json boolean_schema(const std::string& description) { return {{"type", "boolean"}, {"description", description}}; }

Json list_schema(const std::string& description, Json items) {
  Json schema = {{"type", "array"}, {"items", std::move(items)}};
  if (!description.empty()) schema["description"] = description;
  return schema;
}

Json list_schema(const std::string& description, Json items, std::size_t most_items) {
  auto schema = list_schema(description, std::move(items));
  schema["maxItems"] = most_items;
  return schema;
}

Json object_schema(std::vector<std::pair<std::string, Json>> members, const std::vector<std::string>& required) {
  Json properties = Json::object();
  for (auto& [name, schema] : members) properties[name] = std::move(schema);
  return {{"type", "object"},
          {"properties", std::move(properties)},
          {"required", required},
          {"additionalProperties", false}};
}

Json checked_arguments(const Json& schema, const Given& given) {
  if (!given.is_object()) throw ToolError("'arguments' must be an object");
  const auto& known = schema["properties"];
  for (const auto& [name, value] : given.items()) {
    if (known.contains(name)) continue;
    throw ToolError("there is no argument '" + harmless(shortened(name, kMostShownBytes)) + "'" +
                    (name.size() > kMostShownBytes ? std::string() : did_you_mean(name, names_of(known))) +
                    " (arguments: " + quoted_names(known) + ")");
  }
  Json arguments = Json::object();
  for (const auto& [name, member] : known.items()) {
    const auto found = given.find(name);
    if (found != given.end() && !found->is_null()) {
      arguments[name] = checked_value(name, member, *found);
    } else if (member.contains("default")) {
      arguments[name] = member["default"];
    }
  }
  for (const auto& name : schema["required"]) {
    if (!arguments.contains(name)) throw ToolError("argument '" + name.get<std::string>() + "' is missing");
  }
  return arguments;
}

}  // namespace kbsearch::cli::mcp
