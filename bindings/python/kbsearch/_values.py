"""What the library tells, as frozen values."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Iterator, Mapping, Optional

if TYPE_CHECKING:
    from ._native import RankingProfile


class Record(Mapping[str, Any]):
    """A record as it was given: a mapping of its members. `json` is its text, byte for byte."""

    __slots__ = ("_id", "_json", "_members")

    def __init__(self, id: str, json: str) -> None:
        self._id = id
        self._json = json
        self._members: Optional[dict[str, Any]] = None

    @property
    def id(self) -> str:
        """The record's id; a text, also where the record has a number."""
        return self._id

    @property
    def json(self) -> str:
        """The whole record, one JSON object."""
        return self._json

    def to_dict(self) -> dict[str, Any]:
        """Returns the members as a dict of one's own."""
        members: dict[str, Any] = json.loads(self._json)
        return members

    def _read(self) -> dict[str, Any]:
        if self._members is None:
            self._members = self.to_dict()
        return self._members

    def __getitem__(self, name: str) -> Any:
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __hash__(self) -> int:
        return hash((self._id, self._json))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Record):
            return self._json == other._json
        return dict(other) == self._read() if isinstance(other, Mapping) else False

    def __repr__(self) -> str:
        title = self._read().get("title")
        return f"Record(id={self._id!r}" + (f", title={title!r})" if title else ")")


@dataclass(frozen=True)
class Total:
    """How many records match; at least so many, if it is not exact. int() gives the value."""

    value: int
    exact: bool

    def __int__(self) -> int:
        return self.value

    def __str__(self) -> str:
        return str(self.value) if self.exact else f"at least {self.value}"


@dataclass(frozen=True)
class FacetCount:
    """A value and how many matches have it. As a filter by the facet's filter_field it lets through just these."""

    value: str
    count: int
    label: str
    """For a person: as most records write it."""


@dataclass(frozen=True)
class Facet:
    """How often the values of a field are met among all that matches, whatever page is shown. Iterates over counts."""

    field: str
    filter_field: str
    """The field that filters by the values: author_name for authors, else the same."""
    counts: tuple[FacetCount, ...]
    """Keywords: the most frequent first. Ranges: ascending. Dates: the newest first."""
    distinct: int
    """Values met; more than counts has if they were cut."""
    missing: int
    """Matches without the field."""

    def __iter__(self) -> Iterator[FacetCount]:
        return iter(self.counts)

    def __len__(self) -> int:
        return len(self.counts)


@dataclass(frozen=True)
class Correction:
    """A word of the query that no record has, and one that it may have meant."""

    word: str
    meant: str
    edits: int
    doc_count: int


@dataclass(frozen=True)
class Expansion:
    """Another way to say some words of the query, for which a record is found and scored as well."""

    words: str
    text: str
    reason: str
    hits: Optional[int]
    """Hits of this page that say it so; None where that is not known."""


@dataclass(frozen=True)
class Relaxation:
    """What is left of the words when nothing that matches has all of them."""

    dropped: tuple[str, ...]
    total: int
    """Matches that have all the others."""


@dataclass(frozen=True)
class ClauseEffect:
    """What a part of the query, or of the filter, does to a search that finds nothing."""

    clause: str
    doc_count: int
    total_without: int
    nearest_values: tuple[str, ...]
    """Values that a filter may have meant, the nearest first."""


@dataclass(frozen=True)
class RelatedTag:
    """A tag that is met among the best answers far more often than in the whole index."""

    value: str
    count: int
    doc_count: int
    label: str


@dataclass(frozen=True)
class QueryWarning:
    """What was passed over in a query; `at` is an index into its text."""

    at: int
    what: str


@dataclass(frozen=True)
class Suggestion:
    """A way to go on from what was typed. `kind` is "title", "alias", "tag" or "word"."""

    kind: str
    text: str
    record_id: Optional[str]
    """Of the record with that title or alias; else None."""
    doc_count: int
    """Records that have the tag, or that `text` finds; 1 for a title or an alias."""


@dataclass(frozen=True)
class IndexedTerm:
    """A word of the index, folded, and how many records have it."""

    term: str
    doc_count: int


@dataclass(frozen=True)
class Statistics:
    """What an index holds."""

    doc_count: int
    distinct_terms: int
    avg_length: float
    """Mean weighted length that the weights were made with, in tokens."""
    current_avg_length: float
    """The same over the records as they are now."""
    bytes_on_disk: int
    generation: str
    languages: Mapping[str, int]
    """Records by language, most first."""
    fields: Mapping[str, int]
    """Records that have the field, in the order of the schema."""


@dataclass(frozen=True)
class ScoreDifference:
    """A part in which scores differ: its value for each record, 0 where one has no such part."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Rejection:
    """Why a record, or more than one, or a field of one was not taken. str() is a line for a person."""

    scope: str
    """"record", "field" (the record is taken without), "rest" (of a file) or "source" (a whole file or folder)."""
    reason: str
    record_id: Optional[str]
    field: Optional[str]
    path: Optional[str]
    line: int
    """From 1; 0 if it is unknown. Of what a program gives, the number of the record."""

    def __str__(self) -> str:
        place = ":".join(part for part in (self.path or "", str(self.line) if self.line else "") if part)
        about = " ".join(part for part in (self.record_id or "", self.field or "") if part)
        return ": ".join(part for part in (place, about, self.reason) if part)


@dataclass(frozen=True)
class PassedOver:
    """A file met in a directory that is not read."""

    path: str
    kind: str
    reason: str


@dataclass(frozen=True)
class LoadProgress:
    """How far a load is. str() is a line for a person, so that print shows it."""

    phase: str
    """"reading", "building", "merging", "checking" or "writing"."""
    records: int
    bytes_read: int = 0
    bytes_total: Optional[int] = None

    def __str__(self) -> str:
        line = f"{self.phase}: {self.records} records"
        if self.bytes_total:
            line += f", {min(100 * self.bytes_read // self.bytes_total, 100)}%"
        return line


@dataclass(frozen=True)
class LoadReport:
    """What a load did."""

    read: int
    added: int
    replaced: int
    unchanged: int
    """Same bytes as in the index: left alone."""
    removed: int
    rejected: int
    fields_left_out: int
    unread_members: Mapping[str, int]
    """Members that no field of the schema is taken from, and how many records have them: kept, found by nothing."""
    prune_withheld: bool
    """Nothing was pruned: some rejections do not tell which records they are about."""
    json_bytes: int
    doc_count: int
    """Records in the index afterwards."""
    passed_over: tuple[PassedOver, ...]


@dataclass(frozen=True)
class CopyProgress:
    """How far a copy is. str() is a line for a person, so that print shows it."""

    phase: str
    """"copying" or "reading back"."""
    bytes: int
    """Of the phase, so far."""
    bytes_total: int
    """Of the phase, as far as is known: `bytes` may pass it."""

    def __str__(self) -> str:
        share = f", {min(100 * self.bytes // self.bytes_total, 100)}%" if self.bytes_total else ""
        return f"{self.phase}: {self.bytes} bytes{share}"


@dataclass(frozen=True)
class SnapshotState:
    """What a snapshot says of itself."""

    source: str
    """Path of the index that it was taken of, absolute, as it was then."""
    taken_at: str
    """When, in UTC: 2026-11-30T20:15:00Z."""
    doc_count: int
    """Records."""
    bytes: int
    """Of its files."""


@dataclass(frozen=True)
class CopyReport:
    """What a copy did."""

    snapshot: SnapshotState
    """That was taken, or restored."""
    bytes_linked: int
    """Of its bytes, what shares its place on the disk with the original."""
    was_there: bool
    """The snapshot was there already, of this very commit, and was found whole: nothing was written."""


@dataclass(frozen=True)
class WriteReport:
    """What replace_many() did. `rejections` are the first hundred."""

    read: int
    taken: int
    rejected: int
    fields_left_out: int
    rejections: tuple[Rejection, ...]


@dataclass(frozen=True)
class Source:
    """A file or folder that an index remembers, and how many records it has from there."""

    path: str
    label: str
    format: str
    records: int


@dataclass(frozen=True)
class CheckReport:
    """What a check found. True if nothing is wrong."""

    doc_count: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    """What could not be checked, and why."""
    digests_complete: bool
    image_complete: bool
    """False if the image that searches read is missing or damaged: they do without it, slower."""

    def __bool__(self) -> bool:
        return not self.problems


@dataclass(frozen=True)
class Token:
    """A token of a text; begin and end are str indices."""

    exact: str
    """Case and accents folded."""
    stem: str
    accented: Optional[str]
    begin: int
    end: int
    position: int
    kind: str
    """"word", "blend", "bigram", "lexeme" or "part"."""


@dataclass(frozen=True)
class MetricResult:
    """A metric: its mean over the queries, the interval of that mean, and the value of each query."""

    name: str
    mean: float
    interval: Optional[tuple[float, float]]
    values: Mapping[str, float]


@dataclass(frozen=True)
class QueryChange:
    """A query whose value differs."""

    query_id: str
    value: float
    other_value: float


@dataclass(frozen=True)
class MetricComparison:
    """One metric of two rankings, query by query. p is two-sided, of a randomisation test."""

    name: str
    query_count: int
    mean: float
    other_mean: float
    difference: float
    interval: Optional[tuple[float, float]]
    wins: int
    losses: int
    ties: int
    p: Optional[float]
    falls: bool
    """Does the whole interval lie below 0?"""
    changes: tuple[QueryChange, ...]
    """The worst losses first."""


@dataclass(frozen=True)
class TuningStep:
    """A number of a profile that was changed."""

    number: str
    before: float
    after: float
    metric: float
    """On all queries, after the step."""


@dataclass(frozen=True)
class TuningReport:
    """A fitted profile, and what it is worth. print() shows it for a person."""

    profile: RankingProfile
    """Fitted on all queries; its name has "-tuned" added."""
    steps: tuple[TuningStep, ...]
    """In the order they were taken."""
    fitted_before: float
    """Mean of the metric on the queries that it was fitted to."""
    fitted_after: float
    held_out_before: float
    """Mean over folds of the metric on queries that were left out of the fit: what to expect."""
    held_out_after: float
    query_count: int
    profiles_measured: int
    """Each on all queries."""

    @property
    def overfit(self) -> float:
        """Gain that does not carry over to queries not seen."""
        return (self.fitted_after - self.fitted_before) - (self.held_out_after - self.held_out_before)

    def __str__(self) -> str:
        lines = [f"{step.number:<28} {step.before:10.6g} -> {step.after:<10.6g} {step.metric:.4f}" for step in self.steps]
        lines.append(f"fitted    {self.fitted_before:.4f} -> {self.fitted_after:.4f}")
        lines.append(f"held out  {self.held_out_before:.4f} -> {self.held_out_after:.4f}")
        return "\n".join(lines)
