#include "match/known_compounds.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>

#include "store/terms.hpp"
#include "suggest/compounds.hpp"

namespace kbsearch::match {
namespace {

// Stems that are looked at, of those that begin or end with the word; and, as each takes up to 300 look-ups, those of
// them whose rest is taken apart.
constexpr std::size_t kMaxCompoundsScanned = 2'000;
constexpr std::size_t kMaxSplits = 16;
// Stems that have the word inside and are looked at: each takes up to 30 look-ups.
constexpr std::size_t kMaxInside = 256;

bool is_better(const KnownCompound& a, const KnownCompound& b) {
  return a.doc_freq != b.doc_freq ? a.doc_freq > b.doc_freq : a.stem < b.stem;
}

/// The last four bytes, which a word that a compound is found by has at least.
std::uint32_t ending_key(std::string_view text) {
  static_assert(KnownCompounds::kLeastPart == sizeof(std::uint32_t));
  std::uint32_t key = 0;
  std::memcpy(&key, text.data() + text.size() - sizeof key, sizeof key);
  return key;
}

}  // namespace

KnownCompounds::KnownCompounds(const Xapian::Database& database, std::string language, bool is_default)
    : language_(std::move(language)) {
  const auto prefix = store::stem_term(is_default ? "" : language_, "");
  const auto end = database.allterms_end(prefix);
  for (auto at = database.allterms_begin(prefix); at != end; ++at) {
    const std::string stem = (*at).substr(prefix.size());
    // The other languages' stems stand among those of the default one.
    if (stem.find(':') == stem.npos) stems_.push_back({stem, at.get_termfreq()});
  }
  for (std::uint32_t i = 0; i < stems_.size(); ++i) {
    const auto& text = stems_[i].text;
    if (text.size() >= 2 * kLeastPart) by_ending_.emplace_back(ending_key(text), i);
    if (text.size() >= 3 * kLeastPart) {
      starts_.emplace_back(static_cast<std::uint32_t>(text_.size()), i);
      text_.append(text).push_back('\n');
    }
  }
  std::sort(by_ending_.begin(), by_ending_.end());
}

std::vector<KnownCompound> KnownCompounds::find(const Xapian::Database& database, const std::string& exact,
                                                const std::string& stem, std::size_t limit) const {
  std::vector<KnownCompound> found;
  std::size_t splits_left = kMaxSplits;
  const Frequency frequency = [&](const std::string& part) {
    const auto as_stem = doc_freq(part);
    return as_stem > 0 ? as_stem : std::uint64_t{database.get_termfreq(part)};
  };
  const auto offer = [&](const Stem& candidate, std::string_view rest, suggest::Linked linked) {
    if (rest.size() < kLeastPart) return;
    const bool is_compound = exact.size() >= kLongPart || suggest::is_known_rest(rest, linked, frequency) ||
                             (splits_left > 0 && splits_left-- > 0 && suggest::is_split_rest(rest, linked, frequency));
    if (is_compound) found.push_back({language_, candidate.text, candidate.doc_freq});
  };
  if (exact.size() >= kLeastPart) {
    for_each_beginning_with(exact, [&](const Stem& candidate) {
      offer(candidate, std::string_view(candidate.text).substr(exact.size()), suggest::Linked::kBefore);
    });
  }
  if (stem.size() >= kLeastPart) {
    if (stem != exact) {  // "gesetze", but "gesetzbuch"
      for_each_beginning_with(stem, [&](const Stem& candidate) {
        offer(candidate, std::string_view(candidate.text).substr(stem.size()), suggest::Linked::kBefore);
      });
    }
    for_each_ending_with(stem, [&](const Stem& candidate) {
      offer(candidate, std::string_view(candidate.text).substr(0, candidate.text.size() - stem.size()),
            suggest::Linked::kAfter);
    });
  }
  if (exact.size() >= kLeastPart) find_inside(exact, frequency, found);
  if (stem.size() >= kLeastPart && stem != exact) find_inside(stem, frequency, found);
  std::sort(found.begin(), found.end(), is_better);
  const auto is_same = [](const KnownCompound& a, const KnownCompound& b) { return a.stem == b.stem; };
  found.erase(std::unique(found.begin(), found.end(), is_same), found.end());
  found.resize(std::min(limit, found.size()));
  return found;
}

/// Adds the stems that have the word between two others: krankenversicherungskarte has versicherung.
void KnownCompounds::find_inside(const std::string& word, const Frequency& frequency,
                                 std::vector<KnownCompound>& found) const {
  std::size_t looked_at = 0;
  for (auto at = text_.find(word); at != text_.npos && looked_at < kMaxInside; at = text_.find(word, at + 1)) {
    const auto next = std::upper_bound(starts_.begin(), starts_.end(), at,
                                       [](std::size_t wanted, const auto& start) { return wanted < start.first; });
    const auto& [start, index] = *std::prev(next);
    const auto& stem = stems_[index];
    const auto before = std::string_view(stem.text).substr(0, at - start);
    const auto behind = std::string_view(stem.text).substr(std::min(at - start + word.size(), stem.text.size()));
    if (before.size() < kLeastPart || behind.size() < kLeastPart) continue;
    ++looked_at;
    const bool is_compound =
        word.size() >= kLongMiddle || (suggest::is_known_rest(before, suggest::Linked::kAfter, frequency) &&
                                       suggest::is_known_rest(behind, suggest::Linked::kBefore, frequency));
    if (is_compound) found.push_back({language_, stem.text, stem.doc_freq});
  }
}

std::uint64_t KnownCompounds::doc_freq(const std::string& stem) const {
  const auto found = first_not_before(stem);
  return found != stems_.end() && found->text == stem ? found->doc_freq : 0;
}

std::vector<KnownCompounds::Stem>::const_iterator KnownCompounds::first_not_before(const std::string& text) const {
  return std::lower_bound(stems_.begin(), stems_.end(), text,
                          [](const Stem& stem, const std::string& wanted) { return stem.text < wanted; });
}

template <typename Action>
void KnownCompounds::for_each_beginning_with(const std::string& beginning, Action&& action) const {
  auto at = first_not_before(beginning);
  for (std::size_t i = 0; i < kMaxCompoundsScanned && at != stems_.end() && at->text.starts_with(beginning);
       ++i, ++at) {
    action(*at);
  }
}

template <typename Action>
void KnownCompounds::for_each_ending_with(const std::string& ending, Action&& action) const {
  const auto key = ending_key(ending);
  auto at = std::lower_bound(by_ending_.begin(), by_ending_.end(), std::pair(key, std::uint32_t{0}));
  for (std::size_t i = 0; i < kMaxCompoundsScanned && at != by_ending_.end() && at->first == key; ++at) {
    const auto& stem = stems_[at->second];
    if (!stem.text.ends_with(ending)) continue;
    ++i;
    action(stem);
  }
}

}  // namespace kbsearch::match
