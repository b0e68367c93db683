// Writes the table of analysis/simplified_han: each traditional Chinese character that ICU's transform "Hant-Hans"
// changes by itself, and what it becomes. Run by the build: at run time the transform would take 30 ms to set up.
#include <unicode/translit.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <map>
#include <memory>
#include <set>

namespace {

constexpr UChar32 kFirstHan = 0x3400;
constexpr UChar32 kPastHan = 0xA000;

std::map<UChar32, UChar32> changes_of(const icu::Transliterator& transform) {
  icu::UnicodeSet sources;
  transform.getSourceSet(sources);
  std::map<UChar32, UChar32> changes;
  for (UChar32 from = kFirstHan; from < kPastHan; ++from) {
    if (!sources.contains(from)) continue;
    icu::UnicodeString text(from);
    transform.transliterate(text);
    const UChar32 to = text.char32At(0);
    if (text.countChar32() == 1 && to != from && to >= kFirstHan && to < kPastHan) changes[from] = to;
  }
  return changes;
}

/// Where the changes of a character end; of characters that become one another, the first.
UChar32 end_of_changes(UChar32 from, const std::map<UChar32, UChar32>& changes) {
  std::set<UChar32> seen;
  UChar32 at = from;
  for (auto next = changes.find(at); next != changes.end() && seen.insert(at).second; next = changes.find(at)) {
    at = next->second;
  }
  if (!seen.contains(at)) return at;
  UChar32 least = at;
  for (UChar32 other = changes.at(at); other != at; other = changes.at(other)) least = std::min(least, other);
  return least;
}

}  // namespace

int main(int count, char** arguments) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> transform(
      icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  std::FILE* out = count == 2 && U_SUCCESS(status) ? std::fopen(arguments[1], "w") : nullptr;
  if (out == nullptr) {
    std::fprintf(stderr, "the table of simplified characters cannot be made (ICU: %s)\n", u_errorName(status));
    return 1;
  }
  const auto changes = changes_of(*transform);
  for (const auto& change : changes) {
    const UChar32 to = end_of_changes(change.first, changes);
    if (to == change.first) continue;
    std::fprintf(out, "{0x%04X, 0x%04X},\n", static_cast<unsigned>(change.first), static_cast<unsigned>(to));
  }
  return std::fclose(out) == 0 ? 0 : 1;
}
