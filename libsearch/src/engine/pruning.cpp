#include "engine/pruning.hpp"

#include <cmath>

#include "kbsearch/error.hpp"

namespace kbsearch::engine {

void Pruning::note_rejection(const Rejection& rejection) {
  switch (rejection.scope) {
    case Rejection::Scope::kSource:
      if (!unreadable_) unreadable_ = rejection;
      break;
    case Rejection::Scope::kRest:
      has_unknown_ = true;
      break;
    case Rejection::Scope::kRecord:
      // An id told by what is broken may be broken itself, as in {"id":"b,"title":..}: only a field's fault, in a
      // record that could be read, leaves it certain.
      if (rejection.record_id.empty() || rejection.field.empty()) has_unknown_ = true;
      in_source_.insert(rejection.record_id);
      break;
  }
}

void Pruning::require_readable_source(const char* what) const {
  if (!unreadable_) return;
  throw Error(ErrorCode::kIo, std::string(what) + " is refused, nothing was changed: '" + unreadable_->origin.path +
                                  "' cannot be read, so nobody knows what the source still has (" +
                                  unreadable_->reason + ")");
}

std::vector<std::string> Pruning::ids_to_remove(std::vector<std::string> present, double max_share) const {
  require_readable_source("a prune");
  if (has_unknown_) return {};
  const auto before = present.size();
  std::erase_if(present, [&](const std::string& id) { return in_source_.contains(id); });
  if (static_cast<double>(present.size()) > max_share * static_cast<double>(before)) {
    throw Error(ErrorCode::kLimitExceeded,
                "a prune would remove " + std::to_string(present.size()) + " of " + std::to_string(before) +
                    (before == 1 ? " record" : " records") + ", more than the cap of " + std::to_string(std::lround(max_share * 100)) +
                    "%; nothing was changed (if that is meant: --prune-cap 100, or --rebuild)");
  }
  return present;
}

}  // namespace kbsearch::engine
