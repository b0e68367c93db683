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

}  // namespace

kbs_code kbs_filter_one_of(kbs_text field, const kbs_text* values, size_t value_count, kbs_string** filter,
                           kbs_error** error) {
  return make_filter(field, values, value_count, filter, error, kbsearch::one_of);
}

kbs_code kbs_filter_none_of(kbs_text field, const kbs_text* values, size_t value_count, kbs_string** filter,
                            kbs_error** error) {
  return make_filter(field, values, value_count, filter, error, kbsearch::none_of);
}
