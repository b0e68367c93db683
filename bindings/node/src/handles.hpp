// C++ objects that JavaScript holds: values that it can do nothing with but give them back. Few and long-lived ones
// only (an index, a writer, what ends a call): Node runs the finalizers of an addon when its event loop comes round, so
// what a loop of searchSync() calls makes must not need any (packed_results.hpp).
#pragma once

#include <memory>
#include <utility>

#include "kbsearch/error.hpp"
#include "values.hpp"

namespace kbsearch::node {

struct HandleBase {
  const void* kind = nullptr;  ///< Tells the types apart.
};

template <class T>
struct Handle : HandleBase {
  inline static const char kKind = 0;
  std::shared_ptr<T> object;
};

/// Returns the object as a value; it lives as long as that or any other who holds it.
template <class T>
napi_value js_handle(napi_env env, std::shared_ptr<T> object) {
  auto handle = std::make_unique<Handle<T>>();
  handle->kind = &Handle<T>::kKind;
  handle->object = std::move(object);
  napi_value value = nullptr;
  require(napi_create_external(
      env, static_cast<HandleBase*>(handle.get()),
      [](napi_env, void* held, void*) { delete static_cast<Handle<T>*>(static_cast<HandleBase*>(held)); }, nullptr,
      &value));
  handle.release();
  return value;
}

/// Returns what js_handle() was given. Throws Error{kInvalidArgument} for any other value.
template <class T>
const std::shared_ptr<T>& held_by(napi_env env, napi_value value) {
  void* held = nullptr;
  if (napi_get_value_external(env, value, &held) != napi_ok ||
      static_cast<HandleBase*>(held)->kind != &Handle<T>::kKind) {
    throw Error(ErrorCode::kInvalidArgument, "this is no handle of the kind that is needed");
  }
  return static_cast<Handle<T>*>(static_cast<HandleBase*>(held))->object;
}

}  // namespace kbsearch::node
