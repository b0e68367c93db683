#include "errors.hpp"

#include <unistd.h>

#include "kbsearch/error.hpp"
#include "text.hpp"

namespace kbsearch::python {
namespace {

constexpr auto kLookEvery = std::chrono::milliseconds(50);

const char* class_for(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "InvalidArgument";
    case ErrorCode::kIndexNotFound:
      return "IndexNotFound";
    case ErrorCode::kIndexCorrupt:
      return "IndexCorrupt";
    case ErrorCode::kIndexVersion:
      return "IndexVersion";
    case ErrorCode::kIndexLocked:
      return "IndexLocked";
    case ErrorCode::kIo:
      return "IoError";
    case ErrorCode::kLimitExceeded:
      return "LimitExceeded";
    case ErrorCode::kInterrupted:
      return "Interrupted";
    case ErrorCode::kDeadlinePassed:
      return "DeadlinePassed";
  }
  return "Error";
}

/// What mends it, as calls of this package; empty if nothing is known that does.
const char* remedy_in_python(Remedy remedy) {
  switch (remedy) {
    case Remedy::kNone:
      break;
    case Remedy::kBuild:
      return "kb.load() or kb.writer() builds it";
    case Remedy::kRebuild:
      return "kb.rebuild() builds it anew from its own records";
    case Remedy::kRebuildFromSources:
      return "kb.load(..., rebuild=True) builds it anew from what it was made of";
    case Remedy::kOtherDirectory:
      return "choose another directory: what is in this one is somebody else's";
    case Remedy::kSetSynonyms:
      return "Writer.set_synonyms() gives them again";
    case Remedy::kGiveSchema:
      return "give the schema that it was made with (schema=)";
    case Remedy::kRebuildWithSchema:
      return "kb.load(..., rebuild=True, schema=...) builds it anew with that schema";
    case Remedy::kGiveAsStream:
      return "give a file or a folder, or an iterable of records";
    case Remedy::kAllowPrune:
      return "if it is meant: a greater prune_max_share=, or rebuild=True";
  }
  return "";
}

}  // namespace

void translate_errors() {
  py::register_local_exception_translator([](std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const Error& error) {
      const auto type = py::module_::import("kbsearch._errors").attr(class_for(error.code()));
      PyErr_SetObject(type.ptr(), type(str_of(error.what()), str_or_none(error.subject()),
                                       str_or_none(remedy_in_python(error.remedy())))
                                      .ptr());
    }
  });
}

void take_gil_back(PyThreadState* state) {
#if PY_VERSION_HEX >= 0x030D0000
  const bool is_ending = Py_IsFinalizing() != 0;
#else
  const bool is_ending = _Py_IsFinalizing() != 0;
#endif
  while (is_ending) ::pause();
  PyEval_RestoreThread(state);
}

bool Callbacks::should_stop() {
  if (has_failed()) return true;
  const auto now = std::chrono::steady_clock::now();
  if (now - looked_ < kLookEvery) return false;
  looked_ = now;
  try {
    call(check_signals);
    return false;
  } catch (const Failed&) {
    return true;
  }
}

void Callbacks::keep(std::exception_ptr failure) {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = std::move(failure);
}

bool Callbacks::has_failed() {
  const std::lock_guard lock(mutex_);
  return failure_ != nullptr;
}

void Callbacks::rethrow() {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

}  // namespace kbsearch::python
