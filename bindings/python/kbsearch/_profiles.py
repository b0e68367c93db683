"""Ranking profiles by name, from a dict, or from a file."""

from __future__ import annotations

import json
import os
from functools import lru_cache
from typing import Any, Mapping, Optional, Union

from ._native import RankingProfile

Profile = Union[str, "os.PathLike[str]", Mapping[str, Any], RankingProfile]
"""A name of kb.profiles(), the path of a JSON file, its members as a dict, or a RankingProfile."""


@lru_cache(maxsize=64)
def _named(name: str) -> RankingProfile:
    return RankingProfile.named(name)


def profile_of(given: Optional[Profile]) -> Optional[RankingProfile]:
    """Returns the profile; None for the default one."""
    if given is None or given == "default":
        return None
    if isinstance(given, RankingProfile):
        return given
    if isinstance(given, Mapping):
        return RankingProfile.from_json(json.dumps(dict(given)))
    if isinstance(given, str):
        if given.lstrip().startswith("{"):
            return RankingProfile.from_json(given)
        if not (given.endswith(".json") or os.sep in given):
            return _named(given)
    with open(given, encoding="utf-8-sig") as file:
        return RankingProfile.from_json(file.read())


def profiles() -> tuple[str, ...]:
    """Returns the names of the built-in ranking profiles."""
    return RankingProfile.names()


def profile(given: Profile = "default") -> dict[str, Any]:
    """Returns a profile as a dict, to change a copy of it and give that to search(profile=)."""
    members: dict[str, Any] = json.loads((profile_of(given) or _named("default")).to_json())
    return members
