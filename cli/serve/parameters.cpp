#include "serve/parameters.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "kbsearch/error.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/names.hpp"

namespace kbsearch::cli::serve {
namespace {

[[noreturn]] void refuse(const std::string& name, const std::string& message) {
  throw Error(ErrorCode::kInvalidArgument, message, name);
}

std::uint64_t read_number(const std::string& name, const std::string& text) {
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

nlohmann::json value_of(const SearchParameter& parameter, const std::string& text) {
  const std::string_view type = parameter.type;
  if (type == "integer") return read_number(parameter.name, text);
  if (type == "boolean") return flag_of(parameter.name, text);
  return text;
}

nlohmann::json sort_of(const std::string& text) {
  const auto colon = text.find(':');
  const auto direction = colon == text.npos ? "desc" : text.substr(colon + 1);
  if (direction != "asc" && direction != "desc") {
    refuse("sort", "sort is '" + text + "', must be FIELD, FIELD:asc or FIELD:desc");
  }
  return {{"field", text.substr(0, colon)}, {"ascending", direction == "asc"}};
}

/// FIELD[:N][:year|month], the parts behind the field in any order, as --facet takes it.
nlohmann::json facet_of(const std::string& text) {
  const auto first = text.find(':');
  nlohmann::json facet = {{"field", text.substr(0, first)}};
  for (auto at = first; at != text.npos;) {
    const auto next = text.find(':', at + 1);
    const auto part = text.substr(at + 1, next == text.npos ? next : next - at - 1);
    if (part == "year" || part == "month") {
      facet["date_step"] = part;
    } else if (!part.empty() && part.find_first_not_of("0123456789") == part.npos) {
      facet["max_values"] = read_number("facet", part);
    } else {
      refuse("facet", "facet is '" + text + "', must be FIELD, FIELD:N, FIELD:month or FIELD:month:N");
    }
    at = next;
  }
  return facet;
}

[[noreturn]] void refuse_unknown(const std::string& name, const ParameterNames& names) {
  refuse(name, "there is no parameter '" + name + "'" + did_you_mean(name, names));
}

bool is_one_of(const std::string& name, const ParameterNames& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

const std::vector<SearchParameter>& search_parameters() {
  static const std::vector<SearchParameter> all = {
      {"limit", "integer", "Hits to return"},
      {"offset", "integer", "Hits to pass over first"},
      {"after", "string", "Goes on after a page: its next_cursor"},
      {"filter", "string", "Only records that it lets through, as type:paper importance:60..", true},
      {"facet", "string", "A field whose values are counted: FIELD, FIELD:N, FIELD:month, FIELD:month:N", true},
      {"sort", "string", "Instead of by score: FIELD, FIELD:asc or FIELD:desc"},
      {"collapse", "string", "One hit for each group: url, content, near, or a field"},
      {"related_tags", "integer", "Telling tags of the best hits"},
      {"snippets", "boolean", "Passages and marks"},
      {"passages", "integer", "Passages of a hit"},
      {"explain", "boolean", "Why each hit scores what it does"},
      {"plain_words", "boolean", "The text is words, never an operator"},
      {"all_words", "boolean", "Every word has to be there"},
      {"typos", "boolean", "A word that no record has also asks for words near it"},
      {"expand", "boolean", "Synonyms, aliases, acronyms"},
      {"typing", "boolean", "The last word is not whole yet"},
      {"exact_total_up_to", "integer", "Totals are exact up to here"},
      {"max_words", "integer", "Distinct words that are matched"},
      {"max_expansions", "integer", "Words that one wildcard stands for"},
      {"executor", "string", "any, xapian, image or both"},
      {"profile", "string", "Name of a ranking profile"},
      {"timeout_ms", "integer", "Ends the search after this; the service has a limit of its own"},
      {"timeout_us", "integer", "The same in microseconds"},
  };
  return all;
}

void require_known(const Parameters& parameters, const ParameterNames& names) {
  for (const auto& [name, value] : parameters) {
    if (!is_one_of(name, names)) refuse_unknown(name, names);
  }
}

std::uint64_t number_of(const Parameters& parameters, const std::string& name, std::uint64_t fallback,
                        std::uint64_t most) {
  if (!parameters.contains(name)) return fallback;
  const auto number = read_number(name, text_of(parameters, name));
  if (number > most) {
    refuse(name, name + " is " + std::to_string(number) + ", must be at most " + std::to_string(most));
  }
  return number;
}

std::string text_of(const Parameters& parameters, const std::string& name, const std::string& fallback) {
  const auto [begin, end] = parameters.equal_range(name);
  if (begin == end) return fallback;
  if (std::next(begin) != end) refuse(name, name + " is given more than once");
  return begin->second;
}

SearchOptions search_options_of(const Parameters& parameters, const ParameterNames& beside) {
  nlohmann::json options = nlohmann::json::object();
  std::string filter;
  for (const auto& [name, value] : parameters) {
    if (is_one_of(name, beside)) continue;
    const auto& known = search_parameters();
    const auto found =
        std::find_if(known.begin(), known.end(), [&wanted = name](const auto& one) { return wanted == one.name; });
    if (found == known.end()) {
      auto names = beside;
      for (const auto& one : known) names.emplace_back(one.name);
      refuse_unknown(name, names);
    }
    if (!found->is_repeated && parameters.count(name) > 1) refuse(name, name + " is given more than once");
    if (name == "filter") {
      filter += (filter.empty() ? "" : " ") + value;
    } else if (name == "facet") {
      options["facets"].push_back(facet_of(value));
    } else if (name == "sort") {
      options["sort"] = sort_of(value);
    } else if (name == "timeout_ms") {
      constexpr std::uint64_t kMost = 86'400'000;
      const auto milliseconds = read_number(name, value);
      if (milliseconds > kMost) refuse(name, "timeout_ms is " + value + ", must be at most " + std::to_string(kMost));
      options["timeout_us"] = milliseconds * 1'000;
    } else {
      options[name] = value_of(*found, value);
    }
  }
  if (!filter.empty()) options["filter"] = filter;
  return search_options_from_json(options.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace kbsearch::cli::serve
