#include "values.hpp"

#include <cmath>

#include "kbsearch/error.hpp"

namespace kbsearch::node {
namespace {

[[noreturn]] void refuse(napi_env env, napi_value value, std::string_view name, const char* wanted) {
  static constexpr std::array<const char*, 10> kTypes = {"undefined", "null",     "a boolean", "a number",
                                                         "a string",  "a symbol", "an object", "a function",
                                                         "an object", "a bigint"};
  throw Error(
      ErrorCode::kInvalidArgument,
      std::string(name) + " is " + kTypes.at(static_cast<std::size_t>(type_of(env, value))) + ", must be " + wanted);
}

std::string written(double number) {
  auto text = std::to_string(number);
  if (const auto dot = text.find('.'); dot != text.npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

}  // namespace

napi_value js_text(napi_env env, std::string_view text) {
  napi_value value = nullptr;
  require(napi_create_string_utf8(env, text.data() == nullptr ? "" : text.data(), text.size(), &value));
  return value;
}

napi_value js_text_or_null(napi_env env, std::string_view text) {
  return text.empty() ? js_null(env) : js_text(env, text);
}

napi_value js_number(napi_env env, double number) {
  napi_value value = nullptr;
  require(napi_create_double(env, number, &value));
  return value;
}

napi_value js_number(napi_env env, std::uint64_t number) {
  napi_value value = nullptr;
  require(napi_create_int64(env, static_cast<std::int64_t>(number), &value));
  return value;
}

napi_value js_number_or_null(napi_env env, const std::optional<double>& number) {
  return number ? js_number(env, *number) : js_null(env);
}

napi_value js_bool(napi_env env, bool given) {
  napi_value value = nullptr;
  require(napi_get_boolean(env, given, &value));
  return value;
}

napi_value js_null(napi_env env) {
  napi_value value = nullptr;
  require(napi_get_null(env, &value));
  return value;
}

napi_value js_undefined(napi_env env) {
  napi_value value = nullptr;
  require(napi_get_undefined(env, &value));
  return value;
}

napi_value js_texts(napi_env env, const std::vector<std::string>& texts) {
  return js_array(env, texts, [env](const std::string& text) { return js_text(env, text); });
}

napi_value js_tuple(napi_env env, std::initializer_list<napi_value> values) {
  return js_array(env, values, [](napi_value value) { return value; });
}

Object& Object::set(const char* name, napi_value value) {
  require(napi_set_named_property(env_, value_, name, value));
  return *this;
}

std::size_t Utf16Counter::units_before(std::size_t at) {
  for (; byte_ < at && byte_ < text_.size(); ++byte_) {
    const auto byte = static_cast<unsigned char>(text_[byte_]);
    if ((byte & 0xC0) != 0x80) units_ += byte >= 0xF0 ? 2 : 1;  // what follows in a character counts nothing
  }
  return units_;
}

napi_valuetype type_of(napi_env env, napi_value value) {
  napi_valuetype type = napi_undefined;
  require(napi_typeof(env, value, &type));
  return type;
}

bool is_given(napi_env env, napi_value value) {
  const auto type = type_of(env, value);
  return type != napi_undefined && type != napi_null;
}

std::string text_of(napi_env env, napi_value value, std::string_view name) {
  std::array<char, 1024> small{};
  std::size_t size = 0;
  const auto status = napi_get_value_string_utf8(env, value, small.data(), small.size(), &size);
  if (status == napi_string_expected) refuse(env, value, name, "a string");
  require(status);
  // What may have been cut: a character has at most three bytes for each UTF-16 unit, and one byte is the zero's.
  if (size + 4 < small.size()) return {small.data(), size};
  require(napi_get_value_string_utf8(env, value, nullptr, 0, &size));
  std::string text(size, '\0');
  require(napi_get_value_string_utf8(env, value, text.data(), size + 1, &size));
  text.resize(size);
  return text;
}

bool bool_of(napi_env env, napi_value value, std::string_view name) {
  bool given = false;
  if (napi_get_value_bool(env, value, &given) != napi_ok) refuse(env, value, name, "true or false");
  return given;
}

double number_of(napi_env env, napi_value value, std::string_view name) {
  double number = 0;
  if (napi_get_value_double(env, value, &number) != napi_ok) refuse(env, value, name, "a number");
  return number;
}

std::uint64_t count_of(napi_env env, napi_value value, std::string_view name) {
  const auto number = number_of(env, value, name);
  if (!(number >= 0 && number <= 9007199254740991.0 && number == std::floor(number))) {
    throw Error(ErrorCode::kInvalidArgument,
                std::string(name) + " is " + written(number) + ", must be a whole number from 0");
  }
  return static_cast<std::uint64_t>(number);
}

std::vector<napi_value> elements_of(napi_env env, napi_value value, std::string_view name) {
  bool is_array = false;
  require(napi_is_array(env, value, &is_array));
  if (!is_array) refuse(env, value, name, "an array");
  std::uint32_t length = 0;
  require(napi_get_array_length(env, value, &length));
  std::vector<napi_value> elements(length);
  for (std::uint32_t i = 0; i < length; ++i) require(napi_get_element(env, value, i, &elements[i]));
  return elements;
}

std::vector<std::string> texts_of(napi_env env, napi_value value, std::string_view name) {
  std::vector<std::string> texts;
  for (const auto element : elements_of(env, value, name)) texts.push_back(text_of(env, element, name));
  return texts;
}

napi_value member(napi_env env, napi_value object, const char* name) {
  if (!is_given(env, object)) return js_undefined(env);
  napi_value value = nullptr;
  require(napi_get_named_property(env, object, name, &value));
  return value;
}

Arguments::Arguments(napi_env env, napi_callback_info info) {
  std::size_t count = kMost;
  require(napi_get_cb_info(env, info, &count, values_.data(), nullptr, nullptr));
}

}  // namespace kbsearch::node
