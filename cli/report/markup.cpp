#include "report/markup.hpp"

#include <cmath>
#include <cstdio>

#include "markup_text.hpp"
#include "safe_text.hpp"

namespace kbsearch::report {
namespace {

constexpr std::string_view kStyle = R"css(
:root { color-scheme: light dark; --ground: #faf9f7; --card: #ffffff; --ink: #1d1c1a; --soft: #66625c; --line: #e3dfd8;
  --win: #0a7a6c; --loss: #c2410c; --other: #8b867f; --accent: #3451c7; --mark: #f3f0ea; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15161a; --card: #1d1f24; --ink: #ebe8e3; --soft: #a8a299; --line: #33363d;
    --win: #3cc4ae; --loss: #ff8f63; --other: #8f8a83; --accent: #9db1ff; --mark: #272a31; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; }
footer { color: var(--soft); padding-top: 1rem; padding-bottom: 3rem; font-size: .875rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .25rem; }
h3 { font-size: 1rem; margin: 0; }
p { margin: .25rem 0 1rem; max-width: 46rem; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible {
  outline: 2px solid var(--accent); outline-offset: 2px; }
code, .id { font: .875em ui-monospace, monospace; color: var(--soft); overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; margin: .75rem 0;
  overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .8125rem; }
th, td { padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
tr:last-child > td { border-bottom: 0; }
td.number, th.number { text-align: right; white-space: nowrap; }
td.words { overflow-wrap: anywhere; min-width: 12rem; }
tr:target, .card:target { background: var(--mark); }
.better { color: var(--win); font-weight: 600; }
.worse { color: var(--loss); font-weight: 600; }
svg { display: block; max-width: 100%; height: auto; }
svg.plot { width: 100%; min-width: 34rem; }
svg text { fill: var(--soft); font: 11px system-ui, sans-serif; }
svg .axis { stroke: var(--soft); stroke-width: 1; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .win { fill: var(--win); } svg .loss { fill: var(--loss); } svg .tie { fill: var(--line); } svg .value { fill: var(--accent); }
svg .range { stroke: var(--accent); stroke-width: 6; stroke-linecap: round; opacity: .3; }
svg .range.other { stroke: var(--other); }
svg .mean { fill: var(--accent); } svg .mean.other { fill: var(--card); stroke: var(--other); stroke-width: 2; }
svg a:hover rect, svg a:focus rect { opacity: .6; }
.key { display: inline-block; width: .75em; height: .75em; border-radius: .2em; margin: 0 .35em 0 .9em; background: var(--line); }
.key:first-child { margin-left: 0; } .key.win { background: var(--win); } .key.loss { background: var(--loss); }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)); gap: 1rem 2rem; margin-top: .75rem; }
.pair h4 { margin: 0 0 .25rem; font-size: .8125rem; color: var(--soft); font-weight: 600; }
ol, ul { margin: 0; padding: 0; list-style: none; }
.list > li { padding: .3rem 0; border-top: 1px solid var(--line); display: flex; gap: .6rem; align-items: baseline; }
.list > li:first-child { border-top: 0; }
.list .title { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.rank { min-width: 1.6rem; text-align: right; color: var(--soft); font-variant-numeric: tabular-nums; }
.grade { border-radius: 1rem; padding: 0 .55rem; font-size: .8125rem; border: 1px solid var(--line); color: var(--soft);
  white-space: nowrap; }
.grade.relevant { border-color: var(--win); color: var(--win); }
.grade.missed { border-color: var(--loss); color: var(--loss); }
summary { cursor: pointer; }
@media (max-width: 40rem) { .card { padding: .75rem; } th, td { padding-right: .5rem; } }
@media print { .card { break-inside: avoid; } }
)css";

}  // namespace

std::string escaped(std::string_view text) {
  std::string markup;
  for (const char c : cli::printable(text)) {
    const auto escape = cli::markup_of(c);
    if (escape.empty()) {
      markup += c;
    } else {
      markup += escape;
    }
  }
  return markup;
}

std::string escaped_start(std::string_view text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return escaped(text);
  while (most_bytes > 0 && (static_cast<unsigned char>(text[most_bytes]) & 0xC0u) == 0x80) --most_bytes;
  return escaped(text.substr(0, most_bytes)) + "\u2026";
}

std::string number(double value, int decimals, bool is_signed) {
  char digits[64];
  std::snprintf(digits, sizeof digits, "%.*f", decimals, std::fabs(value));
  const bool is_zero = std::string_view(digits).find_first_not_of("0.") == std::string_view::npos;
  const std::string sign = value < 0.0 && !is_zero ? "\u2212" : is_signed && !is_zero ? "+" : "";
  return sign + digits;
}

std::string_view style_sheet() { return kStyle; }

}  // namespace kbsearch::report
