"""A program as a user types it: mypy --strict has nothing to say of it, and it runs."""

from __future__ import annotations

import asyncio
import datetime
import sys
from pathlib import Path
from typing import Iterator, Optional

import kbsearch as kb


def rows() -> Iterator[dict[str, object]]:
    yield {"id": "a1", "title": "Heat pumps in old houses", "importance": 70, "type": "paper", "tags": ["energy"],
           "published": datetime.date(2023, 5, 1)}
    yield {"id": "b2", "title": "Heat pump markets", "importance": 40, "type": "report", "tags": ["energy", "markets"]}


def write(path: Path) -> int:
    with kb.writer(path) as w:
        w.replace({"id": "c3", "title": "District heating"})
        report: kb.WriteReport = w.replace_many(rows(), progress=print)
        removed: bool = w.remove("old")
        assert not removed
    return report.taken


def ask(path: Path) -> Optional[kb.Hit]:
    with kb.open(path) as index:
        wanted: kb.Filter = kb.F.type.isin("paper") & (kb.F.importance >= 60)
        r = index.search("heat pumps", limit=5, timeout=5.0, filter=wanted, facets=["tag", ("published", "month", 6)])
        for hit in r:
            line: tuple[int, str, str, str] = (hit.rank, hit.id, hit.title, hit.snippet.marked("**", "**"))
            print(*line)
        counts: dict[str, int] = {count.value: count.count for count in r.facets["tag"]}
        assert counts == {"energy": 1}
        print(index.explain("heat pumps", "a1", versus="b2").to_text())
        following: Optional[kb.Results] = r.next_page()
        assert following is None
        for page in index.pages("heat", limit=1):
            print(len(page), int(page.total))
        record = index.find("a1")
        if record is not None:
            print(record["title"], record.to_dict()["importance"])
        for each in index:
            print(each.id)
        assert len(index) == 3
        return r[0] if r else None


async def ask_later(path: Path) -> int:
    with kb.open(path) as index:
        found = await index.search_async("heat pumps", typing=True)
        return found.total.value


def main(folder: Path) -> None:
    path = folder / "typed.index"
    assert write(path) == 2
    best = ask(path)
    assert best is not None and best.id == "a1"
    assert asyncio.run(ask_later(path)) == 3
    report: kb.LoadReport = kb.load(path, rows(), on_rejection=print)
    assert report.unchanged == 2
    evaluation = kb.evaluate(path, {"q": "heat pumps"}, {"q": {"b2": 1}}, metrics=["ndcg@10"], versus="text")
    assert evaluation["ndcg@10"] == 1.0
    copied: kb.CopyReport = kb.snapshot(path, folder / "copy", on_progress=print)
    state = kb.snapshot_state(folder / "copy")
    assert state is not None and state.doc_count == copied.snapshot.doc_count == 3
    fitted = kb.tune((path, {"q": "heat pumps", "r": "x"}, {"q": {"b2": 1}}), numbers=["k1"], folds=2, rounds=1)
    assert fitted.query_count == 1 and kb.tunable_numbers(fitted.profile)
    try:
        kb.open(folder / "none")
    except kb.IndexNotFound as error:
        assert error.code is kb.ErrorCode.INDEX_NOT_FOUND


if __name__ == "__main__":
    main(Path(sys.argv[1]))
