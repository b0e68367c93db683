#include "match/near_finder.hpp"

#include <algorithm>
#include <bit>

#include "analysis/fingerprint.hpp"

namespace kbsearch::match {

bool are_near(const Fingerprint& a, const Fingerprint& b) {
  return a && b && std::popcount(*a ^ *b) <= analysis::Fingerprint::kMaxDistance;
}

void NearFinder::add(const Fingerprint& document) {
  documents_.push_back(document);
  if (documents_.size() <= kFew) return;
  if (documents_.size() == kFew + 1) {
    for (std::size_t place = 0; place < kFew; ++place) index(place);
  }
  index(documents_.size() - 1);
}

void NearFinder::index(std::size_t place) {
  if (!documents_[place]) return;
  for (std::uint32_t quarter = 0; quarter < kQuarters; ++quarter) {
    places_[key(*documents_[place], quarter)].push_back(place);
  }
}

bool NearFinder::is_first_alike(std::size_t place, std::uint64_t fingerprint, std::uint32_t quarter) const {
  for (std::uint32_t before = 0; before < quarter; ++before) {
    if (key(*documents_[place], before) == key(fingerprint, before)) return false;
  }
  return true;
}

std::optional<std::size_t> NearFinder::first_near(const Fingerprint& document) const {
  std::optional<std::size_t> first;
  if (!document) return first;
  if (documents_.size() <= kFew) {
    const auto found = std::find_if(documents_.begin(), documents_.end(),
                                    [&](const Fingerprint& other) { return are_near(other, document); });
    if (found != documents_.end()) first = static_cast<std::size_t>(found - documents_.begin());
    return first;
  }
  for (std::uint32_t quarter = 0; quarter < kQuarters; ++quarter) {
    const auto alike = places_.find(key(*document, quarter));
    if (alike == places_.end()) continue;
    for (const auto place : alike->second) {
      if (first && place >= *first) break;
      if (!are_near(documents_[place], document)) continue;
      first = place;
      break;
    }
  }
  return first;
}

}  // namespace kbsearch::match
