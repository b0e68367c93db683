#include "serve/parameters.hpp"

#include <charconv>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

#include "kbsearch/error.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/names.hpp"

namespace kbsearch::cli::serve {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string& name, const std::string& message) {
  throw Error(ErrorCode::kInvalidArgument, message, name);
}

enum class Kind { kNumber, kFlag, kText };

const std::map<std::string, Kind>& plain_members() {
  static const std::map<std::string, Kind> members = {
      {"limit", Kind::kNumber},        {"offset", Kind::kNumber},
      {"after", Kind::kText},          {"collapse", Kind::kText},
      {"related_tags", Kind::kNumber}, {"snippets", Kind::kFlag},
      {"passages", Kind::kNumber},     {"explain", Kind::kFlag},
      {"plain_words", Kind::kFlag},    {"all_words", Kind::kFlag},
      {"typos", Kind::kFlag},          {"expand", Kind::kFlag},
      {"typing", Kind::kFlag},         {"exact_total_up_to", Kind::kNumber},
      {"max_words", Kind::kNumber},    {"max_expansions", Kind::kNumber},
      {"executor", Kind::kText},       {"profile", Kind::kText},
      {"timeout_us", Kind::kNumber},
  };
  return members;
}

std::uint64_t number_of(const std::string& name, const std::string& text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end) refuse(name, name + " is '" + text + "', must be a whole number");
  return number;
}

bool flag_of(const std::string& name, const std::string& text) {
  if (text.empty() || text == "1" || text == "true") return true;
  if (text == "0" || text == "false") return false;
  refuse(name, name + " is '" + text + "', must be 1, true, 0 or false");
}

json value_of(const std::string& name, Kind kind, const std::string& text) {
  switch (kind) {
    case Kind::kNumber:
      return number_of(name, text);
    case Kind::kFlag:
      return flag_of(name, text);
    case Kind::kText:
      return text;
  }
  return nullptr;
}

json sort_of(const std::string& text) {
  const auto colon = text.find(':');
  const auto direction = colon == text.npos ? "desc" : text.substr(colon + 1);
  if (direction != "asc" && direction != "desc") {
    refuse("sort", "sort is '" + text + "', must be FIELD, FIELD:asc or FIELD:desc");
  }
  return {{"field", text.substr(0, colon)}, {"ascending", direction == "asc"}};
}

/// FIELD[:N][:year|month], the parts behind the field in any order, as --facet takes it.
json facet_of(const std::string& text) {
  const auto first = text.find(':');
  json facet = {{"field", text.substr(0, first)}};
  for (auto at = first; at != text.npos;) {
    const auto next = text.find(':', at + 1);
    const auto part = text.substr(at + 1, next == text.npos ? next : next - at - 1);
    if (part == "year" || part == "month") {
      facet["date_step"] = part;
    } else if (!part.empty() && part.find_first_not_of("0123456789") == part.npos) {
      facet["max_values"] = number_of("facet", part);
    } else {
      refuse("facet", "facet is '" + text + "', must be FIELD, FIELD:N, FIELD:month or FIELD:month:N");
    }
    at = next;
  }
  return facet;
}

void refuse_unknown(const std::string& name) {
  std::vector<std::string> names = {"q", "filter", "facet", "sort", "timeout_ms"};
  for (const auto& [member, kind] : plain_members()) names.push_back(member);
  refuse(name, "there is no parameter '" + name + "'" + did_you_mean(name, names));
}

}  // namespace

std::string text_of(const Parameters& parameters, const std::string& name, const std::string& fallback) {
  const auto [begin, end] = parameters.equal_range(name);
  if (begin == end) return fallback;
  if (std::next(begin) != end) refuse(name, name + " is given more than once");
  return begin->second;
}

SearchOptions search_options_of(const Parameters& parameters) {
  json options = json::object();
  std::string filter;
  for (const auto& [name, value] : parameters) {
    if (name == "filter") {
      filter += (filter.empty() ? "" : " ") + value;
      continue;
    }
    if (name == "facet") {
      options["facets"].push_back(facet_of(value));
      continue;
    }
    if (parameters.count(name) > 1) refuse(name, name + " is given more than once");
    if (name == "q") continue;
    if (name == "sort") {
      options["sort"] = sort_of(value);
    } else if (name == "timeout_ms") {
      constexpr std::uint64_t kMost = 86'400'000;
      const auto milliseconds = number_of(name, value);
      if (milliseconds > kMost) refuse(name, "timeout_ms is " + value + ", must be at most " + std::to_string(kMost));
      options["timeout_us"] = milliseconds * 1'000;
    } else if (const auto member = plain_members().find(name); member != plain_members().end()) {
      options[name] = value_of(name, member->second, value);
    } else {
      refuse_unknown(name);
    }
  }
  if (!filter.empty()) options["filter"] = filter;
  return search_options_from_json(options.dump(-1, ' ', false, json::error_handler_t::replace));
}

}  // namespace kbsearch::cli::serve
