"""Measuring a ranking on judged queries."""

from __future__ import annotations

import json
import os
from typing import Any, Iterable, Mapping, Optional, Union

from . import _native
from ._errors import InvalidArgument
from ._index import Index, Path
from ._index import open as open_index
from ._profiles import Profile, _named, profile_of
from ._values import MetricComparison, MetricResult

Queries = Union[Path, Mapping[str, str], Iterable["tuple[str, str]"]]
"""A file of `qid<TAB>text` lines, {qid: text}, or pairs."""
Qrels = Union[Path, Mapping[str, Mapping[str, int]]]
"""A file of TREC judgments, or {qid: {record id: grade}}."""


class Evaluation:
    """What a ranking is worth on judged queries. print() shows it for a person.

    `metrics` has a MetricResult by name. With versus=, `versus` is the other Evaluation, and `comparison` has a
    MetricComparison by name.
    """

    def __init__(self, measured: _native.Evaluation, other: Optional[Evaluation] = None) -> None:
        self._native = measured
        self._versus = other
        self._metrics = {metric.name: metric for metric in measured.metrics()}
        self._comparison: dict[str, MetricComparison] = {}
        if other is not None:
            self._comparison = {metric.name: metric for metric in measured.compare(other._native)}

    @property
    def profile(self) -> str:
        """Name of the ranking profile."""
        return self._native.profile

    @property
    def query_count(self) -> int:
        """Queries that were measured: those with judgments."""
        return self._native.query_count

    @property
    def metrics(self) -> Mapping[str, MetricResult]:
        """{name: MetricResult}, in the order they were asked for."""
        return dict(self._metrics)

    @property
    def versus(self) -> Optional[Evaluation]:
        """What it was compared with, if anything."""
        return self._versus

    @property
    def comparison(self) -> Mapping[str, MetricComparison]:
        """{name: MetricComparison}; empty if it was compared with nothing."""
        return dict(self._comparison)

    def __getitem__(self, metric: str) -> float:
        return self._metrics[metric].mean

    def compare(self, other: Evaluation) -> Evaluation:
        """Returns this evaluation, compared with another one."""
        return Evaluation(self._native, other)

    def to_json(self, *, per_query: bool = True) -> str:
        """Returns the evaluation as a baseline, which from_json() and the tool's eval --baseline read."""
        return self._native.to_json(per_query)

    @classmethod
    def from_json(cls, text: str) -> Evaluation:
        """Reads what to_json() wrote, and the simple form {"ndcg@10": 0.4}."""
        return cls(_native.evaluation_from_json(text, "the evaluation"))

    def to_dict(self) -> dict[str, Any]:
        """Returns to_json() as a dict."""
        made: dict[str, Any] = json.loads(self.to_json())
        return made

    def to_text(self) -> str:
        """Returns it as lines for a person."""
        lines = [f"{self.query_count} queries, profile {self.profile}", "metric        mean    95% interval"]
        for metric in self._metrics.values():
            interval = f"[{metric.interval[0]:.4f}, {metric.interval[1]:.4f}]" if metric.interval else ""
            lines.append(f"{metric.name:<12}  {metric.mean:.4f}  {interval}")
        if self._versus is not None:
            lines += ["", f"profile {self.profile} against profile {self._versus.profile}",
                      "metric        mean    versus  difference  wins  losses  ties  p"]
        for compared in self._comparison.values():
            p = "" if compared.p is None else f"{compared.p:.4f}"
            lines.append(f"{compared.name:<12}  {compared.mean:.4f}  {compared.other_mean:.4f}  "
                         f"{compared.difference:+.4f}     {compared.wins:4}  {compared.losses:6}  {compared.ties:4}  {p}")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.to_text()

    def __repr__(self) -> str:
        means = ", ".join(f"{metric.name}={metric.mean:.4f}" for metric in self._metrics.values())
        return f"Evaluation(profile={self.profile!r}, queries={self.query_count}, {means})"


def evaluate(
    index: Union[Index, Path], queries: Queries, qrels: Qrels, *,
    metrics: Iterable[str] = ("ndcg@10", "mrr@10", "recall@100", "map"), profile: Optional[Profile] = None,
    versus: Optional[Profile] = None,
) -> Evaluation:
    """Measures a ranking on judged queries, with trec_eval's definitions. `versus` is another profile to compare with.

    A query without results counts 0, one without a judgment is left out. Queries are words, never operators. Intervals
    and p are seeded: the same input gives the same numbers. Metrics are ndcg@K, mrr@K, recall@K, p@K, judged@K, map.
    """
    if not isinstance(index, Index):
        with open_index(index) as opened:
            return evaluate(opened, queries, qrels, metrics=metrics, profile=profile, versus=versus)
    native = index._native
    asked = _queries_of(queries)
    judged = _qrels_of(qrels)
    names = list(metrics)
    if not names:
        raise InvalidArgument("metrics is empty, for instance ['ndcg@10']")

    def measured(by: Optional[Profile]) -> _native.Evaluation:
        return _native.measure(native, asked, judged, names, profile_of(by) or _named("default"))

    other = None if versus is None else Evaluation(measured(versus))
    return Evaluation(measured(profile), other)


def _queries_of(queries: Queries) -> tuple[tuple[str, str], ...]:
    if isinstance(queries, (str, os.PathLike)):
        return _native.read_queries(os.fsencode(queries))
    pairs = queries.items() if isinstance(queries, Mapping) else queries
    return tuple((id, text) for id, text in pairs)


def _qrels_of(qrels: Qrels) -> dict[str, dict[str, int]]:
    if isinstance(qrels, (str, os.PathLike)):
        return _native.read_qrels(os.fsencode(qrels))
    return {query: dict(grades) for query, grades in qrels.items()}
