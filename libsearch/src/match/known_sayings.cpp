#include "match/known_sayings.hpp"

#include <algorithm>

namespace kbsearch::match {
namespace {

// A letter pair stands for many things: what so few of its records mean by it is left out.
constexpr std::uint64_t kLeastShare = 4;
constexpr std::size_t kMostKnown = 3;

ExpansionReason reason_of(store::SayingKind kind, std::uint64_t records) {
  const bool is_alias = kind == store::SayingKind::kAlias;
  return {is_alias ? ExpansionReason::Kind::kAlias : ExpansionReason::Kind::kAcronym, records};
}

}  // namespace

KnownSayings::KnownSayings(const Xapian::Database& database) {
  const auto prefix = store::saying_prefix();
  const auto end = database.allterms_end(prefix);
  for (auto term = database.allterms_begin(prefix); term != end; ++term) {
    const std::string text = *term;
    const auto saying = store::read_saying(text);
    if (!saying) continue;
    names_[std::string(saying->name)].push_back({std::string(saying->other), saying->kind, term.get_termfreq()});
  }
  for (auto& [name, given] : names_) {
    std::stable_sort(given.begin(), given.end(), [](const Given& a, const Given& b) { return a.records > b.records; });
  }
}

std::vector<KnownSaying> KnownSayings::find(const std::string& name) const {
  std::vector<KnownSaying> known;
  const auto found = names_.find(name);
  if (found == names_.end()) return known;
  for (const auto& given : found->second) {
    // An alias was given by an editor; an acronym was found by rule.
    const bool is_rare = given.records * kLeastShare < found->second.front().records;
    if (known.size() == kMostKnown || (is_rare && given.kind == store::SayingKind::kAcronym)) continue;
    known.push_back({given.text, reason_of(given.kind, given.records)});
  }
  return known;
}

}  // namespace kbsearch::match
