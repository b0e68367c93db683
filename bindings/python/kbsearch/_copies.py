"""Snapshots: whole copies of an index that nothing changes afterwards, and the way back."""

from __future__ import annotations

import os
from typing import Any, Callable, Optional

from . import _native
from ._index import Path
from ._native import Stop
from ._values import CopyProgress, CopyReport, SnapshotState

OnCopyProgress = Callable[[CopyProgress], object]


def snapshot(
    path: Path, directory: Path, *, force: bool = False, on_progress: Optional[OnCopyProgress] = None,
    timeout: Optional[float] = None, stop: Optional[Stop] = None,
) -> CopyReport:
    """Copies the newest commit of the index at `path` to `directory`, beside a writer and readers, and reads it back.

    `directory` is a path where nothing is, an empty directory, or an older snapshot of the same index, which it replaces
    when it is whole: readers of it follow. A snapshot is opened as an index is; writers refuse it.

    force         replace a snapshot of another index or of a later commit, too
    on_progress   is called with a CopyProgress, at most ten times a second
    timeout       seconds, then DeadlinePassed is raised; stop: a kb.Stop

    Raises IndexNotFound, InvalidArgument if `directory` is not to be replaced, IndexCorrupt naming a damaged file,
    IndexLocked while another snapshot is taken there, IoError. Ctrl-C ends it; nothing is changed then.
    """
    return _native.snapshot(os.fsencode(path), os.fsencode(directory), _arguments(force, on_progress, timeout, stop))


def restore(
    directory: Path, path: Path, *, force: bool = False, on_progress: Optional[OnCopyProgress] = None,
    timeout: Optional[float] = None, stop: Optional[Stop] = None,
) -> CopyReport:
    """Puts the snapshot at `directory` in the place of the index at `path`, or makes that.

    Readers see the old state or the new one. An index with changes that the snapshot lacks is InvalidArgument, unless
    `force` is given: they are lost then. Needs the writer's lock (IndexLocked). The rest is as in snapshot().
    """
    return _native.restore(os.fsencode(directory), os.fsencode(path), _arguments(force, on_progress, timeout, stop))


def snapshot_state(directory: Path) -> Optional[SnapshotState]:
    """Returns what the snapshot at `directory` says of itself; None if an index is there that is no snapshot."""
    return _native.snapshot_state(os.fsencode(directory))


def _arguments(force: bool, on_progress: Optional[OnCopyProgress], timeout: Optional[float],
               stop: Optional[Stop]) -> dict[str, Any]:
    return {"force": force, "on_progress": on_progress, "timeout": timeout, "stop": stop}
