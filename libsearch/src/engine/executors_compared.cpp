#include "engine/executors_compared.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "kbsearch/error.hpp"

namespace kbsearch::engine {
namespace {

/// Sums of the same numbers in another order differ by less.
constexpr double kRounding = 1e-9;

[[noreturn]] void throw_differ(const std::string& what) {
  throw Error(ErrorCode::kIndexCorrupt, "Xapian and the image of the index differ: " + what);
}

bool are_equal(double a, double b) { return std::abs(a - b) <= kRounding * std::max(std::abs(a), std::abs(b)); }

std::string shown(const Hit& hit) { return "'" + hit.record_id + "' with " + std::to_string(hit.score); }

std::string shown(const Total& total) { return (total.exact ? "" : "at least ") + std::to_string(total.value); }

void require_same_hits(const SearchResults& of_xapian, const SearchResults& of_image) {
  const auto& a = of_xapian.hits;
  const auto& b = of_image.hits;
  if (a.size() != b.size()) {
    throw_differ(std::to_string(a.size()) + " hits of Xapian, " + std::to_string(b.size()) + " of the image");
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    const bool is_same = are_equal(a[i].score, b[i].score) &&
                         (a[i].record_id == b[i].record_id || i + 1 == a.size() ||
                          are_equal(a[i].score, a[i + 1].score) || (i > 0 && are_equal(a[i].score, a[i - 1].score)));
    if (!is_same) throw_differ("at rank " + std::to_string(a[i].rank) + " " + shown(a[i]) + " and " + shown(b[i]));
  }
}

}  // namespace

void require_same(const SearchResults& of_xapian, const SearchResults& of_image) {
  require_same_hits(of_xapian, of_image);
  const auto& a = of_xapian.total;
  const auto& b = of_image.total;
  if (a.value != b.value || a.exact != b.exact) throw_differ("totals " + shown(a) + " and " + shown(b));
  if (of_xapian.facets != of_image.facets) throw_differ("facets");
  if (of_xapian.groups != of_image.groups) throw_differ("numbers of groups");
}

}  // namespace kbsearch::engine
