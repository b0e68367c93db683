#include "rejections.hpp"

namespace kbsearch::c {
namespace {

int32_t scope_of(Rejection::Scope scope) {
  switch (scope) {
    case Rejection::Scope::kRecord:
      return KBS_REJECTED_RECORD;
    case Rejection::Scope::kRest:
      return KBS_REJECTED_REST;
    case Rejection::Scope::kSource:
      return KBS_REJECTED_SOURCE;
    case Rejection::Scope::kField:
      return KBS_REJECTED_FIELD;
  }
  return KBS_REJECTED_RECORD;
}

}  // namespace

void tell_rejection(const Rejection& rejection, kbs_rejection_callback on_rejection, void* user) {
  kbs_rejection given{};
  given.size = sizeof given;
  given.scope = scope_of(rejection.scope);
  given.path = text_of(rejection.origin.path);
  given.line = rejection.origin.line;
  given.record_id = text_of(rejection.record_id);
  given.field = text_of(rejection.field);
  given.reason = text_of(rejection.reason);
  on_rejection(user, &given);
}

std::string told(const std::vector<Rejection>& rejections) {
  const auto& first = rejections.front();
  std::string text = first.scope == Rejection::Scope::kField ? "taken without " + first.field : "not taken";
  text += ": " + first.reason;
  if (rejections.size() > 1) text += " (and " + std::to_string(rejections.size() - 1) + " more)";
  return text;
}

}  // namespace kbsearch::c
