// JavaScript's values as C++ has them, and the reverse. Node-API as it is, without node-addon-api: Node's own headers
// are then all that a build needs.
//
// Each call may throw: Failed when Node-API refuses; then JavaScript may have an exception pending (errors.hpp).
#pragma once

#include <node_api.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::node {

/// A call of Node-API failed: JavaScript has thrown, or its environment is about to end.
struct Failed {};

inline void require(napi_status status) {
  if (status != napi_ok) throw Failed{};
}

// -- to JavaScript

napi_value js_text(napi_env env, std::string_view text);
/// The same, or null for the empty text.
napi_value js_text_or_null(napi_env env, std::string_view text);
napi_value js_number(napi_env env, double number);
napi_value js_number(napi_env env, std::uint64_t number);
napi_value js_number_or_null(napi_env env, const std::optional<double>& number);
napi_value js_bool(napi_env env, bool value);
napi_value js_null(napi_env env);
napi_value js_undefined(napi_env env);

/// Returns an array of what `each` makes of the values.
template <class Values, class Each>
napi_value js_array(napi_env env, const Values& values, const Each& each) {
  napi_value array = nullptr;
  require(napi_create_array_with_length(env, values.size(), &array));
  std::uint32_t i = 0;
  for (const auto& value : values) require(napi_set_element(env, array, i++, each(value)));
  return array;
}
napi_value js_texts(napi_env env, const std::vector<std::string>& texts);
/// Returns an array of a few values that are told apart by their place.
napi_value js_tuple(napi_env env, std::initializer_list<napi_value> values);

/// An object that is being made.
class Object {
 public:
  explicit Object(napi_env env) : env_(env) { require(napi_create_object(env, &value_)); }
  Object& set(const char* name, napi_value value);
  Object& set(const char* name, std::string_view text) { return set(name, js_text(env_, text)); }
  Object& set(const char* name, std::uint64_t number) { return set(name, js_number(env_, number)); }
  Object& set(const char* name, bool value) { return set(name, js_bool(env_, value)); }
  napi_value value() const { return value_; }

 private:
  napi_env env_;
  napi_value value_ = nullptr;
};

/// Counts UTF-16 units along a text, from byte to byte, never back.
class Utf16Counter {
 public:
  explicit Utf16Counter(std::string_view utf8) : text_(utf8) {}
  /// Returns the UTF-16 units before the byte `at`, which is not before the one asked last.
  std::size_t units_before(std::size_t at);

 private:
  std::string_view text_;
  std::size_t byte_ = 0;
  std::size_t units_ = 0;
};

// -- from JavaScript

napi_valuetype type_of(napi_env env, napi_value value);
bool is_given(napi_env env, napi_value value);  ///< Neither undefined nor null.
/// Returns a string as UTF-8; half of a surrogate pair becomes U+FFFD. `name` stands for it in messages. Throws
/// Error{kInvalidArgument} for another type.
std::string text_of(napi_env env, napi_value value, std::string_view name);
bool bool_of(napi_env env, napi_value value, std::string_view name);
double number_of(napi_env env, napi_value value, std::string_view name);
/// A whole number from 0 to 2^53 - 1.
std::uint64_t count_of(napi_env env, napi_value value, std::string_view name);
std::vector<std::string> texts_of(napi_env env, napi_value value, std::string_view name);
/// Returns the array's elements.
std::vector<napi_value> elements_of(napi_env env, napi_value value, std::string_view name);
/// Returns the member; undefined if `object` has none or is none itself.
napi_value member(napi_env env, napi_value object, const char* name);

/// What a native function was called with; what was not given is undefined.
class Arguments {
 public:
  static constexpr std::size_t kMost = 8;
  Arguments(napi_env env, napi_callback_info info);
  napi_value operator[](std::size_t i) const { return values_[i]; }

 private:
  std::array<napi_value, kMost> values_{};
};

}  // namespace kbsearch::node
