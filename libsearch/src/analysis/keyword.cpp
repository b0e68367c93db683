#include "analysis/keyword.hpp"

#include "analysis/fold.hpp"
#include "base/hash.hpp"
#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

// Xapian's terms end at 245 bytes; the rest is for the prefix.
constexpr std::size_t kMaxKeywordBytes = 200;

}  // namespace

std::string fold_keyword(std::string_view keyword) {
  std::string folded = fold_accents(fold_case(keyword));
  std::string clean;
  for (const char c : folded) {
    const bool space = static_cast<unsigned char>(c) <= 0x20;
    if (!space) {
      clean.push_back(c);
    } else if (!clean.empty() && clean.back() != ' ') {
      clean.push_back(' ');
    }
  }
  while (!clean.empty() && clean.back() == ' ') clean.pop_back();
  if (clean.size() > kMaxKeywordBytes) {
    const auto digest = base::hex64(base::hash64(clean));
    clean.resize(base::floor_to_character(clean, kMaxKeywordBytes - digest.size()));
    clean += digest;
  }
  return clean;
}

}  // namespace kbsearch::analysis
