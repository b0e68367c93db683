#include "schema/json_fault.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace kbsearch::schema {
namespace {

// Whoever prints a value, or copies it, goes down into it.
constexpr int kMostNested = 64;

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

/// Goes through JSON without keeping it.
class Meter final : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return scalar(); }
  bool boolean(bool) override { return scalar(); }
  bool number_integer(number_integer_t) override { return scalar(); }
  bool number_unsigned(number_unsigned_t) override { return scalar(); }
  bool number_float(number_float_t, const string_t&) override { return scalar(); }
  bool string(string_t&) override { return scalar(); }
  bool binary(binary_t&) override { return scalar(); }
  bool key(string_t&) override { return true; }
  bool start_object(std::size_t) override { return begin(true); }
  bool end_object() override { return end(); }
  bool start_array(std::size_t) override { return begin(false); }
  bool end_array() override { return end(); }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
    fault_at = position;
    return false;
  }

  bool is_object = false;
  bool is_too_deep = false;
  std::optional<std::size_t> fault_at;  ///< The byte that was read last, counted from 1.

 private:
  bool scalar() { return !(is_too_deep = depth_ > kMostNested); }
  bool begin(bool object) {
    if (depth_ == 0) is_object = object;
    is_too_deep = ++depth_ > kMostNested;
    return !is_too_deep;
  }
  bool end() {
    --depth_;
    return true;
  }
  int depth_ = 0;
};

}  // namespace

std::string json_fault(std::string_view json) {
  Meter meter;
  nlohmann::json::sax_parse(json, &meter);
  if (meter.is_too_deep) return "is nested more than " + std::to_string(kMostNested) + " deep";
  if (meter.fault_at) {
    // At the end of the text it is the byte behind it.
    const auto at = std::min(*meter.fault_at == 0 ? 0 : *meter.fault_at - 1, json.size());
    return "is not JSON: " + place_of(json, at) + ": " + what_stands_at(json, at);
  }
  return meter.is_object ? "" : "is JSON, but not one object in braces";
}

}  // namespace kbsearch::schema
