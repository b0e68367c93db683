"""Question: what does a search cost in Python over the same search in C++?

    cmake --build build/release --target kbsearch_search_cost
    PYTHONPATH=build/release/bindings/python/package python3 bindings/python/bench/search_cost.py \\
        build/release/bindings/python/kbsearch_search_cost INDEX QUERIES.tsv [RUNS]

Each query is asked RUNS times (21) by C++ and then by Python, with the default options (10 hits with snippets); of each
the median counts. Told are the medians over the queries, of the times and of their differences. It is the time of the
thread that asks, which is all that a search uses: what else the machine does counts little. Both have to find the same
first hit.
"""

import statistics
import subprocess
import sys
import time

import kbsearch as kb


def asked(index, query, runs, read):
    """Returns the median microseconds of a search, and its results."""
    times = []
    results = None
    for _ in range(runs):
        start = time.thread_time_ns()
        results = index.search(query, limit=10)
        if read:
            for hit in results:
                hit.rank, hit.id, hit.title, hit.url, hit.snippet.text, hit.snippet.marks
        times.append((time.thread_time_ns() - start) / 1000)
    return statistics.median(times), results


def main(program, path, queries, runs="21"):
    runs = int(runs)
    with open(queries, encoding="utf-8") as file:
        texts = [line.rstrip("\n").split("\t", 1)[1] for line in file if "\t" in line]
    native, over, over_read = [], [], []
    with kb.open(path) as index, subprocess.Popen(
        [program, path, str(runs)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        for warm_up in (True, False):
            for text in texts:
                child.stdin.write(text + "\n")
                child.stdin.flush()
                told, first = child.stdout.readline().rstrip("\n").split("\t")
                cost, results = asked(index, text, runs, read=False)
                cost_read, _ = asked(index, text, runs, read=True)
                assert (results[0].id if results else "-") == first, (text, first)
                if not warm_up:
                    native.append(float(told))
                    over.append(cost - float(told))
                    over_read.append(cost_read - float(told))
        child.stdin.close()
    print(f"{len(native)} queries, {runs} runs each, us; medians over the queries")
    print(f"C++ search                                        {statistics.median(native):8.1f}")
    print(f"Python over it                                    {statistics.median(over):8.1f}")
    print(f"Python over it, with all hits and snippets read   {statistics.median(over_read):8.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
