#include "engine/claims.hpp"

#include <filesystem>
#include <system_error>

#include "base/hash.hpp"
#include "store/origin.hpp"

namespace kbsearch::engine {
namespace {

Rejection taken_by(const Record& record, const std::string& path) {
  return {record.origin, record.id, "id",
          "is that of another record, in '" + path + "', which stays (give one of them another id)"};
}

}  // namespace

bool is_of_same_file(const Origin& origin, const Origin& other) {
  return origin.source == other.source && origin.file == other.file;
}

bool is_still_there(const Origin& origin, const RecordSources& sources) {
  const auto path = store::path_of(origin, sources);
  std::error_code error;
  return !path.empty() && std::filesystem::is_regular_file(path, error);
}

std::optional<Rejection> Claims::refuse(const Record& record, const index::IndexUpdate* present) const {
  if (const auto held = held_.find(record.id); held != held_.end()) {
    const auto& file = files_[held->second.file];
    const bool is_another = file != record.origin.path && held->second.digest != base::hash64(record.json);
    return is_another ? std::optional(taken_by(record, file)) : std::nullopt;
  }
  // What comes from no file, and a list that is named, says what is to be.
  const bool may_take_over = record.origin.source == 0 || (!record.origin.is_whole && lists_take_over_);
  if (present == nullptr || may_take_over) return std::nullopt;
  const auto former = present->origin_of(record.id);
  if (!former || former->source == 0 || is_of_same_file(*former, record.origin) || present->holds_same(record)) {
    return std::nullopt;
  }
  const auto& sources = present->metadata().sources;
  return is_still_there(*former, sources) ? std::optional(taken_by(record, store::path_of(*former, sources)))
                                          : std::nullopt;
}

Claims::Claim Claims::note(const Record& record) {
  if (files_.empty() || files_.back() != record.origin.path) files_.push_back(record.origin.path);
  const Held now{files_.size() - 1, base::hash64(record.json)};
  const auto [held, is_first] = held_.try_emplace(record.id, now);
  if (is_first) return Claim::kFirst;
  if (files_[held->second.file] != record.origin.path) return Claim::kSame;
  held->second.digest = now.digest;
  return Claim::kAgain;
}

}  // namespace kbsearch::engine
