#include "engine/pruning.hpp"

#include <algorithm>
#include <cmath>

#include "base/paths.hpp"
#include "kbsearch/error.hpp"
#include "store/origin.hpp"

namespace kbsearch::engine {
namespace {

std::string file_key(const Origin& origin) { return std::to_string(origin.source) + '/' + origin.file; }

bool is_below(const std::vector<std::string>& directories, const std::string& path) {
  return std::any_of(directories.begin(), directories.end(),
                     [&](const std::string& directory) { return base::lies_in(path, directory); });
}

}  // namespace

void Pruning::note_taken_over(const Origin& former) { taken_over_.insert(file_key(former)); }

void Pruning::note_rejection(const Rejection& rejection) {
  // Of a file that is one record it is known which record cannot be read: the one that the index has from there, and
  // the one whose id it tells, should it have been moved.
  const bool tells_record = !rejection.record_id.empty() || rejection.scope == Rejection::Scope::kSource;
  if (rejection.origin.is_whole && rejection.origin.source != 0 && tells_record) {
    unread_pages_.insert(file_key(rejection.origin));
    in_source_.insert(rejection.record_id);
    return;
  }
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
    case Rejection::Scope::kField:
      break;  // the record itself was taken
  }
}

void Pruning::require_readable_source(const char* what) const {
  if (!unreadable_) return;
  throw Error(ErrorCode::kIo,
              std::string(what) + " is refused, nothing was changed: '" + unreadable_->origin.path +
                  "' cannot be read, so nobody knows what the source still has (" + unreadable_->reason + ")",
              unreadable_->origin.path);
}

std::vector<std::string> Pruning::ids_to_remove(const std::vector<index::IndexUpdate::Entry>& present,
                                                const RecordSources& sources, double max_share,
                                                std::uint64_t renamed) const {
  require_readable_source("a prune");
  if (has_unknown_) return {};
  std::vector<const index::IndexUpdate::Entry*> scope;
  const auto is_in_scope = [&](const Origin& origin) {
    return taken_over_.contains(file_key(origin)) || is_below(named_paths_, store::path_of(origin, sources));
  };
  for (const auto& entry : present) {
    if (is_in_scope(entry.origin)) scope.push_back(&entry);
  }
  if (scope.empty()) {
    for (const auto& entry : present) scope.push_back(&entry);
  }
  std::vector<std::string> gone;
  for (const auto* entry : scope) {
    const bool is_unread = unread_pages_.contains(file_key(entry->origin));
    if (!is_unread && !in_source_.contains(entry->record_id)) gone.push_back(entry->record_id);
  }
  const auto counted = gone.size() - std::min<std::size_t>(gone.size(), renamed);
  if (static_cast<double>(counted) > max_share * static_cast<double>(scope.size())) {
    throw Error(ErrorCode::kLimitExceeded,
                "a prune would remove " + std::to_string(gone.size()) + " of " + std::to_string(scope.size()) +
                    (scope.size() == 1 ? " record" : " records") + ", more than the cap of " +
                    std::to_string(std::lround(max_share * 100)) + "%; nothing was changed",
                "prune_max_share", Remedy::kAllowPrune);
  }
  return gone;
}

}  // namespace kbsearch::engine
