"""Full-text search for curated knowledge bases.

    import kbsearch as kb

    kb.load("kb.index", ["records.jsonl", "notes/"])                 # files and folders, or an iterable of dicts
    with kb.open("kb.index") as index:
        results = index.search("pytorch governance", limit=5, filter=kb.F.type.isin("paper") & (kb.F.importance >= 60))
        for hit in results:
            print(hit.rank, hit.id, hit.title, hit.snippet.marked("**", "**"))
    with kb.writer("kb.index") as w:                                 # commits at the end, drops all on an exception
        w.replace({"id": "a1", "title": "Heat pumps"})

Asking:     open, Index (search, search_async, pages, similar, explain, suggest, find, records), F, Results, Hit, Snippet
Changing:   writer, Writer, load, rebuild, check, sources
Copying:    snapshot, restore, snapshot_state
Measuring:  evaluate, Evaluation, tune, profiles, profile, RankingProfile, analyze, detect_language
Errors:     Error and its subclasses, each with .code

Offsets are str indices. Results are frozen and outlive their index. The GIL is not held while the library works.
"""

from . import _native
from ._analysis import analyze, detect_language
from ._copies import restore, snapshot, snapshot_state
from ._errors import (
    DeadlinePassed, Error, ErrorCode, IndexCorrupt, IndexLocked, IndexNotFound, IndexVersion, Interrupted,
    InvalidArgument, IoError, LimitExceeded, RecordRejected, RejectionWarning,
)
from ._evaluation import Evaluation, evaluate
from ._explained import Explained, ExplainedRecord
from ._filters import F, Field, Filter
from ._index import Index, open
from ._loading import check, load, rebuild, sources
from ._native import Explanation, Hit, RankingProfile, Results, Snippet, Stop
from ._profiles import profile, profiles
from ._values import (
    CheckReport, ClauseEffect, CopyProgress, CopyReport, Correction, Expansion, Facet, FacetCount, IndexedTerm, LoadProgress, LoadReport,
    MetricComparison, MetricResult, PassedOver, QueryChange, QueryWarning, Record, Rejection, RelatedTag, Relaxation,
    ScoreDifference, SnapshotState, Source, Statistics, Suggestion, Token, Total, TuningReport, TuningStep,
    WriteReport,
)
from ._tuning import tunable_numbers, tune
from ._writer import Writer, writer

__version__: str = _native.version
xapian_version: str = _native.xapian_version
"""The Xapian library that this runs with."""
icu_version: str = _native.icu_version
"""The ICU library that this runs with."""
index_format_version: int = _native.index_format_version
"""The version of the files on disk."""

__all__ = [
    "CheckReport", "ClauseEffect", "CopyProgress", "CopyReport", "Correction", "DeadlinePassed", "Error", "ErrorCode",
    "Evaluation", "Expansion", "Explained", "ExplainedRecord", "Explanation", "F", "Facet", "FacetCount", "Field",
    "Filter", "Hit", "Index", "IndexCorrupt", "IndexLocked", "IndexNotFound", "IndexVersion", "IndexedTerm",
    "Interrupted", "InvalidArgument", "IoError", "LimitExceeded", "LoadProgress", "LoadReport", "MetricComparison",
    "MetricResult", "PassedOver", "QueryChange", "QueryWarning", "RankingProfile", "Record", "RecordRejected",
    "Rejection", "RejectionWarning", "RelatedTag", "Relaxation", "Results", "ScoreDifference", "SnapshotState",
    "Snippet", "Source", "Statistics", "Stop", "Suggestion", "Token", "Total", "TuningReport", "TuningStep",
    "WriteReport", "Writer", "__version__", "analyze", "check", "detect_language", "evaluate", "icu_version",
    "index_format_version", "load", "open", "profile", "profiles", "rebuild", "restore", "snapshot", "snapshot_state",
    "sources", "tunable_numbers", "tune", "writer", "xapian_version",
]

# Shown as what they are to a user, in help(), repr() and tracebacks.
for _name in __all__:
    _value = globals()[_name]
    if callable(_value) and getattr(_value, "__module__", "").startswith("kbsearch._"):
        try:
            _value.__module__ = "kbsearch"
        except AttributeError:
            pass
del _name, _value
