"""Changing an index, record by record."""

from __future__ import annotations

import json
import os
import time
import warnings
import weakref
from types import TracebackType
from typing import Any, Callable, Iterable, Mapping, Optional, Union

from . import _native
from ._errors import InvalidArgument, RecordRejected, RejectionWarning
from ._index import Path
from ._records import OnRejection, RecordLike, json_of, told
from ._values import LoadProgress, Rejection, WriteReport

_KEPT = 100
"""Rejections that a WriteReport keeps."""
_TELL_EVERY = 0.2
"""Seconds between two calls of progress."""

Schema = Union[Mapping[str, Any], str]
"""As a dict, or as JSON."""


def schema_json(schema: Optional[Schema]) -> Optional[str]:
    """Returns a schema as JSON."""
    return schema if schema is None or isinstance(schema, str) else json.dumps(dict(schema))


class Writer:
    """Changes an index: nothing is seen by readers before commit(), and then all of it at once.

        with kb.writer("kb.index") as w:
            w.replace({"id": "a1", "title": "Heat pumps"})
            w.remove("old")

    The with block commits at its end, drops everything on an exception, and always unlocks the index. Without it, call
    commit() and close(). Use kb.writer(). An index has at most one writer: the second one raises IndexLocked, which names
    the first. The lock is taken by the with statement, or by the first change. Threads may share a writer.
    """

    def __init__(
        self, path: Path, *, schema: Optional[Schema] = None, create: bool = True,
        on_rejection: Optional[OnRejection] = None,
    ) -> None:
        self._path = path
        self._schema = schema_json(schema)
        self._create = create
        self._on_rejection = on_rejection
        self._native: Optional[_native.Writer] = None
        self._is_closed = False
        self._unlock: Optional[Callable[[], object]] = None

    def _open(self) -> _native.Writer:
        if self._is_closed:
            raise InvalidArgument(f"the writer of '{os.fsdecode(self._path)}' is closed")
        if self._native is None:
            self._native = _native.open_writer(os.fsencode(self._path), self._create, self._schema)
            # Also when the interpreter ends, before what the lock stands on is gone.
            self._unlock = weakref.finalize(self, self._native.close)
        return self._native

    def __enter__(self) -> Writer:
        self._open()
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        try:
            if kind is None and not self._is_closed:
                self.commit()
        finally:
            self.close()

    def replace(self, record: RecordLike) -> tuple[Rejection, ...]:
        """Adds a record (a mapping, or JSON), or replaces the one with its id. Returns what was not taken of it.

        A field that cannot be read as the schema says is left out: it is returned, and told to the writer's
        on_rejection; without one, a RejectionWarning tells it. A record that is none raises RecordRejected, unless
        there is an on_rejection. Dates, sets, paths and UUIDs in a mapping become text and lists.
        """
        rejections = self._open().replace(json_of(record))
        if rejections:
            self._tell(rejections)
        return rejections

    def _tell(self, rejections: tuple[Rejection, ...]) -> None:
        if self._on_rejection is not None:
            for rejection in rejections:
                self._on_rejection(rejection)
        elif rejections[0].scope != "field":
            raise RecordRejected(str(rejections[0]), rejections)
        else:
            warnings.warn(told("a record was taken without a field", len(rejections), rejections[0]),
                          RejectionWarning, stacklevel=3)

    def replace_many(
        self, records: Iterable[RecordLike], *, progress: Optional[Callable[[LoadProgress], object]] = None,
        on_rejection: Optional[OnRejection] = None,
    ) -> WriteReport:
        """Does replace() for each record, and goes on where one cannot be taken.

        What is not taken is told to on_rejection (or the writer's own), and counted in the report; without one, a
        RejectionWarning tells of it at the end. `progress` is called with a LoadProgress some five times a second and at
        the end. What `records` or a callback raises ends it, and comes through.
        """
        writer = self._open()
        tell = on_rejection or self._on_rejection
        read = rejected = fields = 0
        kept: list[Rejection] = []
        told_at = time.monotonic()
        for record in records:
            read += 1
            rejections = writer.replace(json_of(record))
            for rejection in rejections:
                if len(kept) < _KEPT:
                    kept.append(rejection)
                if tell is not None:
                    tell(rejection)
                if rejection.scope == "field":
                    fields += 1
            rejected += any(rejection.scope != "field" for rejection in rejections)
            if progress is not None and time.monotonic() - told_at >= _TELL_EVERY:
                told_at = time.monotonic()
                progress(LoadProgress("reading", read))
        if progress is not None:
            progress(LoadProgress("reading", read))
        if kept and tell is None:
            warnings.warn(told(f"of {read} records {rejected} were not taken, {fields} fields were left out",
                               rejected + fields, kept[0]), RejectionWarning, stacklevel=2)
        return WriteReport(read, read - rejected, rejected, fields, tuple(kept))

    def remove(self, id: str) -> bool:
        """Removes the record with that id. Returns whether there was one."""
        return self._open().remove(id)

    def set_synonyms(self, rules: str) -> None:
        """Replaces the index's synonyms, durably and at once: "car, automobile\\nagi => artificial general intelligence"."""
        self._open().set_synonyms(rules)

    def forget_source(self, path: Path, *, keep_records: bool = False) -> Optional[int]:
        """Forgets a source (kb.sources()) and removes its records, or keeps them. Returns how many; None if there is none."""
        return self._open().forget_source(os.fsencode(path), keep_records)

    def commit(self) -> None:
        """Makes all changes since the last commit durable and visible, together; the writer goes on.

        Raises IoError if the disk refuses: then the index is as it was, and the changes are gone.
        """
        self._open().commit()

    def close(self) -> None:
        """Drops what was not committed, and unlocks the index. May be called again."""
        self._is_closed = True
        if self._unlock is not None:
            self._unlock()
        self._native = None

    @property
    def closed(self) -> bool:
        """Whether it was closed, also by the end of its with block."""
        return self._is_closed

    def __len__(self) -> int:
        return self._open().doc_count()

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        state = "closed" if self._is_closed else "open" if self._native is not None else "not opened yet"
        return f"Writer({os.fsdecode(self._path)!r}, {state})"


def writer(
    path: Path, *, schema: Optional[Schema] = None, create: bool = True, on_rejection: Optional[OnRejection] = None
) -> Writer:
    """Returns a Writer of the index at `path`; a context manager.

    An index that is not there is made, with `schema` (that of knowledge bases, if none is given); create=False raises
    IndexNotFound instead. `on_rejection` is told whatever is not taken. The with statement raises IndexLocked,
    IndexCorrupt, IndexVersion, IoError, and InvalidArgument for an index that has another schema.
    """
    return Writer(path, schema=schema, create=create, on_rejection=on_rejection)
