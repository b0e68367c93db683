#include "engine/claims.hpp"

#include "base/hash.hpp"

namespace kbsearch::engine {

std::size_t Claims::file_of(const Record& record) {
  if (files_.empty() || files_.back() != record.origin.path) files_.push_back(record.origin.path);
  return files_.size() - 1;
}

Claims::Claim Claims::note(const Record& record) {
  const Held now{file_of(record), base::hash64(record.json)};
  const auto [held, is_first] = held_.try_emplace(record.id, now);
  if (is_first) return Claim::kFirst;
  const bool is_same_file = files_[held->second.file] == record.origin.path;
  if (!is_same_file && held->second.digest != now.digest) return Claim::kContested;
  held->second.digest = now.digest;
  return Claim::kRepeated;
}

Rejection Claims::contested(const Record& record) const { return contested(record, files_[held_.at(record.id).file]); }

Rejection Claims::contested(const Record& record, const std::string& path) {
  return {record.origin, record.id, "id",
          "is that of another record, in '" + path + "', which stays (give one of them another id)"};
}

}  // namespace kbsearch::engine
