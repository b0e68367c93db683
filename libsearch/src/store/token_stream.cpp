#include "store/token_stream.hpp"

#include <algorithm>
#include <bit>
#include <compare>

namespace kbsearch::store {
namespace {

static_assert(std::endian::native == std::endian::little, "streams are read in place");

void put_unit(std::string& out, std::uint16_t unit) { out.append(reinterpret_cast<const char*>(&unit), sizeof unit); }
void put_long(std::string& out, std::uint64_t hash) { out.append(reinterpret_cast<const char*>(&hash), sizeof hash); }

/// What stands before a token over so many words. Of more than can be written the number is not told.
std::uint16_t over_unit(std::uint32_t words) {
  constexpr std::uint32_t kMost = 2u + TokenStream::kFirstHash - TokenStream::kOverTwo - 1;
  if (words < 2 || words > kMost) return TokenStream::kOver;
  return static_cast<std::uint16_t>(TokenStream::kOverTwo + words - 2);
}

/// A stem and one of its exact forms in the document.
struct Pair {
  std::uint64_t stem;
  std::uint64_t exact;
  auto operator<=>(const Pair&) const = default;
};

}  // namespace

bool StreamToken::has_form(std::uint64_t exact_hash) const {
  if (form == 0) return true;
  return form_is_long ? form == exact_hash : form == TokenStream::unit_of(exact_hash);
}

void StemSet::add(std::uint64_t stem_hash, std::size_t word) {
  const auto unit = TokenStream::unit_of(stem_hash);
  if (!units_.test(unit) && are_few()) few_.push_back(Units{} + unit);
  units_.set(unit);
  const auto place = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({unit, stem_hash, word});
  auto& chain = chains_[unit % kChains];
  if (chain.first == kNone) {
    chain.first = place;
  } else {
    entries_[chain.last].next = place;
  }
  chain.last = place;
}

/// Whether the token at `at` may be over others: that stands before it, and perhaps its form in between. The number of
/// a field looks the same.
bool TokenStream::may_be_over(std::size_t at) const {
  constexpr std::size_t kBehindForm = 3;
  constexpr std::size_t kBehindLongForm = 6;
  const auto is_mark = [&](std::size_t behind) { return at >= behind && is_over_mark(unit(at - behind)); };
  return is_mark(1) || is_mark(kBehindForm) || is_mark(kBehindLongForm);
}

/// Whether the token from `at` on may be of a stem; or one that is over others, so that its words come later.
bool TokenStream::may_begin_with(std::size_t at, std::uint16_t stem) const {
  while (unit(at) == kForm) at += 2;
  const auto value = unit(at);
  if (value >= kFirstHash || value == kText) return value == stem;
  return true;
}

bool TokenStream::may_follow(std::uint64_t first_stem, std::uint64_t second_stem) const {
  using Units [[gnu::vector_size(16)]] = std::uint16_t;
  constexpr std::size_t kTogether = sizeof(Units) / sizeof(std::uint16_t);
  const auto first = unit_of(first_stem);
  const auto second = unit_of(second_stem);
  const std::size_t count = bytes_.size() / 2;
  const auto begins_here = [&](std::size_t at) {
    const auto value = unit(at);
    if (value == first) return may_be_over(at) || may_begin_with(at + 1, second);
    if (value != kLongStem || long_unit(at + 1) != first_stem) return false;
    return true;
  };
  std::size_t at = 1;
  for (; at + kTogether <= count; at += kTogether) {
    Units present;
    std::memcpy(&present, bytes_.data() + 2 * at, sizeof present);
    const auto found = (present == Units{} + first) | (present == Units{} + kLongStem);
    std::uint64_t halves[2];
    std::memcpy(halves, &found, sizeof halves);
    if ((halves[0] | halves[1]) == 0) continue;
    for (std::size_t i = 0; i < kTogether; ++i) {
      if (begins_here(at + i)) return true;
    }
  }
  for (; at < count; ++at) {
    if (begins_here(at)) return true;
  }
  return false;
}

std::uint32_t TokenStream::word_count(std::size_t field) const {
  std::uint32_t words = 0;
  for_each_word(field, [&](std::uint16_t) { ++words; });
  return words;
}

template <typename Action>
void TokenStream::for_each_word(std::size_t field, Action&& action) const {
  bool inside = false;
  bool is_over = false;
  for (std::size_t at = 1; at < bytes_.size() / 2; ++at) {
    const auto value = unit(at);
    if (value == kText) {
      // Texts are ordered by field.
      const std::size_t begun = unit(++at);
      if (begun > field) break;
      inside = begun == field;
    } else if (value == kOver || (value >= kOverTwo && value < kFirstHash)) {
      is_over = true;
    } else if (value == kForm) {
      ++at;
    } else if (value == kLongForm) {
      at += 4;
    } else if (value == kLongStem || value >= kFirstHash) {
      const auto stem = value == kLongStem ? unit_of(long_unit(at + 1)) : value;
      if (value == kLongStem) at += 4;
      if (inside && !is_over) action(stem);
      is_over = false;
    }
  }
}

std::uint32_t name_length(std::string_view stream, const std::vector<std::size_t>& name_fields) {
  std::uint32_t shortest = 0;
  for (const auto field : name_fields) {
    std::vector<std::uint16_t> stems;
    TokenStream(stream).for_each_word(field, [&](std::uint16_t stem) { stems.push_back(stem); });
    if (stems.empty()) continue;
    std::sort(stems.begin(), stems.end());
    std::size_t most = 0;
    for (auto first = stems.begin(); first != stems.end();) {
      const auto last = std::upper_bound(first, stems.end(), *first);
      most = std::max(most, static_cast<std::size_t>(last - first));
      first = last;
    }
    const auto length = static_cast<std::uint32_t>(stems.size() / most);
    shortest = shortest == 0 ? length : std::min(shortest, length);
  }
  return shortest;
}

void TokenStreamWriter::start(std::string_view language) {
  language_ = language;
  language_.resize(2, ' ');
  tokens_.clear();
  texts_.clear();
}

void TokenStreamWriter::begin_text(std::size_t field) {
  texts_.emplace_back(tokens_.size(), static_cast<std::uint32_t>(field));
}

void TokenStreamWriter::add(std::uint64_t stem_hash, std::uint64_t exact_hash, bool is_over, std::uint32_t words) {
  tokens_.push_back({stem_hash, exact_hash, is_over, true, words});
}

void TokenStreamWriter::note(std::uint64_t stem_hash, std::uint64_t exact_hash) {
  tokens_.push_back({stem_hash, exact_hash, false, false, 1});
}

std::string TokenStreamWriter::finish() {
  std::vector<Pair> pairs;
  pairs.reserve(tokens_.size());
  for (const auto& token : tokens_) pairs.push_back({token.stem_hash, token.exact_hash});
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());

  const auto forms_of = [&](std::uint64_t stem) {
    return std::equal_range(pairs.begin(), pairs.end(), Pair{stem, 0},
                            [](const Pair& a, const Pair& b) { return a.stem < b.stem; });
  };
  // Units that stand for more than one stem of this document.
  std::vector<std::uint16_t> units;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (i == 0 || pairs[i].stem != pairs[i - 1].stem) units.push_back(TokenStream::unit_of(pairs[i].stem));
  }
  std::sort(units.begin(), units.end());
  std::vector<std::uint16_t> shared;
  for (std::size_t i = 1; i < units.size(); ++i) {
    if (units[i] == units[i - 1]) shared.push_back(units[i]);
  }

  std::string out = language_;
  out.reserve(2 * tokens_.size() + tokens_.size() / 2 + 16);
  auto text = texts_.begin();
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    for (; text != texts_.end() && text->first <= i; ++text) {
      put_unit(out, TokenStream::kText);
      put_unit(out, static_cast<std::uint16_t>(text->second));
    }
    const auto& token = tokens_[i];
    if (!token.in_stream) continue;
    if (token.is_over) put_unit(out, over_unit(token.words));
    const auto [first, last] = forms_of(token.stem_hash);
    if (last - first > 1) {
      const auto unit = TokenStream::unit_of(token.exact_hash);
      const auto sharing =
          std::count_if(first, last, [&](const Pair& p) { return TokenStream::unit_of(p.exact) == unit; });
      put_unit(out, sharing > 1 ? TokenStream::kLongForm : TokenStream::kForm);
      if (sharing > 1) {
        put_long(out, token.exact_hash);
      } else {
        put_unit(out, unit);
      }
    }
    const auto unit = TokenStream::unit_of(token.stem_hash);
    if (std::binary_search(shared.begin(), shared.end(), unit)) {
      put_unit(out, TokenStream::kLongStem);
      put_long(out, token.stem_hash);
    } else {
      put_unit(out, unit);
    }
  }
  return out;
}

}  // namespace kbsearch::store
