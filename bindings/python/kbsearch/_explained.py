"""Explanations for a person."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Iterator, Optional

from . import _native
from ._native import Explanation
from ._values import ScoreDifference


def _lines(part: Explanation, depth: int) -> Iterator[str]:
    detail = f"   {part.detail}" if part.detail else ""
    yield f"{'  ' * depth}{part.value:.4f}  {part.label}{detail}"
    for inner in part.parts:
        yield from _lines(inner, depth + 1)
    for other in part.instead_of:
        detail = f"   {other.detail}" if other.detail else ""
        yield f"{'  ' * (depth + 1)}(instead of {other.value:.4f}  {other.label}{detail})"


def text_of(explanation: Explanation) -> str:
    """Returns the lines of an explanation."""
    return "\n".join(_lines(explanation, 0))


@dataclass(frozen=True)
class ExplainedRecord:
    """A record that was asked about, and why it scores what it does."""

    id: str
    explanation: Optional[Explanation]
    """None if the query does not match the record, or there is none."""
    found: bool
    """Whether there is such a record."""


@dataclass(frozen=True)
class Explained:
    """Why records score what they do for a query, and in what they differ. print() shows it for a person."""

    query: str
    profile: str
    """Name of the ranking profile."""
    records: tuple[ExplainedRecord, ...]
    """In the order they were asked for."""

    @property
    def explanation(self) -> Optional[Explanation]:
        """The first record's; None if the query does not match it."""
        return self.records[0].explanation

    @property
    def score(self) -> Optional[float]:
        """The first record's; None if the query does not match it."""
        return self.explanation.value if self.explanation is not None else None

    @property
    def compared(self) -> tuple[ExplainedRecord, ...]:
        """The records that match, if these are two or more."""
        matching = tuple(record for record in self.records if record.explanation is not None)
        return matching if len(matching) > 1 else ()

    @property
    def differences(self) -> tuple[ScoreDifference, ...]:
        """The parts in which those compared differ, the furthest apart first. Of two they add up to the gap."""
        return _native.differences([record.explanation for record in self.compared if record.explanation])

    def to_text(self) -> str:
        """Returns it as lines for a person: each explanation, then why one stands before another."""
        lines: list[str] = []
        for record in self.records:
            lines.append(record.id)
            if record.explanation is not None:
                lines.extend(_lines(record.explanation, 1))
            else:
                lines.append("  the query does not match this record" if record.found else "  there is no such record")
        if len(self.compared) == 2:
            lines += ["", *self._two(*self.compared)]
        elif self.compared:
            lines += ["", *self._many()]
        return "\n".join(lines)

    def _two(self, first: ExplainedRecord, second: ExplainedRecord) -> Iterator[str]:
        assert first.explanation is not None and second.explanation is not None
        gap = first.explanation.value - second.explanation.value
        yield f"{first.id} stands {'before' if gap >= 0 else 'behind'} {second.id} by {abs(gap):.4f}:"
        for part in self.differences:
            yield f"  {part.values[0] - part.values[1]:+.4f}  {part.label} ({part.values[0]:.4f} against {part.values[1]:.4f})"

    def _many(self) -> Iterator[str]:
        yield "".join(f"{record.id[-11:]:>12}" for record in self.compared)
        yield "".join(f"{record.explanation.value:12.4f}" for record in self.compared if record.explanation) + "  score"
        for part in self.differences:
            yield "".join(f"{value:12.4f}" for value in part.values) + f"  {part.label}"

    def to_json(self) -> str:
        """Returns it as the library writes it for every language (the form stands in kbsearch/json.hpp)."""
        return _native.explanations_to_json(self.query, self.profile, self.records)

    def to_dict(self) -> dict[str, Any]:
        """Returns the same as dicts and lists."""
        made: dict[str, Any] = json.loads(self.to_json())
        return made

    def __str__(self) -> str:
        return self.to_text()
