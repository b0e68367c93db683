#include "errors.hpp"

#include <new>

#include "kbsearch/error.hpp"

namespace kbsearch::node {
Failure caught() {
  try {
    throw;
  } catch (const Error& error) {
    return {kbsearch::name_of(error.code()), error.what(), error.subject()};
  } catch (const std::bad_alloc&) {
    return {"NO_MEMORY", "there is not enough memory"};
  } catch (const Failed&) {
    return {"INTERNAL", "Node-API refused a call"};
  } catch (const std::exception& error) {
    return {"INTERNAL", error.what()};
  } catch (...) {
    return {"INTERNAL", "an exception of an unknown type"};
  }
}

napi_value js_error(napi_env env, const Failure& failure) {
  napi_value error = nullptr;
  require(napi_create_error(env, js_text(env, failure.code), js_text(env, failure.message), &error));
  if (!failure.subject.empty()) {
    require(napi_set_named_property(env, error, "subject", js_text(env, failure.subject)));
  }
  return error;
}

void throw_caught(napi_env env) {
  bool pending = false;
  if (napi_is_exception_pending(env, &pending) != napi_ok || pending) return;
  try {
    (void)napi_throw(env, js_error(env, caught()));
  } catch (const Failed&) {
    // The environment is about to end: nobody is left to be told.
  }
}

}  // namespace kbsearch::node
