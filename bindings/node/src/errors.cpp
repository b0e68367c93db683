#include "errors.hpp"

#include <new>

#include "kbsearch/error.hpp"

namespace kbsearch::node {
namespace {

const char* code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "INVALID_ARGUMENT";
    case ErrorCode::kIndexNotFound:
      return "INDEX_NOT_FOUND";
    case ErrorCode::kIndexCorrupt:
      return "INDEX_CORRUPT";
    case ErrorCode::kIndexVersion:
      return "INDEX_VERSION";
    case ErrorCode::kIndexLocked:
      return "INDEX_LOCKED";
    case ErrorCode::kIo:
      return "IO";
    case ErrorCode::kLimitExceeded:
      return "LIMIT_EXCEEDED";
    case ErrorCode::kInterrupted:
      return "INTERRUPTED";
    case ErrorCode::kDeadlinePassed:
      return "DEADLINE_PASSED";
  }
  return "INTERNAL";
}

}  // namespace

Failure caught() {
  try {
    throw;
  } catch (const Error& error) {
    return {code_of(error.code()), error.what()};
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
  return error;
}

void throw_caught(napi_env env) {
  bool pending = false;
  if (napi_is_exception_pending(env, &pending) != napi_ok || pending) return;
  const auto failure = caught();
  // Where this fails, the environment is about to end, and nobody is left to be told.
  (void)napi_throw_error(env, failure.code.c_str(), failure.message.c_str());
}

}  // namespace kbsearch::node
