#include "page/facets_view.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

namespace kbsearch::page {
namespace {

constexpr std::size_t kValues = 24;       // counted of a keyword
constexpr std::size_t kValuesAtOnce = 6;  // shown before "more"
constexpr std::size_t kYears = 60;
constexpr std::size_t kRanges = 10;
constexpr std::size_t kMostValueBytes = 80;

FieldKind kind_of(const Schema& schema, const std::string& field) {
  const auto at = schema.find(field);
  return at == Schema::kNoField ? FieldKind::kKeyword : schema.fields()[at].kind;
}

void write_value(Html& html, const Facet& facet, const FacetCount& count, const Asked& asked, const Schema& schema) {
  auto changed = asked;
  const bool chosen = is_chosen(asked.conditions, facet.filter_field, count.value);
  changed.conditions = toggled(asked.conditions, facet.filter_field, count.value, schema);
  html << "<li><a href=\"" << address_of_first(changed) << "\" rel=\"nofollow\" data-key=\"" << facet.filter_field
       << " " << count.value << "\"";
  if (chosen) html << " aria-current=\"true\"";
  html << "><span class=\"value\"><bdi>" << shortened(count.label, kMostValueBytes)
       << "</bdi></span> <span class=\"count\">" << grouped(count.count) << "</span></a></li>";
}

void write_values(Html& html, const Facet& facet, const Asked& asked, const Schema& schema) {
  std::vector<const FacetCount*> order;
  for (const auto& count : facet.counts) order.push_back(&count);
  std::stable_partition(order.begin(), order.end(), [&](const FacetCount* count) {
    return is_chosen(asked.conditions, facet.filter_field, count->value);
  });
  html << "<section class=\"facet\"><h3>" << title_of_field(facet.field) << "</h3><ul>";
  for (std::size_t i = 0; i < order.size() && i < kValuesAtOnce; ++i) {
    write_value(html, facet, *order[i], asked, schema);
  }
  html << "</ul>";
  if (order.size() > kValuesAtOnce) {
    html << "<details data-key=\"more " << facet.field << "\"><summary>" << (order.size() - kValuesAtOnce)
         << " more<span class=\"hidden\"> of " << title_of_field(facet.field) << "</span></summary><ul>";
    for (std::size_t i = kValuesAtOnce; i < order.size(); ++i) write_value(html, facet, *order[i], asked, schema);
    html << "</ul>";
    if (facet.distinct > facet.counts.size()) {
      html << "<p class=\"remark\">and " << counted(facet.distinct - facet.counts.size(), "rarer value") << "</p>";
    }
    html << "</details>";
  }
  html << "</section>";
}

/// A bar of a histogram.
struct Bar {
  std::string value;
  std::uint64_t count = 0;
  double low = 0.0;   ///< In the unit of RangeQuery.
  double high = 0.0;  ///< The same; not itself in the bar of a range that ends below it.
};

double number_in(const std::string& text) {
  double number = 0.0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<Bar> bars_of(const Facet& facet, bool is_date) {
  std::vector<Bar> bars;
  for (const auto& count : facet.counts) {
    Bar bar{.value = count.value, .count = count.count};
    if (is_date) {
      bar.low = 10'000 * number_in(count.value);
      bar.high = bar.low + 9'999;
    } else {
      const auto dots = count.value.find("..");
      bar.low = number_in(count.value.substr(0, dots));
      auto high = dots == std::string::npos ? count.value : count.value.substr(dots + 2);
      if (high.starts_with('<')) high.erase(0, 1);
      bar.high = number_in(high);
    }
    bars.push_back(bar);
  }
  std::sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.low < b.low; });
  if (!is_date || bars.empty()) return bars;
  // Years without a record are gaps, not left out: the axis is time.
  std::vector<Bar> years;
  for (const auto& bar : bars) {
    while (!years.empty() && years.back().low + 10'000 < bar.low && years.size() < kYears) {
      const double low = years.back().low + 10'000;
      years.push_back({.value = plain(low / 10'000), .low = low, .high = low + 9'999});
    }
    years.push_back(bar);
  }
  return years;
}

const RangeQuery* range_of(const Asked& asked, const std::string& field) {
  for (const auto& condition : asked.conditions) {
    if (condition.field == field && condition.range) return &*condition.range;
  }
  return nullptr;
}

void write_histogram(Html& html, const Facet& facet, const std::vector<Bar>& bars, const Asked& asked,
                     const Schema& schema) {
  constexpr double kHeight = 36;
  std::uint64_t most = 1;
  for (const auto& bar : bars) most = std::max(most, bar.count);
  const auto* range = range_of(asked, facet.filter_field);
  html << "<svg class=\"histogram\" viewBox=\"0 0 " << bars.size() * 10
       << " 38\" preserveAspectRatio=\"none\" role=\"group\" aria-label=\"" << title_of_field(facet.field)
       << ", as bars\">";
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const auto& bar = bars[i];
    auto narrower = asked;
    narrower.conditions =
        with_range(asked.conditions, facet.filter_field, facet.filter_field + ':' + bar.value, schema);
    const bool is_in =
        range == nullptr || (bar.high >= range->low.value_or(bar.high) && bar.low <= range->high.value_or(bar.low));
    const double height =
        bar.count == 0 ? 0 : std::max(1.5, kHeight * static_cast<double>(bar.count) / static_cast<double>(most));
    // The fields below do the same from the keyboard: a stop at each bar would be in the way.
    html << "<a href=\"" << address_of_first(narrower) << "\" tabindex=\"-1\" aria-label=\"" << bar.value << ": "
         << counted(bar.count, "record") << "\"><title>" << bar.value << ": " << counted(bar.count, "record")
         << "</title><rect class=\"touch\" x=\"" << i * 10 << "\" y=\"0\" width=\"10\" height=\"38\"/>";
    if (is_in) {
      html << "<rect class=\"column in\"";
    } else {
      html << "<rect class=\"column\"";
    }
    html << " x=\"" << i * 10 + 1 << "\" y=\"" << plain(std::round((38 - height) * 10) / 10)
         << "\" width=\"8\" height=\"" << plain(std::round(height * 10) / 10) << "\"/></a>";
  }
  html << "</svg>";
}

void write_bound(Html& html, const Facet& facet, const char* side, const std::string& value, const std::string& hint,
                 bool is_date) {
  html << "<label><span class=\"hidden\">" << title_of_field(facet.field) << " </span>" << side
       << " <input form=\"search\" name=\"" << side << "." << facet.filter_field << "\" data-key=\"" << side << " "
       << facet.filter_field << "\" value=\"" << value << "\" placeholder=\"" << hint << "\" autocomplete=\"off\"";
  if (is_date) {
    html << " inputmode=\"numeric\" pattern=\"[0-9]{1,4}(-[0-9]{1,2}){0,2}\" title=\"2024, 2024-05 or 2024-05-31\"";
  } else {
    html << " inputmode=\"decimal\" pattern=\"[0-9]+([.][0-9]+)?\" title=\"a number\"";
  }
  html << "></label>";
}

void write_range(Html& html, const Facet& facet, const Asked& asked, const Schema& schema) {
  const bool is_date = kind_of(schema, facet.filter_field) == FieldKind::kDate;
  const auto bars = bars_of(facet, is_date);
  const auto* range = range_of(asked, facet.filter_field);
  if (bars.empty() && range == nullptr) return;
  const auto least = bars.empty() ? "" : is_date ? bars.front().value : plain(bars.front().low);
  const auto most = bars.empty() ? "" : is_date ? bars.back().value : plain(bars.back().high);
  html << "<section class=\"facet range\"><h3>" << title_of_field(facet.field) << "</h3>";
  if (!bars.empty()) write_histogram(html, facet, bars, asked, schema);
  html << "<div class=\"bounds\">";
  write_bound(html, facet, "from", range == nullptr ? "" : form_bound(*range, true, schema), least, is_date);
  write_bound(html, facet, "to", range == nullptr ? "" : form_bound(*range, false, schema), most, is_date);
  html << "<button class=\"without-script\" type=\"submit\" form=\"search\">Apply<span class=\"hidden\"> "
       << title_of_field(facet.field) << "</span></button></div>";
  if (facet.missing > 0 && range == nullptr) {
    html << "<p class=\"remark\">" << grouped(facet.missing) << (facet.missing == 1 ? " has" : " have") << " none</p>";
  }
  html << "</section>";
}

}  // namespace

std::vector<FacetRequest> facets_of(const Schema& schema) {
  std::vector<FacetRequest> requests;
  for (const auto& field : schema.fields()) {
    const bool holds_ids = std::any_of(schema.fields().begin(), schema.fields().end(),
                                       [&](const Field& other) { return other.inverse_of == field.name; });
    if (field.kind != FieldKind::kKeyword || !field.facet || holds_ids) continue;
    requests.push_back({.field = field.name, .max_values = kValues});
  }
  for (const auto& field : form_ranges(schema)) {
    const bool is_date = kind_of(schema, field) == FieldKind::kDate;
    requests.push_back({.field = field, .max_values = is_date ? kYears : kRanges});
  }
  return requests;
}

Html facets_view(const std::vector<Facet>& facets, const Asked& asked, const Schema& schema) {
  Html values;
  Html ranges;
  for (const auto& facet : facets) {
    if (kind_of(schema, facet.field) == FieldKind::kNumber || kind_of(schema, facet.field) == FieldKind::kDate) {
      write_range(ranges, facet, asked, schema);
    } else if (!facet.counts.empty()) {
      write_values(values, facet, asked, schema);
    }
  }
  Html html;
  if (values.empty() && ranges.empty()) return html;
  html << "<aside id=\"filters\" aria-labelledby=\"filters-title\"><h2 id=\"filters-title\">Narrow down</h2>" << ranges
       << values << "</aside>";
  return html;
}

Html chips_view(const Asked& asked) {
  Html html;
  if (asked.conditions.empty()) return html;
  html << "<ul class=\"chips\" aria-label=\"Filters that are set\">";
  for (std::size_t i = 0; i < asked.conditions.size(); ++i) {
    auto wider = asked;
    wider.conditions = without(asked.conditions, i);
    html << "<li><a href=\"" << address_of_first(wider) << "\" data-key=\"chip " << asked.conditions[i].filter
         << "\"><span class=\"hidden\">Remove the filter </span><bdi>"
         << shortened(asked.conditions[i].label, kMostValueBytes)
         << "</bdi><span class=\"cross\" aria-hidden=\"true\">\xC3\x97</span></a></li>";
  }
  if (asked.conditions.size() > 1) {
    auto wider = asked;
    wider.conditions.clear();
    html << "<li><a class=\"plain\" href=\"" << address_of_first(wider) << "\">Remove all</a></li>";
  }
  html << "</ul>";
  return html;
}

}  // namespace kbsearch::page
