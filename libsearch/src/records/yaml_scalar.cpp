#include "records/yaml_scalar.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>

#include "records/json_text.hpp"

namespace kbsearch::records {
namespace {

constexpr std::string_view kDigits = "0123456789";

std::size_t leading_digits(std::string_view text) { return std::min(text.find_first_not_of(kDigits), text.size()); }

template <typename Number>
std::optional<Number> parse_all(std::string_view text, int base) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, number, base);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return number;
}

template <typename Number>
std::optional<std::string> as_text(std::optional<Number> number) {
  if (!number) return std::nullopt;
  return std::to_string(*number);
}

/// [-+]? [0-9]+  |  0o [0-7]+  |  0x [0-9a-fA-F]+
std::optional<std::string> read_integer(std::string_view text) {
  if (text.starts_with("0o")) return as_text(parse_all<std::uint64_t>(text.substr(2), 8));
  if (text.starts_with("0x")) return as_text(parse_all<std::uint64_t>(text.substr(2), 16));
  if (text.starts_with('-')) return as_text(parse_all<std::int64_t>(text, 10));
  if (text.starts_with('+')) text.remove_prefix(1);
  return as_text(parse_all<std::uint64_t>(text, 10));
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_float(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t whole = leading_digits(text);
  text.remove_prefix(whole);
  std::size_t fraction = 0;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    fraction = leading_digits(text);
    text.remove_prefix(fraction);
  }
  if (whole + fraction == 0) return false;
  if (text.empty()) return true;
  if (text.front() != 'e' && text.front() != 'E') return false;
  text.remove_prefix(1);
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return !text.empty() && leading_digits(text) == text.size();
}

bool is_whole(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return leading_digits(text) == text.size();
}

std::optional<std::string> read_float(std::string_view text) {
  // A whole number that did not fit into 64 bits would lose digits here.
  if (!is_float(text) || is_whole(text)) return std::nullopt;
  if (text.starts_with('+')) text.remove_prefix(1);
  double number = 0.0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
  if (result.ec != std::errc() || !std::isfinite(number)) return std::nullopt;
  char digits[32];
  const auto written = std::to_chars(digits, digits + sizeof digits, number);
  std::string json(digits, written.ptr);
  // "5.0" stays a fraction: whoever reads the JSON can tell it from the integer 5.
  if (json.find_first_of(".e") == std::string::npos) json += ".0";
  return json;
}

}  // namespace

std::string json_of_plain_scalar(std::string_view text) {
  if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return "null";
  if (text == "true" || text == "True" || text == "TRUE") return "true";
  if (text == "false" || text == "False" || text == "FALSE") return "false";
  if (auto integer = read_integer(text)) return *integer;
  if (auto fraction = read_float(text)) return *fraction;
  return json_quoted(text);
}

}  // namespace kbsearch::records
