"""Ranking profiles fitted to judged queries."""

from __future__ import annotations

from typing import Callable, Iterable, Optional, Sequence, Union

from . import _native
from ._errors import InvalidArgument
from ._evaluation import Qrels, Queries, _qrels_of, _queries_of
from ._index import Index, Path
from ._index import open as open_index
from ._native import Stop
from ._profiles import Profile, _named, profile_of
from ._values import TuningReport


def tune(
    *collections: tuple[Union[Index, Path], Queries, Qrels], profile: Optional[Profile] = None,
    numbers: Iterable[str] = (), metric: str = "ndcg@10", folds: int = 5, rounds: int = 2, max_queries: int = 300,
    least_gain: float = 0.0005, on_progress: Optional[Callable[[int], object]] = None,
    timeout: Optional[float] = None, stop: Optional[Stop] = None,
) -> TuningReport:
    """Fits the numbers of a ranking profile to judged queries, and tells by cross-validation how much is real.

        report = kb.tune(("kb.index", "queries.tsv", "qrels.txt"), numbers=["k1", "presence"])
        index.search("heat pump", profile=report.profile)

    collections   each (index, queries, qrels), as evaluate() takes them; they count alike, whatever their size
    profile       where to start; numbers: those to fit (see tunable_numbers()), all by default; metric: what is to grow
    folds         parts for cross-validation, 2 to 20; rounds: passes over the numbers, 1 to 10
    max_queries   of each collection, evenly spaced; 0 for all; least_gain: a step must gain this much
    on_progress   is called with the number of profiles that were measured so far
    timeout       seconds, then DeadlinePassed is raised; stop: a kb.Stop. Ctrl-C ends it, too.

    It measures some hundred profiles, each on all queries: minutes, on many.
    """
    if isinstance(numbers, str):
        raise InvalidArgument("numbers is a text, must be a list of names")
    arguments = {
        "metric": metric, "numbers": list(numbers), "folds": folds, "rounds": rounds, "max_queries": max_queries,
        "least_gain": float(least_gain), "on_progress": on_progress, "timeout": timeout, "stop": stop,
    }
    start = profile_of(profile) or _named("default")
    opened: list[Index] = []
    try:
        judged = []
        for index, queries, qrels in collections:
            if not isinstance(index, Index):
                index = open_index(index)
                opened.append(index)
            judged.append((index._native, _queries_of(queries), _qrels_of(qrels)))
        return _native.tune(judged, start, arguments)
    finally:
        for index in opened:
            index.close()


def tunable_numbers(profile: Optional[Profile] = None) -> Sequence[str]:
    """Returns the names of the numbers that can be fitted in a profile: "k1", "signals.importance.weight", ..."""
    return _native.tunable_numbers(profile_of(profile) or _named("default"))
