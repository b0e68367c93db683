#include "analysis/tokenizer.hpp"

#include <algorithm>

#include "analysis/character_class.hpp"
#include "analysis/dictionary_words.hpp"
#include "analysis/fold.hpp"
#include "analysis/inner_signs.hpp"
#include "analysis/name_parts.hpp"
#include "analysis/percent_encoding.hpp"
#include "analysis/thousands.hpp"
#include "analysis/versions.hpp"
#include "base/utf8.hpp"

namespace kbsearch::analysis {
namespace {

// A joined writing with more parts or bytes than this is a path or noise: its parts are indexed, no blend is.
constexpr std::size_t kMaxHyphenatedParts = 6;
constexpr std::size_t kMaxBlendParts = 16;
constexpr std::size_t kMaxBlendBytes = 160;

struct Part {
  std::uint32_t begin;
  std::uint32_t end;
  char joined_by;       ///< The character between the part before and this one; 0 for the first.
  std::uint32_t first;  ///< Where it begins and ends with the v of a version: v2.10.0, 2301.12345v2.
  std::uint32_t last;
};

/// Joins a name to its version: gcc12.2.
constexpr char kNothing = '\x01';

class Scanner {
 public:
  Scanner(std::string_view text, std::uint32_t first_position, std::vector<TokenSpan>& spans)
      : text_(text), position_(first_position), spans_(spans) {}

  std::uint32_t scan() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const auto [kind, size] = classify(text_, at);
      switch (kind) {
        case CharacterClass::kLetter:
        case CharacterClass::kDigit:
          at = scan_joined(at);
          break;
        case CharacterClass::kIdeograph:
          at = scan_ideographs(at);
          break;
        case CharacterClass::kDictionary:
          at = scan_dictionary_run(at);
          break;
        case CharacterClass::kPicture:
          at = scan_picture(at, picture_end(text_, at));
          break;
        default:
          at = is_keycap(at) ? scan_picture(at, picture_end(text_, at)) : at + size;
      }
    }
    return position_;
  }

 private:
  CharacterClass class_at(std::size_t at) const {
    return at < text_.size() ? classify(text_, at).kind : CharacterClass::kOther;
  }
  char byte_at(std::size_t at) const { return at < text_.size() ? text_[at] : '\0'; }
  Sign sign(std::size_t at) const {
    const char byte = byte_at(at);
    return static_cast<signed char>(byte) > 0 ? Sign{byte, 1} : sign_at(text_, at);
  }
  bool is_word_class(CharacterClass kind) const {
    return kind == CharacterClass::kLetter || kind == CharacterClass::kDigit;
  }
  bool starts_word(std::size_t at) const { return is_word_class(class_at(at)); }
  bool is_digit(std::size_t at) const { return class_at(at) == CharacterClass::kDigit; }
  bool ends_in_digit(std::size_t end) const { return is_digit(base::floor_to_character(text_, end - 1)); }
  bool is_letter(std::size_t at) const { return class_at(at) == CharacterClass::kLetter; }
  void push(std::size_t begin, std::size_t end, std::uint32_t position, TokenKind kind) {
    spans_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), position, kind});
  }

  /// Passes over what cannot be seen: pages put a zero-width space behind a hyphen or a full stop.
  std::size_t visible_from(std::size_t at) const {
    while (class_at(at) == CharacterClass::kExtend || class_at(at) == CharacterClass::kBreakPoint) {
      at += classify(text_, at).size;
    }
    return at;
  }

  std::size_t word_run_end(std::size_t at) const {
    while (at < text_.size()) {
      const auto [kind, size] = classify(text_, at);
      const bool goes_on =
          is_word_class(kind) || kind == CharacterClass::kExtend || kind == CharacterClass::kBreakPoint;
      const std::size_t inner_mark = goes_on ? 0 : mark_within_word(text_, at);
      if (!goes_on && inner_mark == 0) break;
      at += goes_on ? size : inner_mark;
    }
    return at;
  }

  /// Returns the end of `u.s.a` style initials that begin at `at`, without the last dot; 0 if there are none.
  std::size_t initials_end(std::size_t at) const {
    std::size_t end = 0;
    while (is_letter(at)) {
      const std::size_t after = at + classify(text_, at).size;
      if (starts_word(after)) return 0;
      const auto [dot, dot_size] = sign(after);
      const bool more = dot == '.' && is_letter(after + dot_size);
      if (!more) return end == 0 || dot == '@' ? 0 : after;
      end = after;
      at = after + dot_size;
    }
    return 0;
  }

  /// Scans one part: a word, a number with its point or thousands separators, initials, a contraction.
  /// Sets `next` to where scanning goes on: behind a possessive 's.
  std::size_t part_end(std::size_t begin, const GroupedNumber& number, std::size_t& next) const {
    if (const auto end = initials_end(begin); end != 0) return next = end;
    const bool is_grouped = number.end > begin && !number.has_spaces;
    std::size_t end = is_grouped ? number.end : word_run_end(begin);
    for (;;) {
      const auto [c, size] = sign(end);
      const bool decimals = c == '.' && ends_in_digit(end) && is_digit(end + size) && is_digit(begin);
      if (!decimals) break;
      end = word_run_end(end + size);
    }
    return end_behind_apostrophes(begin, end, next);
  }

  /// Goes on behind apostrophes to the end of the part: don't and rock'n'roll are one word, dont in the index.
  std::size_t end_behind_apostrophes(std::size_t begin, std::size_t end, std::size_t& next) const {
    for (;;) {
      next = end;
      const auto [apostrophe, size] = apostrophe_at(text_, end);
      if (apostrophe == Apostrophe::kNone || !is_letter(end + size)) return end;
      const std::size_t tail = end + size;
      const std::size_t tail_end = word_run_end(tail);
      if (fold_case(text_.substr(tail, tail_end - tail)) == "s") {
        next = tail_end;  // possessive: the word is what stands before it
        return end;
      }
      const bool parts = (apostrophe == Apostrophe::kLookAlike && ends_in_digit(end)) ||
                         (apostrophe != Apostrophe::kLetter && is_elided(text_.substr(begin, end - begin)));
      if (parts) return end;
      end = tail_end;
    }
  }

  void add_part(std::size_t begin, std::size_t end, char joined_by, std::size_t first) {
    const auto bare_end = without_version(text_, begin, end);
    parts_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(bare_end), joined_by,
                      static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end)});
  }

  /// Scans a word and all that is joined to it without a space: parts, then the blended tokens over them.
  std::size_t scan_joined(std::size_t at) {
    parts_.clear();
    char joined_by = 0;
    std::size_t next = at;
    GroupedNumber grouped;
    for (;;) {
      if (at >= grouped.end) grouped = grouped_number_at(text_, at);
      const std::size_t number = version_in(text_, at);
      const std::size_t begin = number == 0 ? at : number;
      const std::size_t end = part_end(begin, grouped, next);
      const bool is_alone = number == 0 || (number == at + 1 && is_v(text_[at]));
      if (!is_alone) {
        add_part(at, number, joined_by, at);
        joined_by = kNothing;
      }
      add_part(begin, end, joined_by, is_alone ? at : begin);
      if (next != end) break;
      const auto [c, size] = sign(end);
      const bool is_group_space = end < grouped.end;
      const bool joins = c == '-' || c == '_' || c == '.' || c == '@' || c == '&' || is_group_space;
      if (!joins) break;
      const std::size_t after = visible_from(end + size);
      if (!starts_word(after)) break;
      joined_by = is_group_space ? ' ' : c;
      at = after;
    }
    emit_parts_and_blends();
    return next;
  }

  void emit_parts_and_blends() {
    const std::size_t first = spans_.size();
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const auto position = position_ + static_cast<std::uint32_t>(i);
      push(parts_[i].begin, parts_[i].end, position, TokenKind::kWord);
      names_.clear();
      parts_of_name(text_.substr(parts_[i].begin, parts_[i].end - parts_[i].begin), names_);
      for (const auto& part : names_) {
        push(parts_[i].begin + part.begin, parts_[i].begin + part.end, position, TokenKind::kPart);
      }
    }
    emit_blends(
        kMaxHyphenatedParts, [](char c) { return c == '-' || c == '_' || c == kNothing; },
        [](char c) { return c != kNothing; });
    emit_blends(
        kMaxBlendParts, [](char c) { return c != '&' && c != ' '; }, [](char c) { return c == '.' || c == '@'; });
    emit_blends(
        2, [](char c) { return c == '&'; }, [](char) { return true; });
    emit_blends(
        kMaxBlendParts, [](char c) { return c == ' '; }, [](char) { return true; });
    emit_versions();
    emit_symbol_blends();
    position_ += static_cast<std::uint32_t>(parts_.size());
    const auto longer_first = [](const TokenSpan& a, const TokenSpan& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    };
    std::sort(spans_.begin() + static_cast<std::ptrdiff_t>(first), spans_.end(), longer_first);
  }

  /// Emits a blend for each longest run of parts joined by characters that `continues` accepts, if one of those
  /// characters also satisfies `needed`.
  template <typename Continues, typename Needed>
  void emit_blends(std::size_t max_parts, Continues continues, Needed needed) {
    for (std::size_t i = 0; i + 1 < parts_.size();) {
      std::size_t last = i;
      bool wanted = false;
      while (last + 1 < parts_.size() && continues(parts_[last + 1].joined_by)) {
        wanted = wanted || needed(parts_[last + 1].joined_by);
        ++last;
      }
      const bool fits = last - i + 1 <= max_parts && parts_[last].last - parts_[i].first <= kMaxBlendBytes;
      if (last > i && wanted && fits) {
        push(parts_[i].first, parts_[last].last, position_ + static_cast<std::uint32_t>(i), TokenKind::kBlend);
      }
      i = last + 1;
    }
  }

  /// A version with its v or its name, and with these its first number alone: v2.10.0 and v2, gcc12.2 and gcc12.
  void emit_versions() {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      const Part& part = parts_[i];
      const bool has_name = part.joined_by == kNothing;
      const auto begin = has_name ? parts_[i - 1].first : part.first;
      const auto position = position_ + static_cast<std::uint32_t>(has_name ? i - 1 : i);
      if (begin == part.begin && part.last == part.end) continue;
      push(begin, part.last, position, TokenKind::kBlend);
      const auto point = text_.substr(part.begin, part.end - part.begin).find('.');
      if (begin < part.begin && point != std::string_view::npos) {
        push(begin, part.begin + point, position, TokenKind::kBlend);
      }
    }
  }

  /// C++, C#, .NET: names that end or begin with a symbol; a version may follow (C++17).
  void emit_symbol_blends() {
    const Part& last = parts_.back();
    const auto last_position = position_ + static_cast<std::uint32_t>(parts_.size() - 1);
    const auto [symbol, size] = sign(last.end);
    const std::size_t after = last.end + size;
    if (symbol == '+') {
      const auto [repeated, repeated_size] = sign(after);
      const bool ends = repeated == '+' && !is_letter(after + repeated_size);
      if (ends) push(last.begin, after + repeated_size, last_position, TokenKind::kBlend);
    } else if (symbol == '#') {
      const bool is_short = last.end - last.begin <= std::size_t{2} * classify(text_, last.begin).size;
      const bool ends = is_short && is_letter(last.begin) && !is_letter(after);
      if (ends) push(last.begin, after, last_position, TokenKind::kBlend);
    }
    const Part& first = parts_.front();
    const bool dotted = first.begin > 0 && text_[first.begin - 1] == '.' && is_letter(first.begin);
    const char before = first.begin > 1 ? text_[first.begin - 2] : ' ';
    if (dotted && (before == ' ' || before == '\n' || before == '\t' || before == '(' || before == '"')) {
      push(first.begin - 1, first.end, position_, TokenKind::kBlend);
    }
  }

  /// `#` and `*` with the sign of a key around them.
  bool is_keycap(std::size_t at) const {
    const char c = text_[at];
    const bool may_be = (c == '#' || c == '*') && static_cast<unsigned char>(byte_at(at + 1)) >= 0x80;
    return may_be && picture_end(text_, at) > at;
  }

  std::size_t scan_picture(std::size_t at, std::size_t end) {
    push(at, end, position_++, TokenKind::kWord);
    return end;
  }

  std::size_t scan_ideographs(std::size_t at) {
    const std::size_t begin = at;
    characters_.clear();
    bool has_marks = false;
    while (at < text_.size()) {
      const auto [kind, size] = classify(text_, at);
      const bool continues = kind == CharacterClass::kExtend || kind == CharacterClass::kBreakPoint;
      if (continues && !characters_.empty()) {
        at += size;  // a voicing mark written apart belongs to the character before it
        has_marks = true;
        continue;
      }
      if (kind != CharacterClass::kIdeograph) break;
      characters_.push_back(static_cast<std::uint32_t>(at));
      at += size;
    }
    const std::size_t count = characters_.size();
    characters_.push_back(static_cast<std::uint32_t>(at));
    if (count == 1) {
      push(begin, at, position_, TokenKind::kWord);
    } else {
      word_ends_.clear();
      const auto run = text_.substr(begin, at - begin);
      if (has_marks) {
        word_ends_of_marked(run, characters_, word_ends_);
      } else {
        ideograph_word_ends(run, word_ends_);
      }
      emit_ideographs(begin, count);
    }
    position_ += static_cast<std::uint32_t>(count);
    return at;
  }

  void emit_ideographs(std::size_t begin, std::size_t count) {
    std::size_t word = 0;
    std::size_t word_begin = begin;
    for (std::size_t i = 0; i < count; ++i) {
      if (characters_[i] == word_begin && word < word_ends_.size()) {
        const std::size_t word_end = begin + word_ends_[word];
        const auto next_word = std::lower_bound(characters_.begin(), characters_.end(), word_end);
        const auto length = static_cast<std::size_t>(next_word - characters_.begin()) - i;
        if (length != 2 && word_end - word_begin <= kMaxBlendBytes) {
          push(word_begin, word_end, position_ + static_cast<std::uint32_t>(i), TokenKind::kLexeme);
        }
        // The dictionary may end a word inside a character with its marks: go on at the next whole character.
        word_begin = next_word == characters_.end() ? text_.size() + 1 : *next_word;
        while (word < word_ends_.size() && begin + word_ends_[word] < word_begin) ++word;
        if (word < word_ends_.size() && begin + word_ends_[word] == word_begin) ++word;
      }
      if (i + 1 < count) {
        push(characters_[i], characters_[i + 2], position_ + static_cast<std::uint32_t>(i), TokenKind::kBigram);
      }
    }
  }

  std::size_t scan_dictionary_run(std::size_t at) {
    const std::size_t begin = at;
    while (at < text_.size()) {
      const auto [kind, size] = classify(text_, at);
      if (kind != CharacterClass::kDictionary && kind != CharacterClass::kExtend) break;
      at += size;
    }
    word_ends_.clear();
    dictionary_word_ends(text_.substr(begin, at - begin), word_ends_);
    std::size_t word_begin = begin;
    for (const auto end : word_ends_) {
      push(word_begin, begin + end, position_++, TokenKind::kWord);
      word_begin = begin + end;
    }
    return at;
  }

  std::string_view text_;
  std::uint32_t position_;
  std::vector<TokenSpan>& spans_;
  std::vector<Part> parts_;
  std::vector<NamePart> names_;
  std::vector<std::uint32_t> characters_;
  std::vector<std::uint32_t> word_ends_;
};

}  // namespace

std::uint32_t tokenize(std::string_view text, std::uint32_t first_position, std::vector<TokenSpan>& spans) {
  std::uint32_t position = first_position;
  const auto scan = [&](std::string_view piece, auto original_of) {
    const std::size_t first = spans.size();
    position = Scanner(piece, position, spans).scan();
    for (std::size_t i = first; i < spans.size(); ++i) {
      spans[i].begin = static_cast<std::uint32_t>(original_of(spans[i].begin));
      spans[i].end = static_cast<std::uint32_t>(original_of(spans[i].end));
    }
  };
  std::size_t done = 0;
  for (auto encoded = next_encoded(text, 0); encoded.begin < encoded.end; encoded = next_encoded(text, done)) {
    scan(text.substr(done, encoded.begin - done), [done](std::size_t at) { return done + at; });
    scan(encoded.decoded, [&encoded](std::size_t at) { return encoded.original_of(at); });
    done = encoded.end;
  }
  if (done == 0) return Scanner(text, position, spans).scan();
  scan(text.substr(done), [done](std::size_t at) { return done + at; });
  return position;
}

}  // namespace kbsearch::analysis
