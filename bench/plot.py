"""Plots as SVG, written by hand: text that any browser shows and that git can compare."""

import math
from xml.sax.saxutils import escape

COLOURS = ("#0b5fa5", "#c2410c", "#15803d", "#7c3aed", "#a16207", "#be185d", "#475569")
STYLE = "font-family='sans-serif' font-size='12'"


def decades(low, high):
    """The powers of ten that span both."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return [10.0**power for power in range(first, max(last, first + 1) + 1)]


def number(value):
    return f"{value:,.0f}" if value >= 1 else f"{value:g}"


class Scale:
    """A logarithmic axis: from values to pixels."""

    def __init__(self, values, first_pixel, last_pixel):
        self.ticks = decades(min(values), max(values))
        self.first_pixel, self.last_pixel = first_pixel, last_pixel

    def __call__(self, value):
        low, high = math.log10(self.ticks[0]), math.log10(self.ticks[-1])
        share = (math.log10(value) - low) / (high - low)
        return round(self.first_pixel + share * (self.last_pixel - self.first_pixel), 1)


def page(width, height, parts):
    return "\n".join([f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' {STYLE}>",
                      f"<rect width='{width}' height='{height}' fill='white'/>", *parts, "</svg>"]) + "\n"


def text(x, y, words, anchor="start", more=""):
    return f"<text x='{x}' y='{y}' text-anchor='{anchor}' {more}>{escape(words)}</text>"


def ranges(title, unit, rows):
    """A line for each row from its median over its p95 to its p99, below one another. `rows` are (group, series,
    quantiles); rows of one series have one colour."""
    width, left, right, top, step = 900, 210, 30, 60, 18
    values = [row[2][key] for row in rows for key in ("median", "p99")]
    scale = Scale([max(value, 0.1) for value in values], left, width - right)
    series = list(dict.fromkeys(row[1] for row in rows))
    groups = len(dict.fromkeys(row[0] for row in rows))
    height = top + step * len(rows) + 8 * groups + 30
    parts = [text(10, 22, title, more="font-weight='bold' font-size='15'"),
             text(10, 42, f"{unit}; the dot is the median, the tick the 95th, the end the 99th percentile")]
    for tick in scale.ticks:
        x = scale(tick)
        parts += [f"<line x1='{x}' y1='{top - 8}' x2='{x}' y2='{height - 24}' stroke='#ddd'/>",
                  text(x, height - 8, number(tick), "middle")]
    y, group = top - 8, None
    for of_group, name, q in rows:
        if of_group != group:
            group, y = of_group, y + 8
            parts.append(text(10, y + 13, group, more="font-weight='bold'"))
        colour = COLOURS[series.index(name) % len(COLOURS)]
        median, p95, p99 = (scale(max(q[key], 0.1)) for key in ("median", "p95", "p99"))
        parts += [text(left - 8, y + 13, name, "end"),
                  f"<line x1='{median}' y1='{y + 9}' x2='{p99}' y2='{y + 9}' stroke='{colour}' stroke-width='3'/>",
                  f"<line x1='{p95}' y1='{y + 4}' x2='{p95}' y2='{y + 14}' stroke='{colour}' stroke-width='2'/>",
                  f"<circle cx='{median}' cy='{y + 9}' r='5' fill='{colour}'/>"]
        y += step
    return page(width, height, parts)


def curves(title, x_name, panels):
    """Panels beside one another, both axes logarithmic. `panels` are (name, {series: [(x, y), ...]})."""
    width, height, top, bottom = 380, 340, 60, 50
    parts = [text(10, 22, title, more="font-weight='bold' font-size='15'")]
    for place, (name, series) in enumerate(panels):
        left, right = place * width + 60, (place + 1) * width - 15
        points = [point for line in series.values() for point in line]
        x_scale = Scale([x for x, _ in points], left, right)
        y_scale = Scale([y for _, y in points], height - bottom, top)
        parts.append(text(left, top - 14, name, more="font-weight='bold'"))
        for tick in x_scale.ticks:
            x = x_scale(tick)
            parts += [f"<line x1='{x}' y1='{top}' x2='{x}' y2='{height - bottom}' stroke='#ddd'/>",
                      text(x, height - bottom + 16, number(tick), "middle")]
        for tick in y_scale.ticks:
            y = y_scale(tick)
            parts += [f"<line x1='{left}' y1='{y}' x2='{right}' y2='{y}' stroke='#ddd'/>",
                      text(left - 5, y + 4, number(tick), "end")]
        parts.append(text((left + right) / 2, height - 14, x_name, "middle"))
        for index, (label, line) in enumerate(series.items()):
            colour = COLOURS[index % len(COLOURS)]
            path = " ".join(f"{x_scale(x)},{y_scale(y)}" for x, y in line)
            parts.append(f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2'/>")
            parts += [f"<circle cx='{x_scale(x)}' cy='{y_scale(y)}' r='4' fill='{colour}'/>" for x, y in line]
            parts.append(text(left + 6, top + 16 + 15 * index, label, more=f"fill='{colour}'"))
    return page(width * len(panels), height, parts)
