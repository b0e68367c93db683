"""Asking an index."""

from __future__ import annotations

import asyncio
import functools
import json
import os
from types import TracebackType
from typing import Any, Iterable, Iterator, Mapping, Optional, Sequence, Union

from . import _native
from ._explained import Explained, ExplainedRecord
from ._filters import Filter
from ._native import Results, Stop
from ._profiles import Profile, profile_of
from ._values import IndexedTerm, Record, Statistics, Suggestion

Path = Union[str, "os.PathLike[str]"]
FacetRequest = Union[str, Sequence[Union[str, int]], Mapping[str, Any]]
"""A field's name, (field, values), or of a date (field, "year" | "month", values)."""
Sort = Union[str, "tuple[str, str]", Mapping[str, Any]]
"""A field's name (descending), "field:asc" or ("field", "asc")."""


class Index:
    """An open index. Asked from any number of threads at once; the GIL is not held while the library works.

        with kb.open("kb.index") as index:
            for hit in index.search("heat pumps", limit=5):
                print(hit.rank, hit.id, hit.title, hit.snippet.marked("**", "**"))

    Use kb.open(). An index shows one commit, and follows the newest: a call that comes a second or more after the last
    look for a newer one looks again (some 0.1 ms). kb.open(path, refresh_every=None) stays where it is until refresh().
    An answer is always of one commit. User text never raises; what of it had to be passed over stands in
    Results.warnings.
    """

    def __init__(self, path: Path, *, refresh_every: Optional[float] = 1.0) -> None:
        self._path = os.fsdecode(path)
        self._native = _native.open(os.fsencode(path), refresh_every)

    @property
    def path(self) -> str:
        """The path that it was opened by."""
        return self._path

    @property
    def closed(self) -> bool:
        """Whether close() was called."""
        return self._native.closed

    def close(self) -> None:
        """Closes the index. Calls under way end as usual, results stay; what is asked afterwards raises InvalidArgument."""
        self._native.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: Optional[type[BaseException]], error: Optional[BaseException], traceback: Optional[TracebackType]
    ) -> None:
        self.close()

    def search(
        self, query: str, *, limit: int = 10, offset: int = 0, filter: Union[str, Filter, None] = None,
        sort: Optional[Sort] = None, after: Optional[str] = None, collapse: Optional[str] = None,
        facets: Optional[Iterable[FacetRequest]] = None, related_tags: int = 0, snippets: bool = True,
        passages: int = 1, explain: bool = False, plain_words: bool = False, all_words: bool = False,
        exact_total_up_to: int = 10_000, max_words: int = 512, typos: bool = True, expand: bool = True,
        typing: bool = False, max_expansions: int = 256, profile: Optional[Profile] = None,
        timeout: Optional[float] = None, stop: Optional[Stop] = None,
    ) -> Results:
        """Returns the best `limit` hits, best first; equal scores are ordered by id.

        query        as a person typed it, in the query language (README). Any text is one.
        limit        hits to return, at most 100,000; offset: hits to pass over first
        filter       which records may be found: a text of the query language, or an expression of kb.F
        sort         a field's name in place of the score: "published", "published:asc", ("published", "asc")
        after        Results.next_cursor of the page before (Results.next_page() does it)
        collapse     one hit for each "url", "content", "near" duplicate, or value of a field
        facets       what to count among all matches: "tag", ("tag", 5), ("published", "month", 6)
        related_tags how many tags to tell that the best hits have in common
        snippets     make passages, marks, matched_fields, missing_words; passages: of each hit, at most 20
        explain      fill Hit.explanation
        plain_words  the text is words and nothing else; all_words: each has to be there, as far as any record has all
        typos        words that no record has also ask for those near them; expand: for their other names
        typing       the last word is not whole yet
        max_words, max_expansions, exact_total_up_to    bounds of the work: words, words of a wildcard, exact totals
        profile      how hits are ordered: a name (kb.profiles()), a dict, a JSON file
        timeout      seconds; then DeadlinePassed is raised. stop: a kb.Stop, which raises Interrupted
        """
        return self._native.search(
            query, limit=limit, offset=offset, filter=None if filter is None else str(filter), sort=sort, after=after,
            collapse=collapse, facets=facets, related_tags=related_tags, snippets=snippets, passages=passages,
            explain=explain, plain_words=plain_words, all_words=all_words, exact_total_up_to=exact_total_up_to,
            max_words=max_words, typos=typos, expand=expand, typing=typing, max_expansions=max_expansions,
            profile=profile_of(profile), timeout=timeout, stop=stop,
        )

    def pages(
        self, query: str, *, limit: int = 10, offset: int = 0, filter: Union[str, Filter, None] = None,
        sort: Optional[Sort] = None, after: Optional[str] = None, collapse: Optional[str] = None,
        facets: Optional[Iterable[FacetRequest]] = None, related_tags: int = 0, snippets: bool = True,
        passages: int = 1, explain: bool = False, plain_words: bool = False, all_words: bool = False,
        exact_total_up_to: int = 10_000, max_words: int = 512, typos: bool = True, expand: bool = True,
        typing: bool = False, max_expansions: int = 256, profile: Optional[Profile] = None,
        timeout: Optional[float] = None, stop: Optional[Stop] = None,
    ) -> Iterator[Results]:
        """Iterates over all pages of `limit` hits; each is asked for when its turn comes. Options as of search().

        No hit comes twice or is left out, also when the index changes meanwhile. `timeout` holds for each page.
        """
        first = self.search(
            query, limit=limit, offset=offset, filter=filter, sort=sort, after=after, collapse=collapse, facets=facets,
            related_tags=related_tags, snippets=snippets, passages=passages, explain=explain, plain_words=plain_words,
            all_words=all_words, exact_total_up_to=exact_total_up_to, max_words=max_words, typos=typos, expand=expand,
            typing=typing, max_expansions=max_expansions, profile=profile, timeout=timeout, stop=stop,
        )
        return first.pages()

    async def search_async(
        self, query: str, *, limit: int = 10, offset: int = 0, filter: Union[str, Filter, None] = None,
        sort: Optional[Sort] = None, after: Optional[str] = None, collapse: Optional[str] = None,
        facets: Optional[Iterable[FacetRequest]] = None, related_tags: int = 0, snippets: bool = True,
        passages: int = 1, explain: bool = False, plain_words: bool = False, all_words: bool = False,
        exact_total_up_to: int = 10_000, max_words: int = 512, typos: bool = True, expand: bool = True,
        typing: bool = False, max_expansions: int = 256, profile: Optional[Profile] = None,
        timeout: Optional[float] = None,
    ) -> Results:
        """The same as search(), in a thread of the event loop's executor. Cancelling the task ends the search."""
        stop = Stop()
        search = functools.partial(
            self.search, query, limit=limit, offset=offset, filter=filter, sort=sort, after=after, collapse=collapse,
            facets=facets, related_tags=related_tags, snippets=snippets, passages=passages, explain=explain,
            plain_words=plain_words, all_words=all_words, exact_total_up_to=exact_total_up_to, max_words=max_words,
            typos=typos, expand=expand, typing=typing, max_expansions=max_expansions, profile=profile, timeout=timeout,
            stop=stop,
        )
        try:
            return await asyncio.get_running_loop().run_in_executor(None, search)
        except asyncio.CancelledError:
            stop.request()
            raise

    def similar(
        self, id: str, *, limit: int = 10, offset: int = 0, sort: Optional[Sort] = None, after: Optional[str] = None,
        collapse: Optional[str] = None, facets: Optional[Iterable[FacetRequest]] = None, related_tags: int = 0,
        snippets: bool = True, passages: int = 1, explain: bool = False, exact_total_up_to: int = 10_000,
        profile: Optional[Profile] = None, timeout: Optional[float] = None, stop: Optional[Stop] = None,
    ) -> Optional[Results]:
        """Returns the records most like the one with that id, without itself; None if there is no such record.

        They are found by its most telling words and the pages that cite both. Options as of search().
        """
        return self._native.similar(
            id, limit=limit, offset=offset, sort=sort, after=after, collapse=collapse, facets=facets,
            related_tags=related_tags, snippets=snippets, passages=passages, explain=explain,
            exact_total_up_to=exact_total_up_to, profile=profile_of(profile), timeout=timeout, stop=stop,
        )

    def explain(
        self, query: str, id: str, *, versus: Union[str, Iterable[str], None] = None,
        filter: Union[str, Filter, None] = None, plain_words: bool = False, all_words: bool = False,
        max_words: int = 512, typos: bool = True, expand: bool = True, typing: bool = False, max_expansions: int = 256,
        profile: Optional[Profile] = None, timeout: Optional[float] = None, stop: Optional[Stop] = None,
    ) -> Explained:
        """Returns why the record scores what it does, whether or not it is among the best hits.

        `versus` is another id, or several: then also in what they differ. Options as of search().
        """
        others = () if versus is None else (versus,) if isinstance(versus, str) else tuple(versus)
        ids = (id, *others)
        found, name = self._native.explain(
            query, ids, filter=None if filter is None else str(filter), plain_words=plain_words, all_words=all_words,
            max_words=max_words, typos=typos, expand=expand, typing=typing, max_expansions=max_expansions,
            profile=profile_of(profile), timeout=timeout, stop=stop,
        )
        records = (ExplainedRecord(one, explanation, known) for one, (explanation, known) in zip(ids, found))
        return Explained(query, name, tuple(records))

    def suggest(
        self, text: str, *, limit: int = 5, timeout: Optional[float] = None, stop: Optional[Stop] = None
    ) -> tuple[Suggestion, ...]:
        """Completes what is being typed: up to `limit` titles, aliases, tags and words each, in that order.

        `timeout` and `stop` end it as they end a search().
        """
        return self._native.suggest(text, limit, timeout, stop)

    def find(self, id: str) -> Optional[Record]:
        """Returns the record as it was given, byte for byte; None if there is none with that id."""
        return self._native.find(id)

    def find_all(self, ids: Iterable[str]) -> tuple[Optional[Record], ...]:
        """Returns the same for each of the ids, all of one commit."""
        return self._native.find_all(ids)

    def records(self) -> Iterator[Record]:
        """Iterates over all records of the newest commit, in the order of the index.

        Commits wait for the reading, each up to ten seconds. 64 MB are read ahead, so that they do not wait for what is
        done with each record. Where it takes longer, beside a writer that goes on, IoError is raised: it never gives
        records of two commits.
        """
        return self._native.records()

    def __iter__(self) -> Iterator[Record]:
        return self.records()

    def __len__(self) -> int:
        return self._native.doc_count()

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._native.find(id) is not None

    def __bool__(self) -> bool:
        return True

    def statistics(self, *, timeout: Optional[float] = None, stop: Optional[Stop] = None) -> Statistics:
        """Returns what the index holds: records by language and field, words, bytes.

        Takes a look at each record, some 30 us each. `timeout` and `stop` end it as they end a search().
        """
        return self._native.statistics(timeout, stop)

    def terms(self, prefix: str = "", *, limit: int = 100) -> tuple[IndexedTerm, ...]:
        """Returns the `limit` most frequent words that begin with `prefix` (folded), equal ones by their bytes."""
        return self._native.terms(prefix, limit)

    def synonyms(self) -> str:
        """Returns the rules that searches expand words by, one a line, as Writer.set_synonyms() takes them."""
        return self._native.synonyms()

    def schema(self) -> dict[str, Any]:
        """Returns what the members of a record mean, as kb.writer(schema=) takes it."""
        schema: dict[str, Any] = json.loads(self._native.schema())
        return schema

    def is_current(self) -> bool:
        """True if what is shown is the newest commit. Costs some 0.1 ms."""
        return self._native.is_current()

    def refresh(self) -> bool:
        """Moves on to the newest commit. Returns whether there was a newer one. Costs some 0.1 ms."""
        return self._native.refresh()

    def __repr__(self) -> str:
        return f"Index({self._path!r}{', closed' if self.closed else ''})"


def open(path: Path, *, refresh_every: Optional[float] = 1.0) -> Index:
    """Opens an index for asking; a context manager.

    `refresh_every` is how many seconds a commit may be old before a call looks for a newer one; None for never.
    Raises IndexNotFound, IndexCorrupt, IndexVersion.
    """
    return Index(path, refresh_every=refresh_every)
