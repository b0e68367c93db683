#include "query/lexer.hpp"

#include <algorithm>
#include <charconv>

#include "analysis/inner_signs.hpp"
#include "base/ascii.hpp"
#include "base/utf8.hpp"
#include "kbsearch/query.hpp"

namespace kbsearch::query {
namespace {

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || base::is_digit(c) || c == '_';
}

/// Does a word end here, if no bracket of its own is open?
bool ends_word(const Sign& sign) { return sign.ascii == ' ' || sign.ascii == ')'; }

/// Returns the byte after the word at `at`.
std::size_t end_of_word(std::string_view text, std::size_t at, bool in_list) {
  std::size_t own_brackets = 0;
  for (;;) {
    const Sign sign = sign_at(text, at);
    if (sign.ascii == '\\') {
      const Sign next = sign_at(text, at + 1);
      at += 1 + (can_be_escaped(next) ? next.size : 0);
      continue;
    }
    if (sign.ascii == ' ' || (in_list && sign.ascii == ',')) return at;
    if (sign.ascii == ')' && own_brackets-- == 0) return at;
    if (sign.ascii == '(') ++own_brackets;
    at += sign.size;
  }
}

/// Resolves the backslashes of a word.
std::string unescaped(std::string_view raw) {
  std::string text;
  for (std::size_t at = 0; at < raw.size();) {
    Sign sign = sign_at(raw, at);
    if (sign.ascii == '\\') {
      const Sign next = sign_at(raw, at + 1);
      if (can_be_escaped(next)) {
        ++at;
        sign = next;
      }
    }
    if (sign.ascii == ' ') {
      text.push_back(' ');
    } else {
      text.append(raw.substr(at, sign.size));
    }
    at += sign.size;
  }
  return base::clean_utf8(text);
}

/// Is an odd number of backslashes before `at`?
bool is_escaped(std::string_view raw, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && raw[begin - 1] == '\\') --begin;
  return (at - begin) % 2 == 1;
}

/// Returns where the last character of `raw` begins if it means `ascii`; npos if it does not, or is escaped.
std::size_t last_sign(std::string_view raw, char ascii) {
  if (raw.empty()) return raw.npos;
  const std::size_t at = base::floor_to_character(raw, raw.size() - 1);
  return sign_at(raw, at).ascii == ascii && !is_escaped(raw, at) ? at : raw.npos;
}

}  // namespace

std::optional<double> read_boost(std::string_view text, std::size_t& at) {
  const Sign caret = sign_at(text, at);
  if (caret.ascii != '^') return std::nullopt;
  const std::size_t begin = at + caret.size;
  std::size_t end = begin;
  while (end < text.size() && (base::is_digit(text[end]) || text[end] == '.')) ++end;
  double boost = 0.0;
  const char* const last = text.data() + end;
  const auto [stop, error] = std::from_chars(text.data() + begin, last, boost, std::chars_format::fixed);
  if (error != std::errc{} || stop != last || !ends_word(sign_at(text, end))) return std::nullopt;
  at = end;
  return boost;
}

Word read_word(std::string_view text, std::size_t at) {
  Word word;
  word.end = end_of_word(text, at, /*in_list=*/false);
  // A backslash before an operator makes it a word.
  if (sign_at(text, at).ascii == '\\' && read_operator(text, at + 1).kind != Operator::kNone) ++at;
  auto raw = text.substr(at, word.end - at);

  std::size_t number = raw.size();
  while (number > 0 && (base::is_digit(raw[number - 1]) || raw[number - 1] == '.')) --number;
  std::size_t caret = last_sign(raw.substr(0, number), '^');
  if (caret != raw.npos && caret > 0) {
    const std::size_t boosted = caret;
    word.boost = read_boost(raw, caret);
    if (word.boost) raw = raw.substr(0, boosted);
  }
  const std::size_t star = last_sign(raw, '*');
  word.text = unescaped(raw.substr(0, star));
  if (star == raw.npos) return word;
  const auto characters = std::count_if(word.text.begin(), word.text.end(), [](char c) { return (c & 0xC0) != 0x80; });
  word.is_prefix = characters >= static_cast<std::ptrdiff_t>(PrefixQuery::kMinCharacters);
  if (word.is_prefix) return word;
  word.is_short_prefix = !word.text.empty();
  word.text = unescaped(raw);
  return word;
}

Word read_list_value(std::string_view text, std::size_t at) {
  const std::size_t end = end_of_word(text, at, /*in_list=*/true);
  return {unescaped(text.substr(at, end - at)), false, false, std::nullopt, end};
}

std::size_t field_name_size(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_name_character(text[end])) ++end;
  const Sign colon = sign_at(text, end);
  if (end == at || colon.ascii != ':') return 0;
  const std::size_t value = end + colon.size;
  if (ends_word(sign_at(text, value)) || text.substr(std::min(value, text.size())).starts_with("//")) return 0;
  return end - at;
}

bool is_prefix_sign(std::string_view text, std::size_t at) {
  const Sign sign = sign_at(text, at);
  if (sign.ascii != '+' && sign.ascii != '-') return false;
  const Sign next = sign_at(text, at + sign.size);
  return !ends_word(next) && next.ascii != sign.ascii;
}

OperatorWord read_operator(std::string_view text, std::size_t at) {
  const auto rest = text.substr(std::min(at, text.size()));
  const auto stands_alone = [&](std::size_t size) {
    const Sign next = sign_at(rest, size);
    return ends_word(next) || next.ascii == '(';
  };
  if (rest.starts_with("AND") && stands_alone(3)) return {Operator::kAnd, 0, 3};
  if (rest.starts_with("OR") && stands_alone(2)) return {Operator::kOr, 0, 2};
  if (rest.starts_with("NOT") && stands_alone(3)) return {Operator::kNot, 0, 3};
  if (!rest.starts_with("NEAR")) return {};
  if (stands_alone(4)) return {Operator::kNear, NearQuery::kDefaultDistance, 4};
  if (rest.size() < 6 || rest[4] != '/') return {};
  std::size_t distance = 0;
  const auto [end, error] = std::from_chars(rest.data() + 5, rest.data() + rest.size(), distance);
  const auto size = static_cast<std::size_t>(end - rest.data());
  if (error != std::errc{} || distance == 0 || !stands_alone(size)) return {};
  return {Operator::kNear, distance, size};
}

std::optional<QuoteFinder::Quotation> QuoteFinder::read(std::size_t at) {
  const Sign open = sign_at(text_, at);
  bool& never_closes = never_closes_[static_cast<std::size_t>(open.quote)];
  if (never_closes) return std::nullopt;
  std::string inside;
  for (std::size_t i = at + open.size; i < text_.size();) {
    Sign sign = sign_at(text_, i);
    const bool is_end = closes(open.quote, sign.quote) && analysis::mark_within_word(text_, i) == 0;
    if (is_end) return Quotation{base::clean_utf8(inside), i + sign.size};
    if (sign.ascii == '\\') {
      const Sign next = sign_at(text_, i + 1);
      if (next.quote != Quote::kNone || next.ascii == '\\') {
        ++i;
        sign = next;
      }
    }
    if (sign.ascii == ' ') {
      inside.push_back(' ');
    } else {
      inside.append(text_.substr(i, sign.size));
    }
    i += sign.size;
  }
  never_closes = true;
  return std::nullopt;
}

}  // namespace kbsearch::query
