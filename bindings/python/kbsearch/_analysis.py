"""What the library makes of a text."""

from __future__ import annotations

from . import _native
from ._values import Token


def analyze(text: str, *, language: str = "en") -> tuple[Token, ...]:
    """Returns the tokens of a text, as records and queries are read: kb.analyze("GPT-4 in C++").

    `language` is an ISO 639-1 code; one without a stemmer leaves words as they are.
    """
    return _native.analyze(text, language)


def detect_language(text: str, *, fallback: str = "en") -> str:
    """Returns the code of the language that most of the text is in, or `fallback` if it cannot be told reliably."""
    return _native.detect_language(text, fallback)
