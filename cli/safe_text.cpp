#include "safe_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "terminal_sequences.hpp"

namespace kbsearch::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::size_t kCutOff = std::string_view::npos;

struct Character {
  std::size_t size = 1;  ///< In bytes; kCutOff if the text ends inside of it.
  char32_t value = 0;
  bool is_utf8 = true;
};

/// Returns the character that a text that is not empty begins with. Of what is no UTF-8 it is one byte.
Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto lead = byte(0);
  if (lead < 0x80) return {1, lead, true};
  if (lead < 0xC2 || lead > 0xF4) return {1, 0, false};
  const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t value = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (i == text.size()) return {kCutOff, 0, false};
    if ((byte(i) & 0xC0u) != 0x80) return {1, 0, false};
    value = value << 6 | (byte(i) & 0x3Fu);
  }
  constexpr std::array<char32_t, 5> kLeast = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kLeast[size] || is_surrogate || value > 0x10FFFF) return {1, 0, false};
  return {size, value, true};
}

bool is_plain(char c) { return c > ' ' && c < 0x7F; }

bool has_linked_scheme(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://", "file://"}) {
    if (url.starts_with(scheme)) return true;
  }
  return false;
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029; }

/// Characters that show what follows in another order than it has.
bool turns_text(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }

void append_replaced(const Character& character, SafeForm form, std::string& out) {
  if (form == SafeForm::kJson) {
    char escape[8];
    std::snprintf(escape, sizeof escape, "\\u%04x",
                  character.is_utf8 ? static_cast<unsigned>(character.value) : 0xFFFD);
    out += escape;
  } else if (character.is_utf8 && is_control(character.value)) {
    out += ' ';
  } else {
    out += kReplacement;
  }
}

/// Returns the bytes of the hyperlink's half that `text` begins with; 0 if there is none.
std::size_t link_size(std::string_view text) {
  if (!text.starts_with(kLinkBegin)) return kLinkBegin.starts_with(text) ? kCutOff : 0;
  const auto rest = text.substr(kLinkBegin.size(), kMostLinkBytes + kLinkEnd.size());
  const auto end = rest.find('\033');
  if (end == rest.npos) return rest.size() <= kMostLinkBytes ? kCutOff : 0;
  if (end + 1 == rest.size()) return kCutOff;
  const auto url = rest.substr(0, end);
  if (!rest.substr(end).starts_with(kLinkEnd) || (!url.empty() && !is_linkable(url))) return 0;
  return kLinkBegin.size() + end + kLinkEnd.size();
}

/// Returns the bytes of the allowed sequence that `text` begins with; 0 if there is none.
std::size_t allowed_size(std::string_view text, const SafeRule& rule) {
  if (text.front() != '\033') return 0;
  bool is_cut_off = false;
  if (rule.styles) {
    for (const auto style : kStyles) {
      if (text.starts_with(style)) return style.size();
      is_cut_off = is_cut_off || style.starts_with(text);
    }
  }
  const auto link = rule.hyperlinks ? link_size(text) : 0;
  return link == 0 && is_cut_off ? kCutOff : link;
}

}  // namespace

bool is_linkable(std::string_view url) {
  return has_linked_scheme(url) && url.size() <= kMostLinkBytes && std::all_of(url.begin(), url.end(), is_plain);
}

std::string link_target(std::string_view url) {
  if (!has_linked_scheme(url) || url.size() > kMostLinkBytes) return {};
  std::string target;
  for (const char c : url) {
    if (is_plain(c)) {
      target += c;
    } else {
      char encoded[4];
      std::snprintf(encoded, sizeof encoded, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
      target += encoded;
    }
  }
  return target.size() <= kMostLinkBytes ? target : std::string();
}

std::size_t append_safe(std::string_view text, const SafeRule& rule, bool is_last, std::string& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    const auto rest = text.substr(at);
    const auto sequence = allowed_size(rest, rule);
    auto character = first_character(rest);
    if (sequence == kCutOff || character.size == kCutOff) {
      if (!is_last) return at;
      character.size = 1;
    } else if (sequence > 0) {
      out += rest.substr(0, sequence);
      at += sequence;
      continue;
    }
    const bool is_layout = character.value == '\n' || character.value == '\t';
    if (character.is_utf8 && (is_layout || (!is_control(character.value) && !turns_text(character.value)))) {
      out += rest.substr(0, character.size);
    } else {
      append_replaced(character, rule.form, out);
    }
    at += character.size;
  }
  return at;
}

std::string printable(std::string_view text) {
  std::string out;
  append_safe(text, {}, /*is_last=*/true, out);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return out;
}

}  // namespace kbsearch::cli
