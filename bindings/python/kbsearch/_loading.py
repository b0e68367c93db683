"""Whole loads of an index, as one commit each; its sources, rebuilds and checks."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import warnings
from typing import Any, Callable, Iterable, Mapping, Optional, Union

from . import _native
from ._errors import Error, IndexCorrupt, RejectionWarning
from . import _errors
from ._index import Path
from ._native import Stop
from ._records import OnRejection, RecordLike, json_of, told
from ._values import CheckReport, LoadProgress, LoadReport, Rejection, Source
from ._writer import Schema, schema_json

Sources = Union[Path, Iterable[Path], Iterable[Mapping[str, Any]]]
OnProgress = Callable[[LoadProgress], object]


def _given(sources: Optional[Sources]) -> Any:
    """Paths as a list of bytes, records as an iterator of JSON; None for what the index remembers."""
    if sources is None:
        return None
    if isinstance(sources, (str, bytes, os.PathLike)):
        return [os.fsencode(sources)]
    if isinstance(sources, Mapping):
        raise TypeError("sources is one mapping; write [record], or an iterable of records")
    items = iter(sources)
    first = next(items, None)
    if first is None:
        return iter(())
    whole = itertools.chain((first,), items)
    if isinstance(first, (str, bytes, os.PathLike)):
        return [os.fsencode(path) for path in whole]  # type: ignore[arg-type]
    return map(json_of, whole)  # type: ignore[arg-type]


def load(
    path: Path, sources: Optional[Sources] = None, *, rebuild: bool = False, prune: bool = False,
    prune_max_share: float = 0.2, take_over: bool = True, dry_run: bool = False, strict: bool = False,
    schema: Optional[Schema] = None, format: str = "auto", jobs: int = 0,
    on_rejection: Optional[OnRejection] = None, on_progress: Optional[OnProgress] = None,
    max_record_bytes: int = 64 << 20, max_yaml_bytes: int = 32 << 20,
    timeout: Optional[float] = None, stop: Optional[Stop] = None,
) -> LoadReport:
    """Brings all records of `sources` into the index at `path` as one commit: all of it is seen, or nothing.

    sources       files and folders (JSON, YAML, Markdown, HTML, text, CSV, ...; format= forces one), or an iterable of
                  records as mappings. None: take in what was changed, added, renamed and deleted in all the sources
                  that the index remembers.
    rebuild       build anew from these alone, and swap that in
    prune         remove what the index has from these sources and they no longer have; of more than prune_max_share
                  LimitExceeded is raised
    take_over     let a list of records take over those that the index has from other files
    dry_run       read and check everything, change nothing; strict: reject a record with a field that cannot be read
    schema        of a new index, or of a rebuild; jobs: threads, 0 for one each processor
    on_rejection  is told each record and field that is not taken; without it a RejectionWarning tells of them
    on_progress   is called with a LoadProgress at least once a second
    timeout       seconds, then DeadlinePassed is raised; stop: a kb.Stop

    Ctrl-C, and what a callback or the iterable raises, ends the load; nothing is kept, unless the commit had begun.
    """
    rejected: list[Rejection] = []
    count = 0

    def note(rejection: Rejection) -> None:
        nonlocal count
        count += 1
        if not rejected:
            rejected.append(rejection)

    arguments = {
        "rebuild": rebuild, "prune": prune, "prune_max_share": float(prune_max_share), "take_over": take_over,
        "dry_run": dry_run, "strict": strict, "schema": schema_json(schema), "format": format, "jobs": jobs,
        "on_rejection": on_rejection or note, "on_progress": on_progress, "max_record_bytes": max_record_bytes,
        "max_yaml_bytes": max_yaml_bytes, "timeout": timeout, "stop": stop,
    }
    report = _native.load(os.fsencode(path), _given(sources), arguments)
    if rejected:
        warnings.warn(
            told(f"{report.rejected} records were not taken, {report.fields_left_out} fields were left out", count,
                 rejected[0]), RejectionWarning, stacklevel=2)
    return report


def rebuild(
    path: Path, *, jobs: int = 0, schema: Optional[Schema] = None, on_progress: Optional[OnProgress] = None,
    timeout: Optional[float] = None, stop: Optional[Stop] = None,
) -> int:
    """Rewrites the index from its own stored records: after an upgrade, or to repair it. Returns the number of records.

    `schema` is used if the index's own cannot be read. Raises IndexNotFound, and IndexCorrupt naming a record that is
    damaged itself.
    """
    arguments = {"jobs": jobs, "schema": schema_json(schema), "on_progress": on_progress, "timeout": timeout,
                 "stop": stop}
    return _native.rebuild(os.fsencode(path), arguments)


def sources(path: Path) -> tuple[Source, ...]:
    """Returns the files and folders that the index remembers, in the order they were added; none if there is no index."""
    return _native.sources(os.fsencode(path))


_CHECK = "import sys; sys.path.insert(0, sys.argv[1]); import kbsearch._loading as l; l._check_apart()"


def _check_apart() -> None:
    """Runs in a process of its own: sys.argv has the package's folder, the index's path and whether to write."""
    try:
        found: Any = _native.check(os.fsencode(sys.argv[2]), sys.argv[3] == "True")
    except Error as error:
        found = [type(error).__name__, str(error)]
    sys.stdout.write(json.dumps(found))


def check(path: Path, *, write: bool = False) -> CheckReport:
    """Verifies an index: every block and every record against the digests that were written with them. True if sound.

    Done in a process of its own, as Xapian's check has been seen to crash on damaged files. `write` makes digests that
    are missing, where nothing is wrong, and an image that is missing or damaged. Damage is reported, not raised. Raises IndexNotFound, IoError.
    """
    folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if not sys.executable:  # embedded: there is no interpreter to start
        return CheckReport(*_native.check(os.fsencode(path), write))
    done = subprocess.run([sys.executable, "-c", _CHECK, folder, os.fspath(path), str(write)], capture_output=True)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        raise IndexCorrupt(f"the check of '{os.fsdecode(path)}' broke off (exit {done.returncode}): files are damaged; "
                           "kb.rebuild() repairs an index from its records") from None
    if len(found) == 2:
        raise getattr(_errors, found[0])(found[1])
    return CheckReport(found[0], tuple(found[1]), tuple(found[2]), found[3], found[4])
