#include "records/html_text.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/ascii.hpp"
#include "base/utf8.hpp"

namespace kbsearch::records {
namespace {

struct NamedEntity {
  std::string_view name;
  std::string_view text;
};
/// Those that people write; the full list of HTML has over two thousand.
constexpr NamedEntity kNamedEntities[] = {
    {"amp", "&"},         {"lt", "<"},          {"gt", ">"},          {"quot", "\""},       {"apos", "'"},
    {"nbsp", " "},        {"mdash", "\u2014"},  {"ndash", "\u2013"},  {"hellip", "\u2026"}, {"lsquo", "\u2018"},
    {"rsquo", "\u2019"},  {"ldquo", "\u201C"},  {"rdquo", "\u201D"},  {"copy", "\u00A9"},   {"reg", "\u00AE"},
    {"trade", "\u2122"},  {"times", "\u00D7"},  {"deg", "\u00B0"},    {"euro", "\u20AC"},   {"pound", "\u00A3"},
    {"bull", "\u2022"},   {"middot", "\u00B7"}, {"rarr", "\u2192"},   {"larr", "\u2190"},   {"le", "\u2264"},
    {"ge", "\u2265"},     {"ne", "\u2260"},     {"plusmn", "\u00B1"}, {"auml", "\u00E4"},   {"ouml", "\u00F6"},
    {"uuml", "\u00FC"},   {"Auml", "\u00C4"},   {"Ouml", "\u00D6"},   {"Uuml", "\u00DC"},   {"szlig", "\u00DF"},
    {"aacute", "\u00E1"}, {"agrave", "\u00E0"}, {"acirc", "\u00E2"},  {"atilde", "\u00E3"}, {"aring", "\u00E5"},
    {"aelig", "\u00E6"},  {"ccedil", "\u00E7"}, {"Ccedil", "\u00C7"}, {"eacute", "\u00E9"}, {"Eacute", "\u00C9"},
    {"egrave", "\u00E8"}, {"ecirc", "\u00EA"},  {"euml", "\u00EB"},   {"iacute", "\u00ED"}, {"icirc", "\u00EE"},
    {"iuml", "\u00EF"},   {"ntilde", "\u00F1"}, {"oacute", "\u00F3"}, {"ocirc", "\u00F4"},  {"otilde", "\u00F5"},
    {"oslash", "\u00F8"}, {"oelig", "\u0153"},  {"uacute", "\u00FA"}, {"ugrave", "\u00F9"}, {"ucirc", "\u00FB"},
    {"yacute", "\u00FD"}, {"laquo", "\u00AB"},  {"raquo", "\u00BB"},  {"sect", "\u00A7"},   {"para", "\u00B6"},
    {"sbquo", "\u201A"},  {"bdquo", "\u201E"},  {"dagger", "\u2020"}, {"shy", "\u00AD"},    {"cent", "\u00A2"},
    {"alpha", "\u03B1"},  {"beta", "\u03B2"},   {"gamma", "\u03B3"},  {"micro", "\u00B5"},
};

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    if (c != lower[i]) return false;
  }
  return true;
}

/// Returns the position after the tag that opens at `start`.
std::size_t end_of_tag(std::string_view html, std::size_t start) {
  char quote = '\0';
  for (std::size_t at = start + 1; at < html.size(); ++at) {
    const char c = html[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return at + 1;
    }
  }
  return html.size();
}

std::size_t end_after(std::string_view html, std::string_view mark, std::size_t from) {
  const std::size_t found = html.find(mark, from);
  return found == std::string_view::npos ? html.size() : found + mark.size();
}

/// Returns the end of `<script>` or `<style>` with its content.
std::size_t end_of_silent_element(std::string_view html, std::size_t start, std::string_view name) {
  for (std::size_t at = html.find("</", start); at != std::string_view::npos; at = html.find("</", at + 2)) {
    if (starts_with_ignoring_case(html.substr(at + 2), name)) return end_of_tag(html, at);
  }
  return html.size();
}

/// Returns the end of the markup that opens at `start`, or `start` if the '<' there is only a sign.
std::size_t end_of_markup(std::string_view html, std::size_t start) {
  const std::string_view rest = html.substr(start + 1);
  if (rest.starts_with("!--")) return end_after(html, "-->", start + 4);
  for (const std::string_view silent : {"script", "style"}) {
    if (starts_with_ignoring_case(rest, silent)) return end_of_silent_element(html, start, silent);
  }
  const bool tag = !rest.empty() &&
                   (base::is_letter(rest.front()) || rest.front() == '/' || rest.front() == '!' || rest.front() == '?');
  return tag ? end_of_tag(html, start) : start;
}

std::string decode_number(std::string_view digits, int base) {
  std::uint32_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, number, base);
  const bool surrogate = number >= 0xD800 && number < 0xE000;
  if (result.ec != std::errc() || result.ptr != end || number == 0 || number > 0x10FFFF || surrogate) {
    number = base::kReplacement;
  }
  std::string text;
  base::append_utf8(text, number);
  return text;
}

}  // namespace

std::string without_html_tags(std::string_view html) {
  std::string text;
  for (std::size_t at = 0; at < html.size();) {
    const std::size_t open = std::min(html.find('<', at), html.size());
    text += html.substr(at, open - at);
    if (open == html.size()) break;
    at = end_of_markup(html, open);
    if (at == open) {
      text += html[at++];
    } else if (!text.empty() && text.back() != '\n' && text.back() != ' ') {
      text += ' ';  // <td>a</td><td>b</td> is two words
    }
  }
  return text;
}

std::optional<HtmlTag> HtmlTags::next() {
  static constexpr std::string_view kRawText[] = {"script", "style",   "textarea", "title",
                                                  "xmp",    "noembed", "noframes", "iframe"};
  while ((at_ = html_.find('<', at_)) != std::string_view::npos) {
    const std::string_view rest = html_.substr(at_ + 1);
    const bool is_end = rest.starts_with('/');
    const std::size_t name_at = is_end ? 1 : 0;
    const std::size_t start = at_;
    if (rest.starts_with("!--")) {
      at_ = end_after(html_, "-->", at_ + 4);
      continue;
    }
    if (rest.size() <= name_at || !base::is_letter(rest[name_at])) {
      ++at_;
      continue;
    }
    HtmlTag tag{{}, is_end, false};
    const std::size_t name_end = std::min(rest.find_first_of(" \t\r\n\f/>", name_at), rest.size());
    for (const char c : rest.substr(name_at, name_end - name_at)) {
      tag.name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    at_ = end_of_tag(html_, at_);
    tag.closes_itself = at_ >= 2 && at_ - 2 > start && html_[at_ - 2] == '/';
    const bool is_raw = std::find(std::begin(kRawText), std::end(kRawText), tag.name) != std::end(kRawText);
    if (is_raw && !is_end && !tag.closes_itself) at_ = end_of_silent_element(html_, at_, tag.name);
    return tag;
  }
  return std::nullopt;
}

std::string decode_entity(std::string_view entity) {
  if (entity.size() < 3 || entity.front() != '&' || entity.back() != ';') return std::string(entity);
  const std::string_view name = entity.substr(1, entity.size() - 2);
  if (name.starts_with("#x") || name.starts_with("#X")) return decode_number(name.substr(2), 16);
  if (name.starts_with('#')) return decode_number(name.substr(1), 10);
  for (const NamedEntity& known : kNamedEntities) {
    if (known.name == name) return std::string(known.text);
  }
  return std::string(entity);
}

std::string decode_entities(std::string_view text) {
  constexpr std::size_t kLongestName = 32;
  std::string decoded;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('&'), text.size());
    decoded += text.substr(0, open);
    text.remove_prefix(open);
    if (text.empty()) break;
    const std::size_t end = text.substr(0, kLongestName).find(';');
    const std::size_t size = end == std::string_view::npos ? 1 : end + 1;
    decoded += decode_entity(text.substr(0, size));
    text.remove_prefix(size);
  }
  return decoded;
}

}  // namespace kbsearch::records
