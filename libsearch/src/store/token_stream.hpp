// The words of a document in order, two bytes each: what phrases, `field:word`, proximity and highlighting read. It
// stands in a value slot, so a candidate is checked without decompressing its document, and takes a third of the room
// of Xapian's position lists.
//
// A stream is a sequence of 16-bit units, least significant byte first:
//
//   language        two letters, once, at the start
//   kText f         a text of field number f begins
//   h               a token, by the hash of its stem (16..65535)
//   kLongStem h64   the same, where two stems of the document share h: four units of 64 bits
//   kOver           the next token is laid over others (a blend, a dictionary word): it takes no position
//   kOverTwo + n    the same, and it stands for 2 + n of them, which follow it
//   kForm e         the next token's exact form by its hash, given only where the document has several forms of the
//   kLongForm e64     stem; four units where two of these forms share e
//
// So whoever knows that a document has a stem (by its posting) finds its tokens without doubt, and whoever knows that
// it has an exact form finds that form's tokens without doubt: nothing is verified against the text.
#pragma once

#include <array>
#include <bit>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::store {

class TokenStreamWriter {
 public:
  /// `language` is the two letters of ISO 639-1.
  void start(std::string_view language);
  void begin_text(std::size_t field);
  /// `words` is how many words one that is over others stands for.
  void add(std::uint64_t stem_hash, std::uint64_t exact_hash, bool is_over, std::uint32_t words = 1);
  /// Tells of a token that the document has but the stream has not: its forms count when forms are told apart.
  void note(std::uint64_t stem_hash, std::uint64_t exact_hash);
  std::string finish();

 private:
  struct Token {
    std::uint64_t stem_hash;
    std::uint64_t exact_hash;
    bool is_over;
    bool in_stream;
    std::uint32_t words;
  };
  std::string language_;
  std::vector<Token> tokens_;
  std::vector<std::pair<std::size_t, std::uint32_t>> texts_;  ///< Token index at which a text of a field begins.
};

/// A token of a stream that was looked for.
struct StreamToken {
  std::size_t word;       ///< Whose stem it is, as given to StemSet::add.
  std::uint32_t field;    ///< Number in the schema.
  std::uint32_t ordinal;  ///< Of its text among the field's texts.
  std::uint32_t index;    ///< Of the token in its text.
  std::uint32_t
      position;  ///< Consecutive for consecutive words; texts are kTextGap apart. Tokens over others share one.
  bool is_over;
  std::uint32_t words;  ///< How many words it stands for: whatever follows it has the position behind these.
  std::uint64_t form;   ///< Hash of its exact form as the stream has it, 0 if the document has only one.
  bool form_is_long;

  bool has_form(std::uint64_t exact_hash) const;
};

inline constexpr std::uint32_t kTextGap = 1'000;

/// The stems looked for in the streams of one language.
class StemSet {
 public:
  void add(std::uint64_t stem_hash, std::size_t word);
  bool empty() const { return entries_.empty(); }

 private:
  friend class TokenStream;
  struct Entry {
    std::uint16_t unit;
    std::uint64_t stem_hash;
    std::size_t word;
    std::uint32_t next = kNone;  ///< The next entry of the same chain, which were added in this order.
  };
  struct Chain {
    std::uint32_t first = kNone;
    std::uint32_t last = kNone;
  };
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  static constexpr std::size_t kChains = 256;

  /// Units that are looked at together, as the processor does.
  using Units [[gnu::vector_size(16)]] = std::uint16_t;
  static constexpr std::uint32_t kTogether = 8;
  static constexpr std::size_t kFew = 8;

  bool are_few() const { return few_.size() <= kFew; }
  struct Passed {
    std::size_t units = 0;     ///< 0 if these must be looked at one by one.
    std::uint32_t tokens = 0;  ///< Each takes a position.
  };
  /// Passes over eight units that are tokens and their forms, and none that is looked for; over fewer, if the token of
  /// the last form does not come before the end. Only of few stems.
  Passed pass_over(const char* units) const {
    Units present;
    std::memcpy(&present, units, sizeof present);
    const auto is_mark = present == Units{} + kForm;
    auto found = (present < Units{} + kFirstHash) & ~is_mark;
    for (const auto& unit : few_) found |= present == unit;
    std::uint64_t halves[2];
    std::memcpy(halves, &found, sizeof halves);
    if ((halves[0] | halves[1]) != 0) return {};
    std::memcpy(halves, &is_mark, sizeof halves);
    // 16 bits for each mark; a mark and the form behind it are two units that are no token.
    const auto marks = static_cast<std::uint32_t>(std::popcount(halves[0]) + std::popcount(halves[1])) / 16;
    const auto last_two = halves[1] >> 32;
    if (last_two == 0) return {kTogether, kTogether - 2 * marks};
    const auto before_mark = last_two >> 16 != 0 ? kTogether - 1 : kTogether - 2;
    return {before_mark, before_mark - 2 * (marks - 1)};
  }

  const Chain& chain_of(std::uint16_t unit) const { return chains_[unit % kChains]; }

  static constexpr std::uint16_t kForm = 2;
  static constexpr std::uint16_t kFirstHash = 16;

  std::bitset<65536> units_;
  std::vector<Units> few_;  ///< Each unit, in all places; no more than one above kFew.
  std::vector<Entry> entries_;
  std::array<Chain, kChains> chains_{};  ///< Entries by their unit: with a thousand stems, each token would ask all.
};

/// Reads a stream; `bytes` must outlive it. Damaged bytes give wrong tokens, never a read past the end.
class TokenStream {
 public:
  explicit TokenStream(std::string_view bytes) : bytes_(bytes) {}

  std::string_view language() const { return bytes_.substr(0, 2); }

  /// Calls `found(const StreamToken&)` for every token of `stems`, in order. A stem added for several words is found
  /// for each of them.
  template <typename Found>
  void find(const StemSet& stems, Found&& found) const;

  /// Whether a token of the one stem may stand right before one of the other. False if there is certainly none: at a
  /// tenth of what finding both costs. A token over others, or one that is told with all its bits, may be anything.
  bool may_follow(std::uint64_t first_stem, std::uint64_t second_stem) const;

  /// Returns the number of words (tokens that take a position) in the texts of a field.
  std::uint32_t word_count(std::size_t field) const;
  /// Calls `action` with the unit of the stem of each of these words.
  template <typename Action>
  void for_each_word(std::size_t field, Action&& action) const;

  static std::uint16_t unit_of(std::uint64_t hash) {
    return static_cast<std::uint16_t>(kFirstHash + hash % (65536 - kFirstHash));
  }

  static constexpr std::uint16_t kText = 0;
  static constexpr std::uint16_t kOver = 1;
  static constexpr std::uint16_t kForm = StemSet::kForm;
  static constexpr std::uint16_t kLongForm = 3;
  static constexpr std::uint16_t kLongStem = 4;
  static constexpr std::uint16_t kOverTwo = 5;
  static constexpr std::uint16_t kFirstHash = StemSet::kFirstHash;

 private:
  std::uint16_t unit(std::size_t at) const {
    std::uint16_t value = 0;
    if (2 * at + 2 <= bytes_.size()) std::memcpy(&value, bytes_.data() + 2 * at, 2);
    return value;
  }
  static bool is_over_mark(std::uint16_t unit) { return unit == kOver || (unit >= kOverTwo && unit < kFirstHash); }
  bool may_be_over(std::size_t at) const;
  bool may_begin_with(std::size_t at, std::uint16_t stem) const;
  std::uint64_t long_unit(std::size_t at) const {
    std::uint64_t value = 0;
    if (2 * at + 8 <= bytes_.size()) std::memcpy(&value, bytes_.data() + 2 * at, 8);
    return value;
  }

  std::string_view bytes_;
};

template <typename Found>
void TokenStream::find(const StemSet& stems, Found&& found) const {
  // Most tokens are one unit that nobody looks for: for these, two counters and a bit are all that is touched.
  StreamToken token{};
  token.words = 1;
  std::uint32_t next_position = 0;
  std::uint32_t next_index = 0;
  bool has_marks = false;  // of what stands before a token: kOver, kForm, kLongForm
  const std::size_t count = bytes_.size() / 2;
  const auto give = [&](std::uint16_t value, auto&& is_it) {
    token.index = next_index;
    token.position = next_position;
    for (auto i = stems.chain_of(value).first; i != StemSet::kNone; i = stems.entries_[i].next) {
      if (!is_it(stems.entries_[i])) continue;
      token.word = stems.entries_[i].word;
      found(static_cast<const StreamToken&>(token));
    }
  };
  const auto go_on = [&] {
    ++next_index;
    next_position += token.is_over ? 0 : 1;
    if (!has_marks) return;
    token.is_over = false;
    token.words = 1;
    token.form = 0;
    token.form_is_long = false;
    has_marks = false;
  };
  const bool passes_over = stems.are_few();
  std::size_t looked_at = 0;  // before here it is known that something is found among the next eight
  for (std::size_t at = 1; at < count; ++at) {
    if (passes_over && !has_marks && at >= looked_at) {
      while (at + StemSet::kTogether <= count) {
        const auto passed = stems.pass_over(bytes_.data() + 2 * at);
        if (passed.units == 0) break;
        at += passed.units;
        next_index += passed.tokens;
        next_position += passed.tokens;
      }
      looked_at = at + StemSet::kTogether;
      if (at >= count) break;
    }
    std::uint16_t value = 0;
    std::memcpy(&value, bytes_.data() + 2 * at, sizeof value);
    if (value >= kFirstHash) [[likely]] {
      if (stems.units_.test(value)) [[unlikely]] {
        give(value, [&](const StemSet::Entry& entry) { return entry.unit == value; });
      }
      go_on();
      continue;
    }
    switch (value) {
      case kText: {
        const std::uint32_t field = unit(++at);
        token.ordinal = field == token.field && next_position > 0 ? token.ordinal + 1 : 0;
        token.field = field;
        next_index = 0;
        next_position += kTextGap;
        break;
      }
      case kOver:
        token.is_over = has_marks = true;
        break;
      case kForm:
        token.form = unit(++at);
        has_marks = true;
        break;
      case kLongForm:
        token.form = long_unit(at + 1);
        token.form_is_long = has_marks = true;
        at += 4;
        break;
      case kLongStem: {
        const auto hash = long_unit(at + 1);
        at += 4;
        if (stems.units_.test(unit_of(hash))) {
          give(unit_of(hash), [&](const StemSet::Entry& entry) { return entry.stem_hash == hash; });
        }
        go_on();
        break;
      }
      default:
        token.is_over = has_marks = true;
        token.words = 2u + value - kOverTwo;
        break;
    }
  }
}

/// How many words the shortest of a record's names has, in which a repeated word counts once: of a name of the length L
/// n different stems are at most the share n / L. 0 if none of the fields has words.
std::uint32_t name_length(std::string_view stream, const std::vector<std::size_t>& name_fields);

}  // namespace kbsearch::store
