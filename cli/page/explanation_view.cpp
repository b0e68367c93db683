#include "page/explanation_view.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace kbsearch::page {
namespace {

constexpr std::size_t kMostParts = 24;  // of one sum; the rest is told as one
constexpr std::size_t kMostWays = 3;    // other ways of one part
constexpr int kDeepest = 4;
constexpr std::size_t kColours = 6;
constexpr std::size_t kShades = 3;

/// A line of the sum.
struct Row {
  const Explanation* part = nullptr;  ///< None of the row that stands for what is left.
  std::size_t left = 0;               ///< Parts that such a row stands for.
  double value = 0.0;
  std::int64_t hundredths = 0;
  int depth = 0;
  bool is_leaf = true;
  std::size_t colour = 0;
  std::size_t shade = 0;
};

void add_rows(std::vector<Row>& rows, const Explanation& sum, std::int64_t hundredths, int depth, std::size_t colour) {
  std::vector<Row> parts;
  for (const auto& part : sum.parts) parts.push_back({.part = &part, .value = part.value});
  if (parts.size() > kMostParts) {
    std::stable_sort(parts.begin(), parts.end(), [](const Row& a, const Row& b) { return a.value > b.value; });
    Row rest{.left = parts.size() - kMostParts};
    for (std::size_t i = kMostParts; i < parts.size(); ++i) rest.value += parts[i].value;
    parts.resize(kMostParts);
    parts.push_back(rest);
  }
  std::vector<double> values;
  for (const auto& part : parts) values.push_back(part.value);
  const auto rounded = in_hundredths(values, hundredths);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    auto row = parts[i];
    row.hundredths = rounded[i];
    row.depth = depth;
    row.is_leaf = row.part == nullptr || row.part->parts.empty() || depth == kDeepest;
    row.colour = depth == 0 ? i % kColours : colour;
    row.shade = depth == 0 ? 0 : i % kShades;
    rows.push_back(row);
    if (!row.is_leaf) add_rows(rows, *row.part, row.hundredths, depth + 1, row.colour);
  }
}

void write_class(Html& html, const Row& row) { html << "class=\"c" << row.colour << " s" << row.shade << "\""; }

void write_bar(Html& html, const std::vector<Row>& rows, const Explanation& explanation, double best,
               const std::string& score) {
  constexpr double kWidth = 1000.0;
  const double scale = best > 0 ? kWidth / std::max(best, explanation.value) : 0.0;
  html << "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"score "
       << score << "\">";
  double at = 0.0;
  for (const auto& row : rows) {
    if (!row.is_leaf || row.value <= 0) continue;
    const double width = row.value * scale;
    html << "<rect ";
    write_class(html, row);
    html << " x=\"" << plain(std::round(at * 10) / 10) << "\" y=\"0\" height=\"10\" width=\""
         << plain(std::round(width * 10) / 10) << "\"/>";
    at += width;
  }
  html << "</svg>";
}

void write_row(Html& html, const Row& row) {
  html << "<tr class=\"depth" << row.depth << "\"><th scope=\"row\">";
  if (row.is_leaf) {
    html << "<span class=\"swatch\"><span ";
    write_class(html, row);
    html << "></span></span>";
  }
  if (row.part == nullptr) {
    html << counted(row.left, "smaller part") << " together";
  } else {
    html << "<bdi>" << shortened(row.depth == 0 ? title_of_field(row.part->label) : row.part->label, 200) << "</bdi>";
    if (!row.part->detail.empty()) {
      html << "<span class=\"detail\"><bdi>" << shortened(row.part->detail, 600) << "</bdi></span>";
    }
    std::size_t told = 0;
    for (const auto& other : row.part->instead_of) {
      if (++told > kMostWays) break;
      html << "<span class=\"detail\">one way counts, the best; <bdi>" << shortened(other.label, 200)
           << "</bdi> would give " << shown(std::llround(other.value * 100)) << "</span>";
    }
  }
  html << "</th><td>" << shown(row.hundredths) << "</td></tr>";
}

}  // namespace

std::vector<std::int64_t> in_hundredths(const std::vector<double>& values, std::int64_t total) {
  std::vector<std::int64_t> rounded;
  for (const double value : values) rounded.push_back(static_cast<std::int64_t>(std::floor(value * 100)));
  const auto missing = total - std::accumulate(rounded.begin(), rounded.end(), std::int64_t{0});
  if (missing < 0 || missing > static_cast<std::int64_t>(values.size())) {
    for (std::size_t i = 0; i < values.size(); ++i) rounded[i] = std::llround(values[i] * 100);
    return rounded;
  }
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto remainder = [&](std::size_t i) { return values[i] * 100 - std::floor(values[i] * 100); };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return remainder(a) > remainder(b); });
  for (std::int64_t i = 0; i < missing; ++i) ++rounded[order[static_cast<std::size_t>(i)]];
  return rounded;
}

std::string shown(std::int64_t hundredths) {
  const auto size = hundredths < 0 ? -hundredths : hundredths;
  const auto cents = std::to_string(size % 100);
  return (hundredths < 0 ? "\xE2\x88\x92" : "") + std::to_string(size / 100) + (cents.size() == 1 ? ".0" : ".") + cents;
}

Html explanation_view(const Explanation& explanation, double best, const std::string& key) {
  const auto total = std::llround(explanation.value * 100);
  std::vector<Row> rows;
  add_rows(rows, explanation, total, 0, 0);
  Html html;
  html << "<details class=\"why\" data-key=\"" << key << "\"><summary>";
  write_bar(html, rows, explanation, best, shown(total));
  html << "<span class=\"ask\">Why this hit?</span></summary><table class=\"sum\"><thead class=\"hidden\"><tr><th "
          "scope=\"col\">Part of the score</th><th scope=\"col\">Value</th></tr></thead><tbody>";
  for (const auto& row : rows) write_row(html, row);
  html << "</tbody><tfoot><tr><th scope=\"row\">Score, the sum of these</th><td>" << shown(total)
       << "</td></tr></tfoot></table></details>";
  return html;
}

}  // namespace kbsearch::page
