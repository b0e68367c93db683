"""The library's JSON as dicts, with offsets in str indices; pages one after the other."""

from __future__ import annotations

import json
from typing import Any, Iterator, Optional

from ._native import Results


def _index(text: str, encoded: bytes, byte: int) -> int:
    """Returns the index into text of what begins at that byte of its UTF-8."""
    return byte if len(encoded) == len(text) else len(encoded[:byte].decode("utf-8", "ignore"))


def _in_str_indices(passage: dict[str, Any]) -> None:
    text = passage["text"]
    encoded = text.encode("utf-8")
    passage["marks"] = [[_index(text, encoded, at) for at in mark] for mark in passage["marks"]]


def hit_of(text: str) -> dict[str, Any]:
    """Reads a hit."""
    hit: dict[str, Any] = json.loads(text)
    _convert(hit)
    return hit


def _convert(hit: dict[str, Any]) -> None:
    if hit["snippet"] is not None:
        _in_str_indices(hit["snippet"])
    for passage in hit.get("passages", ()):
        _in_str_indices(passage)


def results_of(text: str) -> dict[str, Any]:
    """Reads an answer."""
    results: dict[str, Any] = json.loads(text)
    for hit in results["hits"]:
        _convert(hit)
    query = results["query"]
    encoded = query.encode("utf-8")
    for warning in results["warnings"]:
        warning["at"] = _index(query, encoded, warning["at"])
    return results


def pages_from(first: Results) -> Iterator[Results]:
    """Iterates over a page and those behind it."""
    page: Optional[Results] = first
    while page is not None:
        yield page
        page = page.next_page()
