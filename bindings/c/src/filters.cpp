#include <cstdio>

#include "handles.hpp"
#include "kbsearch/filter.hpp"

using namespace kbsearch::c;  // of the bodies of what C calls

namespace {

template <typename Make>
kbs_code make_filter(kbs_text field, const kbs_text* values, size_t value_count, kbs_string** filter, kbs_error** error,
                     Make&& make) {
  return guarded(error, [&] {
    clear(filter, "filter");
    if (value_count > 0) require(values, "values");
    std::vector<std::string> texts;
    for (size_t i = 0; i < value_count; ++i) texts.emplace_back(view(values[i]));
    *filter = new_string(make(view(field), texts));
  });
}

/// A day as YYYY-MM-DD; nothing for empty text.
std::optional<std::chrono::year_month_day> day_of(kbs_text text) {
  const std::string written(view(text));
  if (written.empty()) return std::nullopt;
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int read = 0;
  const bool is_read = std::sscanf(written.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &read) == 3;
  const auto given = std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(day);
  if (!is_read || static_cast<std::size_t>(read) != written.size() || !given.ok()) {
    throw Failure{KBS_INVALID_ARGUMENT, "'" + written + "' is no day (write YYYY-MM-DD)", written};
  }
  return given;
}

}  // namespace

kbs_code kbs_filter_between(kbs_text field, const double* low, const double* high, kbs_string** filter,
                            kbs_error** error) {
  return guarded(error, [&] {
    clear(filter, "filter");
    const auto bound = [](const double* given) { return given == nullptr ? std::nullopt : std::optional(*given); };
    *filter = new_string(kbsearch::between(view(field), bound(low), bound(high)));
  });
}

kbs_code kbs_filter_between_days(kbs_text field, kbs_text first, kbs_text last, kbs_string** filter,
                                 kbs_error** error) {
  return guarded(error, [&] {
    clear(filter, "filter");
    *filter = new_string(kbsearch::between(view(field), day_of(first), day_of(last)));
  });
}

kbs_code kbs_filter_one_of(kbs_text field, const kbs_text* values, size_t value_count, kbs_string** filter,
                           kbs_error** error) {
  return make_filter(field, values, value_count, filter, error, kbsearch::one_of);
}

kbs_code kbs_filter_none_of(kbs_text field, const kbs_text* values, size_t value_count, kbs_string** filter,
                            kbs_error** error) {
  return make_filter(field, values, value_count, filter, error, kbsearch::none_of);
}
