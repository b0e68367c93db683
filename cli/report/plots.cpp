#include "report/plots.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "report/markup.hpp"

namespace kbsearch::report {
namespace {

constexpr double kWidth = 960.0;
constexpr double kHeight = 220.0;
constexpr double kLeft = 46.0;
constexpr double kTop = 10.0;
constexpr double kBottom = 10.0;
constexpr std::size_t kMostNameBytes = 300;

/// A length or a place: two decimals are finer than any screen.
std::string at(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f", value);
  return text;
}

std::string line(const char* kind, double x1, double y1, double x2, double y2) {
  return std::string("<line class=\"") + kind + "\" x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) +
         "\" y2=\"" + at(y2) + "\"/>";
}

std::string rectangle(const char* kind, double x, double y, double width, double height) {
  return std::string("<rect class=\"") + kind + "\" x=\"" + at(x) + "\" y=\"" + at(y) + "\" width=\"" + at(width) +
         "\" height=\"" + at(height) + "\">";
}

std::string opened(const char* kind, double width, double height, const std::string& name) {
  return std::string("<svg class=\"") + kind + "\" viewBox=\"0 0 " + at(width) + ' ' + at(height) +
         "\" role=\"img\" aria-label=\"" + escaped(name) + "\">";
}

std::string label(double x, double y, const std::string& text) {
  return "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"end\">" + text + "</text>";
}

}  // namespace

std::string bars(const std::vector<Bar>& bars, const std::string& name, bool are_differences) {
  double greatest = are_differences ? 0.0 : 1.0;
  if (are_differences) {
    for (const auto& bar : bars) greatest = std::max(greatest, std::fabs(bar.value));
    greatest = std::max(std::ceil(greatest * 10.0) / 10.0, 0.1);
  }
  const double zero = are_differences ? (kTop + kHeight - kBottom) / 2.0 : kHeight - kBottom;
  const double unit = (zero - kTop) / greatest;
  const double step = (kWidth - kLeft) / static_cast<double>(std::max<std::size_t>(1, bars.size()));
  const double width = std::min(step * 0.8, 26.0);
  std::string svg = opened("plot", kWidth, kHeight, name);
  for (const double part : {1.0, 0.5, -0.5, -1.0}) {
    if (part < 0.0 && !are_differences) continue;
    const double y = zero - part * greatest * unit;
    svg += line("grid", kLeft, y, kWidth, y) + label(kLeft - 6.0, y + 4.0, number(part * greatest, 2, are_differences));
  }
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const auto& bar = bars[i];
    // A value of nothing is still to be found.
    const double height = std::max(std::fabs(bar.value) * unit, 1.0);
    const double x = kLeft + step * (static_cast<double>(i) + 0.5) - width / 2.0;
    const char* kind = !are_differences ? "value" : bar.value > 0.0 ? "win" : bar.value < 0.0 ? "loss" : "tie";
    const std::string shape = rectangle(kind, x, bar.value < 0.0 ? zero : zero - height, width, height) + "<title>" +
                              escaped_start(bar.name, kMostNameBytes) + "</title></rect>";
    svg += bar.address.empty() ? shape : "<a href=\"" + escaped(bar.address) + "\">" + shape + "</a>";
  }
  return svg + line("axis", kLeft, zero, kWidth, zero) + "</svg>";
}

std::string estimates(const Estimate& own, const std::optional<Estimate>& other) {
  constexpr double kScale = 200.0;
  constexpr double kMargin = 8.0;
  const double height = other ? 36.0 : 22.0;
  const auto x = [](double value) { return kMargin + std::clamp(value, 0.0, 1.0) * kScale; };
  std::string name = number(own.mean, 4);
  if (other) name += " against " + number(other->mean, 4);
  std::string svg = opened("estimate", kScale + 2.0 * kMargin, height, name);
  svg.insert(4, " width=\"216\"");
  for (const double part : {0.0, 0.25, 0.5, 0.75, 1.0}) svg += line("grid", x(part), 2.0, x(part), height - 2.0);
  const auto draw = [&](const Estimate& estimate, double y, const std::string& kind) {
    if (estimate.interval) {
      svg += line(("range" + kind).c_str(), x(estimate.interval->low), y, x(estimate.interval->high), y);
    }
    svg += "<circle class=\"mean" + kind + "\" cx=\"" + at(x(estimate.mean)) + "\" cy=\"" + at(y) + "\" r=\"4.5\"/>";
  };
  draw(own, 11.0, "");
  if (other) draw(*other, 25.0, " other");
  return svg + "</svg>";
}

std::string tally(std::size_t wins, std::size_t ties, std::size_t losses) {
  constexpr double kScale = 140.0;
  const auto all = static_cast<double>(wins + ties + losses);
  if (all == 0.0) return {};
  const std::string name =
      std::to_string(wins) + " won, " + std::to_string(ties) + " tied, " + std::to_string(losses) + " lost";
  std::string svg = opened("tally", kScale, 12.0, name);
  svg.insert(4, " width=\"140\"");
  double x = 0.0;
  const std::pair<const char*, std::size_t> parts[] = {{"win", wins}, {"tie", ties}, {"loss", losses}};
  for (const auto& [kind, count] : parts) {
    const double width = kScale * static_cast<double>(count) / all;
    if (count > 0) svg += rectangle(kind, x, 0.0, width, 12.0) + "</rect>";
    x += width;
  }
  return svg + "</svg>";
}

}  // namespace kbsearch::report
