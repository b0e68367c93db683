"""What a program gives as a record, as the JSON that the library takes."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import PurePath
from typing import Any, Callable, Mapping, Union
from uuid import UUID

from ._values import Record, Rejection

RecordLike = Union[Mapping[str, Any], str, bytes]
"""A mapping (a dict, a Record), or a record as JSON."""
OnRejection = Callable[[Rejection], object]


def _value_of(value: Any) -> Any:
    """What json does not know but records often hold. Raises TypeError, as json does, for anything else."""
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (PurePath, UUID)):
        return str(value)
    raise TypeError(f"a record holds a {type(value).__name__}, which JSON has no form for")


def json_of(record: RecordLike) -> bytes:
    """Returns the record's JSON.

    A text with a lone surrogate has no UTF-8; it is escaped, and the library rejects the record by name.
    """
    if isinstance(record, bytes):
        return record
    if isinstance(record, str):
        return record.encode("utf-8", "surrogatepass")
    if isinstance(record, Record):
        return record.json.encode("utf-8")
    if not isinstance(record, Mapping):
        raise TypeError(f"a record must be a mapping or a str of JSON, not {type(record).__name__}")
    given = record if isinstance(record, dict) else dict(record)
    try:
        return json.dumps(given, ensure_ascii=False, default=_value_of).encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(given, default=_value_of).encode("utf-8")


def told(what: str, rejections: int, first: Rejection) -> str:
    """Returns a warning of what was not taken."""
    more = f" (and {rejections - 1} more)" if rejections > 1 else ""
    return f"{what}: {first}{more}; on_rejection= is told of each"
