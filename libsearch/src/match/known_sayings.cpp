#include "match/known_sayings.hpp"

#include <algorithm>

#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

// A letter pair stands for many things: what so few of its records mean by it is left out.
constexpr std::uint64_t kLeastShare = 4;
constexpr std::size_t kMost = 3;

std::string reason_of(store::SayingKind kind, std::uint64_t records) {
  const std::string name = kind == store::SayingKind::kAlias ? "alias" : "acronym";
  return name + " in " + std::to_string(records) + (records == 1 ? " record" : " records");
}

}  // namespace

std::vector<KnownSaying> known_sayings(const Xapian::Database& database, const std::string& name) {
  struct Found {
    std::string text;
    store::SayingKind kind;
    std::uint64_t records;
  };
  std::vector<Found> found;
  const auto prefix = store::saying_prefix(name);
  const auto end = database.allterms_end(prefix);
  for (auto term = database.allterms_begin(prefix); term != end; ++term) {
    const std::string saying = *term;
    if (saying.size() < prefix.size() + 2) continue;
    found.push_back(
        {saying.substr(prefix.size() + 1), static_cast<store::SayingKind>(saying[prefix.size()]), term.get_termfreq()});
  }
  std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) { return a.records > b.records; });
  std::vector<KnownSaying> known;
  for (const auto& saying : found) {
    // An alias was given by an editor; an acronym was found by rule.
    const bool is_rare = saying.records * kLeastShare < found.front().records;
    if (known.size() == kMost || (is_rare && saying.kind == store::SayingKind::kAcronym)) continue;
    known.push_back({saying.text, reason_of(saying.kind, saying.records), false});
  }
  return known;
}

}  // namespace kbsearch::match
