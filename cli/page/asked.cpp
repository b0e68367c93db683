#include "page/asked.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "kbsearch/error.hpp"
#include "page/html.hpp"
#include "percent_encoding.hpp"

namespace kbsearch::page {
namespace {

[[noreturn]] void refuse(const std::string& name, std::string_view value, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, name + ": '" + shortened(value, 100) + "' " + what, name);
}

std::size_t number_of(const std::string& name, const std::string& value, std::size_t least, std::size_t most) {
  std::size_t number = 0;
  const auto end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  if (read.ec != std::errc{} || read.ptr != end || number < least || number > most) {
    refuse(name, value, "is not a number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return number;
}

bool flag_of(const std::string& name, const std::string& value) {
  if (value == "1" || value == "true") return true;
  if (value.empty() || value == "0" || value == "false") return false;
  refuse(name, value, "is neither true nor false");
}

/// A bound of a date is kept as 10000 * year + 100 * month + day: written as much of it as was meant.
std::string written_bound(const RangeQuery& range, double bound, bool is_date, bool is_low) {
  if (!is_date) return plain(bound);
  const auto dots = range.written.find("..");
  if (dots == std::string::npos) return range.written;
  auto text = is_low ? range.written.substr(0, dots) : range.written.substr(dots + 2);
  if (text.starts_with('<')) text.erase(0, 1);
  return text;
}

std::string label_of(const RangeQuery& range, bool is_date) {
  const auto name = title_of_field(range.field) + ": ";
  if (range.written.find("..<") != std::string::npos && range.low) {
    return name + written_bound(range, *range.low, is_date, true) + " to under " +
           range.written.substr(range.written.find("..<") + 3);
  }
  if (range.low && range.high) {
    const auto low = written_bound(range, *range.low, is_date, true);
    const auto high = written_bound(range, *range.high, is_date, false);
    return name + (low == high ? low : low + " to " + high);
  }
  if (range.low) return name + "from " + written_bound(range, *range.low, is_date, true);
  if (range.high) return name + "up to " + written_bound(range, *range.high, is_date, false);
  return name + range.written;
}

bool is_date(const Schema& schema, const std::string& field) {
  const auto at = schema.find(field);
  return at != Schema::kNoField && schema.fields()[at].kind == FieldKind::kDate;
}

Condition condition_of(const Query& query, bool excludes, const Schema& schema) {
  Condition condition;
  condition.filter = to_string(query);
  condition.label = condition.filter;
  if (const auto* keywords = std::get_if<KeywordQuery>(&query.node)) {
    condition.label = title_of_field(keywords->field) + ": ";
    for (std::size_t i = 0; i < keywords->any_of.size(); ++i) {
      if (i > 0) condition.label += i + 1 == keywords->any_of.size() ? " or " : ", ";
      condition.label += keywords->any_of[i];
    }
    if (!excludes) {
      condition.field = keywords->field;
      condition.any_of = keywords->any_of;
    }
  } else if (const auto* range = std::get_if<RangeQuery>(&query.node)) {
    condition.label = label_of(*range, is_date(schema, range->field));
    if (!excludes) {
      condition.field = range->field;
      condition.range = *range;
    }
  }
  if (excludes) {
    condition.filter.insert(0, "-");
    condition.label.insert(0, "not ");
  }
  return condition;
}

/// Each clause of a filter is a condition of its own, so that each can be taken away.
void add_conditions(std::vector<Condition>& conditions, const std::string& filter, const Schema& schema) {
  const auto query = parse_filter(filter, schema);
  const auto& clauses = query.clauses();
  if (!clauses.must.empty() || !clauses.should.empty()) {
    conditions.push_back(condition_of(query, false, schema));
    return;
  }
  for (const auto& clause : clauses.filter) conditions.push_back(condition_of(clause, false, schema));
  for (const auto& clause : clauses.must_not) conditions.push_back(condition_of(clause, true, schema));
}

std::string trimmed(std::string text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

/// What the form gives for a range: each bound a number, or a date written with digits and minus signs.
struct FormRange {
  std::string from;
  std::string to;
};

std::string checked_bound(const std::string& field, const std::string& typed, bool date) {
  const auto bound = trimmed(typed);
  const char* allowed = date ? "0123456789-" : "0123456789.";
  if (bound.find_first_not_of(allowed) != std::string::npos) {
    refuse(title_of_field(field), bound,
           date ? "is not a date (write 2024, 2024-05 or 2024-05-31)" : "is not a number");
  }
  return bound;
}

void apply_form(Asked& asked, const std::map<std::string, FormRange>& ranges, const Schema& schema) {
  for (const auto& [field, range] : ranges) {
    const bool date = is_date(schema, field);
    const auto from = checked_bound(field, range.from, date);
    const auto to = checked_bound(field, range.to, date);
    // What was not changed stays as it is: 60..<80 is more than the form can say.
    const auto present =
        std::find_if(asked.conditions.begin(), asked.conditions.end(), [&, name = field](const auto& condition) {
          return condition.field == name && condition.range && form_bound(*condition.range, true, schema) == from &&
                 form_bound(*condition.range, false, schema) == to;
        });
    if (present != asked.conditions.end()) continue;
    const auto filter = from.empty() && to.empty() ? std::string()
                        : from == to               ? field + ':' + from
                                                   : field + ':' + from + ".." + to;
    asked.conditions = with_range(std::move(asked.conditions), field, filter, schema);
  }
}

}  // namespace

std::vector<std::string> form_ranges(const Schema& schema) {
  constexpr std::size_t kNumbers = 2;
  std::vector<std::string> fields;
  std::size_t numbers = 0;
  bool has_date = false;
  for (const auto& field : schema.fields()) {
    if (!field.sort) continue;
    if (field.kind == FieldKind::kNumber && numbers < kNumbers) {
      ++numbers;
      fields.push_back(field.name);
    } else if (field.kind == FieldKind::kDate && !has_date) {
      has_date = true;
      fields.push_back(field.name);
    }
  }
  return fields;
}

std::string form_bound(const RangeQuery& range, bool is_low, const Schema& schema) {
  const auto& bound = is_low ? range.low : range.high;
  if (!bound) return {};
  if (!is_date(schema, range.field)) return plain(*bound);
  auto text = written_bound(range, *bound, true, is_low);
  if (!text.empty() && text.find_first_not_of("0123456789-") == std::string::npos && text.front() != '-') return text;
  const auto day = std::llround(*bound);  // "last year", say: as the days that it means
  const auto two = [](long long number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return std::to_string(day / 10'000) + '-' + two(day / 100 % 100) + '-' + two(day % 100);
}

std::string parameter(const Request& request, std::string_view name) {
  for (const auto& [key, value] : request.query) {
    if (key == name) return value;
  }
  return {};
}

Asked read_asked(const Request& request, const Schema& schema) {
  Asked asked;
  std::map<std::string, FormRange> ranges;
  for (const auto& [name, value] : request.query) {
    const bool empty = value.empty();
    asked.needs_redirect = asked.needs_redirect || empty;
    if (name == "q") {
      asked.q = trimmed(value);
      if (asked.q.size() > Asked::kMostWordsBytes) {
        refuse(name, asked.q, "is longer than " + grouped(Asked::kMostWordsBytes) + " bytes");
      }
    } else if (name == "like") {
      asked.like = value;
    } else if (name == "filter") {
      if (!trimmed(value).empty()) add_conditions(asked.conditions, value, schema);
    } else if (name == "sort") {
      asked.sort = value;
    } else if (name == "collapse") {
      asked.collapse = value;
    } else if (name == "profile") {
      asked.profile = value;
    } else if (name == "limit" && !empty) {
      asked.limit = number_of(name, value, 1, Asked::kMostHits);
    } else if (name == "offset" && !empty) {
      asked.offset = number_of(name, value, 0, Asked::kMostOffset);
    } else if (name == "all_words") {
      asked.all_words = flag_of(name, value);
    } else if (name == "typing") {
      asked.typing = flag_of(name, value);
    } else if (name.starts_with("from.") && schema.find(name.substr(5)) != Schema::kNoField) {
      ranges[name.substr(5)].from = value;
    } else if (name.starts_with("to.") && schema.find(name.substr(3)) != Schema::kNoField) {
      ranges[name.substr(3)].to = value;
    }
  }
  if (asked.conditions.size() > Asked::kMostConditions) {
    refuse("filter", asked.conditions.back().filter,
           "is one condition too many, more than " + std::to_string(Asked::kMostConditions));
  }
  asked.needs_redirect = asked.needs_redirect || !ranges.empty();
  apply_form(asked, ranges, schema);
  return asked;
}

SearchOptions options_of(const Asked& asked, const Request& request) {
  SearchOptions options{.limit = asked.limit, .offset = asked.offset, .collapse = asked.collapse};
  for (const auto& condition : asked.conditions) {
    if (!options.filter.empty()) options.filter += ' ';
    options.filter += condition.filter;
  }
  if (!asked.sort.empty()) {
    const auto colon = asked.sort.find(':');
    const auto order = colon == std::string::npos ? "desc" : asked.sort.substr(colon + 1);
    if (order != "asc" && order != "desc") refuse("sort", asked.sort, "does not end in :asc or :desc");
    options.sort = SortKey{.field = asked.sort.substr(0, colon), .ascending = order == "asc"};
  }
  options.all_words = asked.all_words;
  options.typing = asked.typing;
  if (!asked.profile.empty()) options.profile = RankingProfile::named(asked.profile);
  options.stop = request.stop;
  options.deadline = request.deadline;
  return options;
}

std::string encoded(std::string_view text) {
  auto result = cli::percent_encoded(text, ":, ");
  std::replace(result.begin(), result.end(), ' ', '+');
  return result;
}

std::string encoded_path(std::string_view text) { return cli::percent_encoded(text, ":,"); }

std::string address_of(const Asked& asked) {
  std::string address;
  const auto add = [&](const char* name, std::string_view value) {
    address += (address.empty() ? '?' : '&') + std::string(name) + '=' + encoded(value);
  };
  if (!asked.q.empty()) add("q", asked.q);
  if (!asked.like.empty()) add("like", asked.like);
  for (const auto& condition : asked.conditions) add("filter", condition.filter);
  if (!asked.sort.empty()) add("sort", asked.sort);
  if (!asked.collapse.empty()) add("collapse", asked.collapse);
  if (!asked.profile.empty()) add("profile", asked.profile);
  if (asked.all_words) add("all_words", "true");
  if (asked.limit != Asked::kLimit) add("limit", std::to_string(asked.limit));
  if (asked.offset > 0) add("offset", std::to_string(asked.offset));
  return "./" + address;
}

std::string address_of_first(Asked asked) {
  asked.offset = 0;
  return address_of(asked);
}

std::string address_of_record(std::string_view id, std::string_view q) {
  return "record?id=" + encoded(id) + (q.empty() ? std::string() : "&q=" + encoded(q));
}

namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return text;
}

std::vector<std::string>::const_iterator find_value(const Condition& condition, const std::string& value) {
  return std::find_if(condition.any_of.begin(), condition.any_of.end(),
                      [&](const std::string& other) { return lower(other) == lower(value); });
}

}  // namespace

bool is_chosen(const std::vector<Condition>& conditions, const std::string& field, const std::string& value) {
  return std::any_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
    return condition.field == field && find_value(condition, value) != condition.any_of.end();
  });
}

std::vector<Condition> toggled(std::vector<Condition> conditions, const std::string& field, const std::string& value,
                               const Schema& schema) {
  const bool removes = is_chosen(conditions, field, value);
  for (auto condition = conditions.begin(); condition != conditions.end(); ++condition) {
    if (condition->field != field || condition->any_of.empty()) continue;
    auto values = condition->any_of;
    const auto at = find_value(*condition, value) - condition->any_of.begin();
    if (removes && at == static_cast<std::ptrdiff_t>(values.size())) continue;
    if (removes) {
      values.erase(values.begin() + at);
    } else {
      values.push_back(value);
    }
    if (values.empty()) {
      conditions.erase(condition);
    } else {
      *condition = condition_of({KeywordQuery{field, values}}, false, schema);
    }
    return conditions;
  }
  if (!removes) conditions.push_back(condition_of({KeywordQuery{field, {value}}}, false, schema));
  return conditions;
}

std::vector<Condition> with_range(std::vector<Condition> conditions, const std::string& field,
                                  const std::string& filter, const Schema& schema) {
  std::erase_if(conditions,
                [&](const Condition& condition) { return condition.field == field && condition.range.has_value(); });
  if (!filter.empty()) add_conditions(conditions, filter, schema);
  return conditions;
}

std::vector<Condition> without(std::vector<Condition> conditions, std::size_t i) {
  conditions.erase(conditions.begin() + static_cast<std::ptrdiff_t>(i));
  return conditions;
}

}  // namespace kbsearch::page
