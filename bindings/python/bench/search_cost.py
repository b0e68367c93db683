"""Question: what does a search cost in Python over the same search in C++?

    cmake --build build/release --target kbsearch_search_cost
    PYTHONPATH=build/release/bindings/python/package /usr/bin/python3 bindings/python/bench/search_cost.py \\
        build/release/bindings/python/libkbsearch_search_cost.so INDEX QUERIES.tsv [RUNS]

Each query is asked RUNS times (21), by C++ and by Python in turn, in one process and thread, with the default options (10
hits with snippets). Of each the median counts; told are the medians over the queries, of the times and of their
differences. It is the time of the thread, which is all that a search uses: what else the machine does counts little.
"""

import ctypes
import os
import statistics
import sys
import time

import kbsearch as kb


def asked(index, query, read):
    """Returns the microseconds of a search."""
    start = time.thread_time_ns()
    asked.results = index.search(query, limit=10)
    if read:
        for hit in asked.results:
            snippet = hit.snippet
            hit.rank, hit.id, hit.title, hit.url, snippet.text, snippet.marks
    return (time.thread_time_ns() - start) / 1000


def main(library, path, queries, runs="21"):
    native = ctypes.CDLL(os.path.abspath(library))
    native.search_cost_open.restype = ctypes.c_void_p
    native.search_cost_ask.argtypes = ctypes.c_void_p, ctypes.c_char_p
    native.search_cost_ask.restype = ctypes.c_double
    searcher = native.search_cost_open(os.fsencode(path))
    with open(queries, encoding="utf-8") as file:
        texts = [line.rstrip("\n").split("\t", 1)[1] for line in file if "\t" in line]
    plain, over, over_read = [], [], []
    with kb.open(path, refresh_every=None) as index:
        for text in texts:
            in_cpp = lambda: native.search_cost_ask(searcher, text.encode())  # noqa: E731
            # Each search comes after one of the other language, so that none finds its own in the processor's caches.
            ways = [in_cpp, lambda: asked(index, text, False), in_cpp, lambda: asked(index, text, True)]
            for way in ways:
                way()  # warm
            times = zip(*([way() for way in ways] for _ in range(int(runs))))
            first, in_python, second, with_reading = map(list, times)
            in_native = statistics.median(first + second)
            in_python, with_reading = statistics.median(in_python), statistics.median(with_reading)
            plain.append(in_native)
            over.append(in_python - in_native)
            over_read.append(with_reading - in_native)
            assert asked.results.query == text
    print(f"{len(plain)} queries, {runs} runs each, us; medians over the queries")
    print(f"C++ search                                        {statistics.median(plain):8.1f}")
    print(f"Python over it                                    {statistics.median(over):8.1f}")
    print(f"Python over it, with all hits and snippets read   {statistics.median(over_read):8.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
