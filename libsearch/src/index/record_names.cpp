#include "index/record_names.hpp"

#include <algorithm>

#include "analysis/canonical_url.hpp"
#include "base/ascii.hpp"

namespace kbsearch::index {
namespace {

// Names end so before the name of a site or of a publisher: "Long-Term Future Fund | EA Funds".
constexpr std::string_view kBeforeSite[] = {" | ", " - ", " \u2013 ", " \u2014 ", " \u00b7 "};
// A title of more words than this is a sentence, and what follows a dash in it a part of it.
constexpr std::size_t kMostBytesBeforeSite = 60;

/// "LTFF", "GPT-4", "OpenAI": one word with two capitals.
bool is_short_form(std::string_view text) {
  return text.find(' ') == text.npos && std::count_if(text.begin(), text.end(), base::is_upper) >= 2;
}

void add_title(std::string_view title, std::vector<RecordName>& names) {
  names.push_back({std::string(title)});
  if (title.ends_with(')')) {
    const auto open = title.rfind('(');
    if (open == title.npos || open == 0) return;
    names.push_back({std::string(base::trimmed(title.substr(0, open)))});
    const auto inside = base::trimmed(title.substr(open + 1, title.size() - open - 2));
    if (is_short_form(inside)) names.push_back({std::string(inside)});
    return;
  }
  std::size_t end = 0;
  for (const auto separator : kBeforeSite) {
    const auto at = title.rfind(separator);
    if (at != title.npos) end = std::max(end, at);
  }
  if (end > 0 && end <= kMostBytesBeforeSite) names.push_back({std::string(base::trimmed(title.substr(0, end)))});
}

/// "long-term-future-fund" is made of words, "6bab1e10b0477c6d" and "E12" are not.
bool is_made_of_words(std::string_view id) {
  const auto fits = [](char c) { return base::is_lower(c) || base::is_digit(c) || c == '-' || c == '_'; };
  const bool is_hexadecimal = id.find_first_not_of("0123456789abcdef-") == id.npos && id.size() >= 8;
  return !is_hexadecimal && std::all_of(id.begin(), id.end(), fits) &&
         std::count_if(id.begin(), id.end(), base::is_lower) >= 2;
}

/// "metaculus.com" of `https://www.metaculus.com/`; nothing of an address within a site.
std::string whole_site(std::string_view url) {
  auto canonical = analysis::canonical_url(url);
  return canonical.find_first_of("/?#") == canonical.npos ? canonical : std::string();
}

}  // namespace

std::vector<RecordName> names_of(std::string_view record_id, const records::RecordValues& values,
                                 const Schema& schema) {
  std::vector<RecordName> names;
  const auto texts_of = [&](std::string_view name) {
    const auto field = schema.find(name);
    return field == Schema::kNoField ? std::vector<std::string>() : values.fields[field].texts;
  };
  for (const auto& title : texts_of("title")) add_title(base::trimmed(title), names);
  for (const auto& name : texts_of("file_name")) names.push_back({name});
  for (const auto& alias : texts_of("aliases")) names.push_back({alias});
  if (is_made_of_words(record_id)) names.push_back({std::string(record_id), true});
  for (const auto& url : texts_of("url")) {
    if (auto host = whole_site(url); !host.empty()) names.push_back({std::move(host), true});
  }
  return names;
}

}  // namespace kbsearch::index
