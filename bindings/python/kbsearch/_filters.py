"""Filters made of values: kb.F.type.isin("paper") & (kb.F.importance >= 60).

What a user chose or typed is quoted: no text can break out of a filter.
"""

from __future__ import annotations

import functools
import math
import re
from datetime import date, datetime
from typing import Any, Iterable, NoReturn, Union

from . import _native
from ._errors import InvalidArgument

Bound = Union[int, float, str, date]
"""What a field is compared with: a number; a date, or "2024", "2024-05", "2024-05-17"."""
Value = Union[str, int, float, date]

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", re.ASCII)


class Filter:
    """A filter. Combined by & (and), | (or), ~ (not); str() is what the query language writes for it."""

    __slots__ = ("_text", "_operator")

    def __init__(self, text: str, operator: str = "") -> None:
        self._text = text
        self._operator = operator
        """AND, OR, NOT, or nothing for a single condition."""

    def __and__(self, other: Filter) -> Filter:
        return self._joined("AND", other)

    def __or__(self, other: Filter) -> Filter:
        return self._joined("OR", other)

    def __invert__(self) -> Filter:
        return Filter(f"NOT {self._within('NOT')}", "NOT")

    def _joined(self, operator: str, other: Filter) -> Filter:
        if not isinstance(other, Filter):
            return NotImplemented
        return Filter(f"{self._within(operator)} {operator} {other._within(operator)}", operator)

    def _within(self, operator: str) -> str:
        """The text as a part of that operator: brackets only where they mean something, as their depth is limited."""
        is_plain = self._operator in ("", operator) and not (self._operator == operator == "NOT")
        return self._text if is_plain else f"({self._text})"

    def __bool__(self) -> NoReturn:
        raise TypeError("filters are combined by & | ~, not by and, or, not; F.x.between(low, high) is a range")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Filter) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Filter({self._text!r})"


def _any(filters: Iterable[Filter]) -> Filter:
    alternatives = list(filters)
    if not alternatives:
        raise InvalidArgument("a filter: isin() is given no value")
    return functools.reduce(Filter.__or__, alternatives)


class Field:
    """A field of the records, by name. Compared with a value, it gives a Filter."""

    __slots__ = ("_name",)
    __hash__ = None  # type: ignore[assignment]  # == makes a filter

    def __init__(self, name: str) -> None:
        self._name = name

    def isin(self, *values: Value | Iterable[Value]) -> Filter:
        """Returns a filter for the records that have one of the values: F.tag.isin("a", "b"), F.tag.isin(chosen)."""
        flat: list[Value] = []
        for value in values:
            if isinstance(value, (str, int, float, date)):
                flat.append(value)
            else:
                flat.extend(value)
        if flat and all(isinstance(value, str) for value in flat):
            return Filter(_native.one_of(self._name, flat))
        return _any(self._equals(value) for value in flat)

    def between(self, low: Bound | None, high: Bound | None) -> Filter:
        """Returns a filter for values in [low, high]; None is no bound. Of dates both days belong to it."""
        if low is None and high is None:
            raise InvalidArgument(f"a filter: '{self._name}' is given no bound")
        if low is None:
            return self._compared("<=", high)
        if high is None:
            return self._compared(">=", low)
        if not _is_date(low) and not _is_date(high):
            return Filter(_native.between(self._name, _number(self._name, low), _number(self._name, high)))
        return self._compared(">=", low) & self._compared("<=", high)

    def exists(self) -> Filter:
        """Returns a filter for the records that have anything in the field."""
        return Filter(_native.one_of("has", [self._name]))

    def startswith(self, text: str) -> Filter:
        """Returns a filter for values (of a keyword field) or words that begin so; two characters at least."""
        if len(text.strip()) < 2:
            raise InvalidArgument(f"a filter: '{self._name}' has to begin with two characters at least")
        return Filter(_native.prefix_filter(self._checked(), text))

    def phrase(self, text: str) -> Filter:
        """Returns a filter for the records whose text in this field has these very words, one after the other."""
        if not text.strip():
            raise InvalidArgument(f"a filter: '{self._name}' is given an empty phrase")
        return Filter(_native.phrase_filter(self._checked(), text))

    def _checked(self) -> str:
        _native.one_of(self._name, ["x"])  # raises where the name is none
        return self._name

    def _equals(self, value: Value) -> Filter:
        if isinstance(value, str):
            return Filter(_native.one_of(self._name, [value]))
        if _is_date(value):
            return Filter(f"{self._checked()}:{_date(self._name, value)}")
        number = _number(self._name, value)
        return Filter(_native.between(self._name, number, number))

    def _compared(self, sign: str, bound: Bound | None) -> Filter:
        if _is_date(bound):
            return Filter(f"{self._checked()}:{sign}{_date(self._name, bound)}")
        number = _number(self._name, bound)
        if sign.startswith(">"):
            return Filter(_native.between(self._name, number if sign == ">=" else math.nextafter(number, math.inf), None))
        return Filter(_native.between(self._name, None, number if sign == "<=" else math.nextafter(number, -math.inf)))

    def __eq__(self, value: Value) -> Filter:  # type: ignore[override]
        return self._equals(value)

    def __ne__(self, value: Value) -> Filter:  # type: ignore[override]
        return ~self._equals(value)

    def __lt__(self, bound: Bound) -> Filter:
        return self._compared("<", bound)

    def __le__(self, bound: Bound) -> Filter:
        return self._compared("<=", bound)

    def __gt__(self, bound: Bound) -> Filter:
        return self._compared(">", bound)

    def __ge__(self, bound: Bound) -> Filter:
        return self._compared(">=", bound)

    def __repr__(self) -> str:
        return f"F.{self._name}"


class Fields:
    """kb.F: any name is a Field, F.importance or F["importance"]. Which there are is told by Index.schema()."""

    def __getattr__(self, name: str) -> Field:
        if name.startswith("__"):
            raise AttributeError(name)
        return Field(name)

    def __getitem__(self, name: str) -> Field:
        return Field(name)

    def __repr__(self) -> str:
        return "F"


F = Fields()


def _is_date(value: Any) -> bool:
    return isinstance(value, (str, date))


def _date(field: str, value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, date) else str(value)
    if not _DATE.fullmatch(text):
        raise InvalidArgument(f"a filter: {text!r} is no bound of '{field}' (write a number, a date, or \"2024-05\")")
    return text


def _number(field: str, value: Any) -> float:
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise TypeError(f"'{field}' is compared with a {type(value).__name__}; write a number, a date or a str")
    return float(value)
