#include <new>

#include "handles.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/version.hpp"

namespace kbsearch::c {
namespace {

/// Given where there is no memory for another one; never freed.
kbs_error& no_memory() {
  static kbs_error error{KBS_NO_MEMORY, "no memory"};  // short enough to need none itself
  return error;
}

kbs_code code_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return KBS_INVALID_ARGUMENT;
    case ErrorCode::kIndexNotFound:
      return KBS_INDEX_NOT_FOUND;
    case ErrorCode::kIndexCorrupt:
      return KBS_INDEX_CORRUPT;
    case ErrorCode::kIndexVersion:
      return KBS_INDEX_VERSION;
    case ErrorCode::kIndexLocked:
      return KBS_INDEX_LOCKED;
    case ErrorCode::kIo:
      return KBS_IO;
    case ErrorCode::kLimitExceeded:
      return KBS_LIMIT_EXCEEDED;
    case ErrorCode::kInterrupted:
      return KBS_INTERRUPTED;
    case ErrorCode::kDeadlinePassed:
      return KBS_DEADLINE_PASSED;
  }
  return KBS_INTERNAL;
}

kbs_code tell(kbs_error** error, kbs_code code, const char* message, const std::string& subject = {},
              const char* remedy = "") noexcept {
  if (error == nullptr) return code;
  try {
    *error = new kbs_error{code, message, subject, remedy};
  } catch (const std::bad_alloc&) {
    *error = &no_memory();
  }
  return code;
}

}  // namespace

kbs_code caught(kbs_error** error) noexcept {
  try {
    throw;
  } catch (const Failure& failure) {
    return tell(error, failure.code, failure.message.c_str(), failure.subject);
  } catch (const Error& failure) {
    return tell(error, code_of(failure.code()), failure.what(), failure.subject(), to_string(failure.remedy()));
  } catch (const std::bad_alloc&) {
    if (error != nullptr) *error = &no_memory();
    return KBS_NO_MEMORY;
  } catch (const std::exception& failure) {
    return tell(error, KBS_INTERNAL, failure.what());
  } catch (...) {
    return tell(error, KBS_INTERNAL, "an exception of an unknown type");
  }
}

void require(const void* pointer, const char* name) {
  if (pointer == nullptr) throw Failure{KBS_INVALID_ARGUMENT, std::string(name) + " is NULL", name};
}

std::filesystem::path path_of(kbs_text text) {
  const auto path = view(text);
  if (path.empty()) throw Failure{KBS_INVALID_ARGUMENT, "the path is empty"};
  if (path.find('\0') != path.npos) throw Failure{KBS_INVALID_ARGUMENT, "the path holds a zero byte"};
  return std::string(path);
}

std::optional<std::chrono::steady_clock::time_point> deadline_in(std::uint64_t timeout_us) {
  constexpr std::uint64_t kYear = 365ull * 24 * 3600 * 1'000'000;
  if (timeout_us == 0 || timeout_us > kYear) return std::nullopt;
  return std::chrono::steady_clock::now() + std::chrono::microseconds(timeout_us);
}

}  // namespace kbsearch::c

using namespace kbsearch::c;  // of the bodies of what C calls

const char* kbs_code_name(kbs_code code) {
  using kbsearch::ErrorCode;
  switch (code) {
    case KBS_OK:
      return "ok";
    case KBS_REJECTED:
      return "rejected";
    case KBS_NO_MEMORY:
      return "no memory";
    case KBS_INTERNAL:
      return "internal error";
    default:
      break;
  }
  for (const auto known : {ErrorCode::kInvalidArgument, ErrorCode::kIndexNotFound, ErrorCode::kIndexCorrupt,
                           ErrorCode::kIndexVersion, ErrorCode::kIndexLocked, ErrorCode::kIo, ErrorCode::kLimitExceeded,
                           ErrorCode::kInterrupted, ErrorCode::kDeadlinePassed}) {
    if (code_of(known) == code) return kbsearch::to_string(known);
  }
  return "unknown";
}

kbs_code kbs_error_code(const kbs_error* error) { return error == nullptr ? KBS_OK : error->code; }

kbs_text kbs_error_message(const kbs_error* error) { return error == nullptr ? no_text() : text_of(error->message); }

kbs_text kbs_error_subject(const kbs_error* error) { return error == nullptr ? no_text() : text_of(error->subject); }

kbs_text kbs_error_remedy(const kbs_error* error) { return error == nullptr ? no_text() : text_of(error->remedy); }

void kbs_error_free(kbs_error* error) {
  if (error != &no_memory()) delete error;
}

kbs_stop* kbs_stop_new(void) {
  kbs_stop* stop = nullptr;
  guarded(nullptr, [&] { stop = new kbs_stop; });
  return stop;
}

void kbs_stop_request(kbs_stop* stop) {
  if (stop != nullptr) stop->source.request_stop();
}

void kbs_stop_free(kbs_stop* stop) { delete stop; }

kbs_text kbs_string_text(const kbs_string* string) { return string == nullptr ? no_text() : text_of(string->text); }

void kbs_string_free(kbs_string* string) { delete string; }

const char* kbs_version(void) { return kbsearch::version().data(); }
const char* kbs_xapian_version(void) { return kbsearch::xapian_version().data(); }
const char* kbs_icu_version(void) { return kbsearch::icu_version().data(); }
