#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "kbsearch/error.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/names.hpp"
#include "kbsearch/search_options.hpp"
#include "schema/json_fault.hpp"

namespace kbsearch {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(const std::string& subject, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, what, subject);
}

/// How much of a value that is refused a message shows.
std::string shown(const Json& value) {
  constexpr std::size_t kMostShown = 80;
  auto text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
  if (text.size() > kMostShown) text = text.substr(0, kMostShown) + "...";
  return text;
}

[[noreturn]] void refuse_value(const std::string& name, const Json& value, const char* expected) {
  refuse(name, "search option '" + name + "' is " + shown(value) + ", must be " + expected);
}

void read(const std::string& name, const Json& value, bool& option) {
  if (!value.is_boolean()) refuse_value(name, value, "true or false");
  option = value.get<bool>();
}

void read(const std::string& name, const Json& value, std::string& option) {
  if (!value.is_string()) refuse_value(name, value, "text");
  option = value.get<std::string>();
}

/// A whole number, however it is written: some languages have 10.0 for 10. Its range is the search's to check.
template <typename Count>
requires std::is_unsigned_v<Count>
void read(const std::string& name, const Json& value, Count& option) {
  constexpr double kMostExact = 9'007'199'254'740'992.0;
  if (value.is_number_unsigned()) {
    option = value.get<Count>();
    return;
  }
  const double number = value.is_number() ? value.get<double>() : -1.0;
  if (!(number >= 0.0 && number <= kMostExact) || number != std::floor(number)) {
    refuse_value(name, value, "a whole number, 0 or more");
  }
  option = static_cast<Count>(number);
}

/// Calls `member` for each member of an object that is given. Throws if it returns false: there is no such member.
template <typename Member>
void read_members(const std::string& name, const Json& object, const std::vector<std::string>& names, Member&& member) {
  for (const auto& [key, value] : object.items()) {
    if (value.is_null()) continue;
    if (member(key, value)) continue;
    refuse(key, name + ": there is no '" + key + "'" + did_you_mean(key, names));
  }
}

SortKey sort_of(const Json& given) {
  SortKey sort;
  if (!given.is_object()) refuse_value("sort", given, R"(an object: {"field": TEXT, "ascending": BOOLEAN})");
  read_members("search option 'sort'", given, {"field", "ascending"}, [&](const std::string& key, const Json& value) {
    if (key == "field") return read("sort.field", value, sort.field), true;
    if (key == "ascending") return read("sort.ascending", value, sort.ascending), true;
    return false;
  });
  return sort;
}

FacetRequest facet_of(const std::string& name, const Json& given) {
  FacetRequest facet;
  if (given.is_string()) {
    facet.field = given.get<std::string>();
    return facet;
  }
  if (!given.is_object()) refuse_value(name, given, R"(a field's name, or {"field": TEXT, "max_values": N, ...})");
  const auto read_one = [&](const std::string& key, const Json& value) {
    const auto member = name + "." + key;
    if (key == "field") return read(member, value, facet.field), true;
    if (key == "max_values") return read(member, value, facet.max_values), true;
    if (key != "date_step") return false;
    if (value != "year" && value != "month") refuse_value(member, value, R"("year" or "month")");
    facet.date_step = value == "year" ? FacetRequest::DateStep::kYear : FacetRequest::DateStep::kMonth;
    return true;
  };
  read_members("search option '" + name + "'", given, {"field", "max_values", "date_step"}, read_one);
  return facet;
}

std::vector<FacetRequest> facets_of(const Json& given) {
  std::vector<FacetRequest> facets;
  if (!given.is_array()) refuse_value("facets", given, "a list");
  for (const auto& facet : given) facets.push_back(facet_of("facets[" + std::to_string(facets.size()) + "]", facet));
  return facets;
}

SearchExecutor executor_of(const Json& given) {
  const auto executor = given.is_string() ? executor_named(given.get<std::string>()) : std::nullopt;
  if (!executor) refuse_value("executor", given, R"("any", "xapian", "image" or "both")");
  return *executor;
}

RankingProfile profile_of(const Json& given) {
  if (given.is_string()) return RankingProfile::named(given.get<std::string>());
  if (!given.is_object()) refuse_value("profile", given, "the name of a built-in profile, or a profile as an object");
  return RankingProfile::from_json(given.dump());
}

std::chrono::steady_clock::time_point deadline_of(const Json& given) {
  constexpr std::uint64_t kYear = 365ull * 24 * 3600 * 1'000'000;
  std::uint64_t microseconds = 0;
  read("timeout_us", given, microseconds);
  return std::chrono::steady_clock::now() + std::chrono::microseconds(std::min(microseconds, kYear));
}

const std::vector<std::string>& names_of_options() {
  static const std::vector<std::string> names = {"limit",
                                                 "offset",
                                                 "after",
                                                 "filter",
                                                 "sort",
                                                 "collapse",
                                                 "facets",
                                                 "related_tags",
                                                 "snippets",
                                                 "passages",
                                                 "explain",
                                                 "plain_words",
                                                 "all_words",
                                                 "typos",
                                                 "expand",
                                                 "typing",
                                                 "exact_total_up_to",
                                                 "max_words",
                                                 "max_expansions",
                                                 "executor",
                                                 "profile",
                                                 "timeout_us"};
  return names;
}

/// Returns false if there is no option of that name.
bool read_option(const std::string& name, const Json& value, SearchOptions& options) {
  if (name == "limit") return read(name, value, options.limit), true;
  if (name == "offset") return read(name, value, options.offset), true;
  if (name == "after") return read(name, value, options.after), true;
  if (name == "filter") return read(name, value, options.filter), true;
  if (name == "sort") return options.sort = sort_of(value), true;
  if (name == "collapse") return read(name, value, options.collapse), true;
  if (name == "facets") return options.facets = facets_of(value), true;
  if (name == "related_tags") return read(name, value, options.related_tags), true;
  if (name == "snippets") return read(name, value, options.snippets), true;
  if (name == "passages") return read(name, value, options.passages), true;
  if (name == "explain") return read(name, value, options.explain), true;
  if (name == "plain_words") return read(name, value, options.plain_words), true;
  if (name == "all_words") return read(name, value, options.all_words), true;
  if (name == "typos") return read(name, value, options.typos), true;
  if (name == "expand") return read(name, value, options.expand), true;
  if (name == "typing") return read(name, value, options.typing), true;
  if (name == "exact_total_up_to") return read(name, value, options.exact_total_up_to), true;
  if (name == "max_words") return read(name, value, options.max_words), true;
  if (name == "max_expansions") return read(name, value, options.max_expansions), true;
  if (name == "executor") return options.executor = executor_of(value), true;
  if (name == "profile") return options.profile = profile_of(value), true;
  if (name == "timeout_us") return options.deadline = deadline_of(value), true;
  return false;
}

}  // namespace

std::optional<SearchExecutor> executor_named(std::string_view name) {
  if (name == "any") return SearchExecutor::kAny;
  if (name == "xapian") return SearchExecutor::kXapian;
  if (name == "image") return SearchExecutor::kImage;
  if (name == "both") return SearchExecutor::kBoth;
  return std::nullopt;
}

SearchOptions search_options_from_json(std::string_view json, SearchOptions defaults) {
  auto options = std::move(defaults);
  if (json.find_first_not_of(" \t\r\n") == json.npos) return options;
  if (const auto fault = schema::json_fault(json); !fault.empty()) refuse("", "the search options: this " + fault);
  read_members("search options", Json::parse(json), names_of_options(),
               [&](const std::string& name, const Json& value) { return read_option(name, value, options); });
  return options;
}

}  // namespace kbsearch
