#include "records/saved_page_words.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "base/ascii.hpp"

namespace kbsearch::records {
namespace {

/// The wiki's common tags. A tag that is missing here is still read, only not parted from its
/// neighbours.
constexpr std::string_view kTags[] = {
    "academic",
    "agentic",
    "agi",
    "ai-control",
    "ai-ethics",
    "ai-safety",
    "alignment",
    "analysis",
    "announcement",
    "anthropic",
    "arxiv",
    "authentication",
    "authoritarianism",
    "automation",
    "autonomy",
    "benchmark",
    "benchmarks",
    "biosecurity",
    "bioweapons",
    "blog",
    "blog post",
    "capabilities",
    "capability",
    "case study",
    "commentary",
    "community",
    "competition",
    "compute",
    "compute-governance",
    "coordination",
    "corrigibility",
    "critical-infrastructure",
    "cybersecurity",
    "dataset",
    "debate",
    "deception",
    "decision-making",
    "deepfakes",
    "deployment",
    "disinformation",
    "documentation",
    "economic",
    "education",
    "effective-altruism",
    "epistemics",
    "ethics",
    "evaluation",
    "evaluations",
    "existential-risk",
    "field-building",
    "forecasting",
    "foundation-models",
    "frontier-ai",
    "frontier-models",
    "funding",
    "game-theory",
    "geopolitics",
    "governance",
    "government",
    "history",
    "human-agency",
    "industry",
    "inequality",
    "influence-operations",
    "information-warfare",
    "infrastructure",
    "international",
    "interpretability",
    "interview",
    "irreversibility",
    "kb-source",
    "law",
    "legal",
    "legislation",
    "letter",
    "llm",
    "lock-in",
    "machine-learning",
    "manipulation",
    "market-concentration",
    "mental-health",
    "meta",
    "military",
    "monitoring",
    "news",
    "news article",
    "nonprofit",
    "open-source",
    "openai",
    "opinion",
    "organization",
    "paper",
    "path-dependence",
    "philosophy",
    "podcast",
    "policy",
    "policy brief",
    "power-dynamics",
    "prediction-markets",
    "press release",
    "primary source",
    "prioritization",
    "privacy",
    "probability",
    "public-opinion",
    "red-teaming",
    "reference",
    "regulation",
    "report",
    "research",
    "research paper",
    "responsible-scaling",
    "risk-assessment",
    "risk-factor",
    "rlhf",
    "robustness",
    "safety",
    "safety-research",
    "scalable-oversight",
    "scaling",
    "scheming",
    "security",
    "speech",
    "standards",
    "statement",
    "superintelligence",
    "surveillance",
    "survey",
    "talk",
    "technical",
    "thresholds",
    "timeline",
    "timelines",
    "tool",
    "training",
    "transparency",
    "trust",
    "tutorial",
    "verification",
    "video",
    "web",
    "website",
    "wiki",
    "x-risk",
};

/// Kinds of pages as the table shows them. Longer ones are tried first: "Research Area" before
/// "Area".
constexpr std::string_view kPageTypes[] = {
    "Safety Agenda", "Research Area", "Organization", "Capability", "Historical", "Argument", "Analysis",
    "Approach",      "Resource",      "Scenario",     "Internal",   "Concept",    "Project",  "Metric",
    "Person",        "Policy",        "Event",        "Model",      "Table",      "Risk",     "Crux",
};

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view take_digits(std::string_view& text, std::size_t at_most) {
  std::size_t size = 0;
  while (size < text.size() && size < at_most && base::is_digit(text[size])) ++size;
  const std::string_view digits = text.substr(0, size);
  text.remove_prefix(size);
  return digits;
}

/// Returns "safety-agenda" for "Safety Agenda", as records write it.
std::string record_form(std::string_view type) {
  std::string form;
  for (const char c : type) form += c == ' ' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return form;
}

/// Whether `row` is a title that runs into `type`, in either of its two forms.
bool ends_with_type(std::string_view row, std::string_view type) {
  if (row.size() <= type.size()) return false;
  if (row.ends_with(type)) return true;
  // "AI risk" without a type is a title: only a small word that runs into it is no part of it.
  const char before = row[row.size() - type.size() - 1];
  return before != ' ' && before != '-' && row.ends_with(record_form(type));
}

/// Reads "Apr 9, 2026" (or "April 9, 2026") from the front of `text`. The year ends after four
/// digits, whatever follows: the size of the page does so at once.
std::string iso_date(std::string_view text) {
  const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(0, 3));
  if (month == kMonths.end()) return {};
  text.remove_prefix(std::min(text.find(' '), text.size()));
  text = trim(text);
  const std::string_view day = take_digits(text, 2);
  if (day.empty() || !text.starts_with(", ")) return {};
  text.remove_prefix(2);
  const std::string_view year = take_digits(text, 4);
  if (year.size() < 4) return {};
  const auto month_number = std::to_string(month - kMonths.begin() + 1);
  const auto two_digits = [](std::string_view number) {
    return number.size() == 1 ? "0" + std::string(number) : std::string(number);
  };
  return std::string(year) + "-" + two_digits(month_number) + "-" + two_digits(day);
}

}  // namespace

bool is_json_number(std::string_view text) {
  const bool only_digits = text.find_first_not_of("0123456789.") == std::string_view::npos;
  const bool digits_outside = !text.empty() && base::is_digit(text.front()) && base::is_digit(text.back());
  const bool leading_zero = text.size() > 1 && text[0] == '0' && text[1] != '.';
  return only_digits && digits_outside && !leading_zero && text.size() <= 8 &&
         std::count(text.begin(), text.end(), '.') <= 1;
}

std::vector<std::string> split_tags(std::string_view text) {
  constexpr std::size_t kUnreached = std::numeric_limits<std::size_t>::max();
  constexpr std::size_t kLongestTagLine = 4096;
  text = trim(text);
  if (text.empty()) return {};
  if (text.size() > kLongestTagLine) return {std::string(text)};
  // fewest[i]: tags needed for the first i bytes; last[i]: length of the last of them.
  std::vector<std::size_t> fewest(text.size() + 1, kUnreached);
  std::vector<std::size_t> last(text.size() + 1, 0);
  fewest[0] = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (fewest[at] == kUnreached) continue;
    for (const std::string_view tag : kTags) {
      const std::size_t end = at + tag.size();
      if (!text.substr(at).starts_with(tag) || fewest[end] <= fewest[at] + 1) continue;
      fewest[end] = fewest[at] + 1;
      last[end] = tag.size();
    }
  }
  if (fewest.back() == kUnreached) return {std::string(text)};
  std::vector<std::string> tags;
  for (std::size_t end = text.size(); end > 0; end -= last[end]) {
    tags.emplace_back(text.substr(end - last[end], last[end]));
  }
  std::reverse(tags.begin(), tags.end());
  return tags;
}

CitingPage split_citing_row(std::string_view row) {
  row = trim(row);
  std::size_t number = row.size();
  while (number > 0 && (base::is_digit(row[number - 1]) || row[number - 1] == '.')) --number;
  std::string_view rest = row.substr(0, number);
  // A row without a quality ends with its type, or with a dash for the quality.
  for (const std::string_view dash : {"-", "\u2013", "\u2014"}) {
    if (number == row.size() && rest.ends_with(dash)) rest.remove_suffix(dash.size());
  }
  for (const std::string_view known : kPageTypes) {
    if (!ends_with_type(rest, known)) continue;
    const std::string_view type = rest.substr(rest.size() - known.size());
    const std::string_view quality = row.substr(number);
    return {std::string(trim(rest.substr(0, rest.size() - known.size()))), std::string(type),
            is_json_number(quality) ? std::string(quality) : std::string()};
  }
  // Without a type between them a title's own digits cannot be told from a quality.
  return {std::string(row), {}, {}};
}

std::optional<FetchLine> split_fetch_line(std::string_view line) {
  constexpr std::string_view kHttp = "HTTP ";
  constexpr std::string_view kFetched = "Fetched ";
  line = trim(line);
  FetchLine fetch;
  if (line.starts_with(kHttp)) {
    line.remove_prefix(kHttp.size());
    fetch.http_status = take_digits(line, 3);
  }
  line = trim(line);
  if (line.starts_with(kFetched)) fetch.fetched_at = iso_date(line.substr(kFetched.size()));
  const bool status = fetch.http_status.size() == 3 && fetch.http_status.front() != '0';
  if (!status) fetch.http_status.clear();
  if (fetch.http_status.empty() && fetch.fetched_at.empty()) return std::nullopt;
  return fetch;
}

std::string slug_of(std::string_view title) {
  std::string slug;
  for (const char c : title) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool kept = (c >= 'a' && c <= 'z') || base::is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
    if (upper || kept) {
      slug += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  if (slug.ends_with('-')) slug.pop_back();
  return slug;
}

}  // namespace kbsearch::records
