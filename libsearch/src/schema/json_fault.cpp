#include "schema/json_fault.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace kbsearch::schema {
namespace {

std::string place_of(std::string_view json, std::size_t at) {
  const auto before = json.substr(0, at);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const auto line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const auto is_start = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80; };
  const auto column = std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_begin), before.end(), is_start);
  return "line " + std::to_string(line) + ", column " + std::to_string(column + 1);
}

std::string what_stands_at(std::string_view json, std::size_t at) {
  if (json.find_first_not_of(" \t\r\n", at) == json.npos) return "it ends too early";
  const char found = json[at];
  if (found > ' ' && found < 0x7F) return std::string("'") + found + "' was not expected";
  return "what stands there was not expected";
}

}  // namespace

std::string json_fault(std::string_view json) {
  // Whoever prints a value, or copies it, goes down into it.
  constexpr int kMaxDepth = 64;
  bool is_too_deep = false;
  const auto within_depth = [&](int depth, nlohmann::json::parse_event_t, nlohmann::json&) {
    is_too_deep = is_too_deep || depth > kMaxDepth;
    return !is_too_deep;
  };
  try {
    const bool is_object = nlohmann::json::parse(json, within_depth).is_object();
    if (is_too_deep) return "is nested more than " + std::to_string(kMaxDepth) + " deep";
    if (is_object) return {};
    return "is JSON, but not one object in braces";
  } catch (const nlohmann::json::parse_error& error) {
    // The byte is that of the last character read, counted from 1; at the end of the text, of one behind it.
    const auto at = std::min(error.byte == 0 ? 0 : error.byte - 1, json.size());
    return "is not JSON: " + place_of(json, at) + ": " + what_stands_at(json, at);
  }
}

}  // namespace kbsearch::schema
