#!/usr/bin/env python3
"""Shows how building, size, memory and search grow with the number of records.

    bench/scale.py [--largest 100000] [--keep]

Sizes are 10^3, 10^4, 10^5 and 10^6 records, as far as --largest. Each is generated with seed 7, built with two jobs, and
asked 300 generated queries of nine kinds; every run counts. 10^6 records are 2.9 GB of text and take some 15 GB of disk.
Real records with their queries (lines of `id<TAB>text`) are measured, too, where $KBSEARCH_SHARED_DATA is, or --real and
--real-queries say so.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import tempfile

import plot
import support

SIZES = (1_000, 10_000, 100_000, 1_000_000)
REAL_QUERIES = 100  # of each set


def run_with_memory(command):
    """Standard output and the greatest resident memory in MB."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen([str(word) for word in command], stdout=output, stderr=errors, text=True)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            said = errors.read().strip()
            raise support.Failure(f"{' '.join(map(str, command))}\nended with {process.returncode}: {said}")
        return output.read(), usage.ru_maxrss / 1024


def by_kind(path):
    """The runs of kbsearch_latency --answers by kind and together."""
    times = {}
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        kind, runs, _ = line.split("\t")
        for group in (kind, "all"):
            times.setdefault(group, []).extend(float(run) for run in runs.split())
    return {kind: support.quantiles(runs) for kind, runs in times.items()}


def measure(values, name, records, queries, directory):
    """Builds and asks; returns a row of the table."""
    index, answers = directory / "index", directory / "answers.tsv"
    support.say(f"{name}: building")
    built = support.named_line(support.run([support.program(values.build, "kbsearch_build"), *records, "--out", index,
                                            "--jobs", 2]), "BUILD")
    support.say(f"{name}: asking")
    _, memory = run_with_memory([support.program(values.build, "kbsearch_latency"), "--db", index, "--queries", queries,
                                 "--no-snippet", "--repeat", values.repeat, "--answers", answers])
    shutil.rmtree(index)
    return {"name": name, "records": int(built["records"]), "text_mb": built["text_mb"],
            "build_seconds": built["seconds"], "build_mb_per_s": built["mb_per_s"], "build_memory_mb": round(built["peak_memory_mb"]),
            "index_mb": built["index_mb"], "index_per_text": built["index_per_text"], "search_memory_mb": round(memory),
            "search": by_kind(answers)}


def generated(values, size, directory):
    generate = [support.program(values.build, "kbsearch_generate"), "--records", size, "--seed", 7]
    records, queries = directory / "records.jsonl", directory / "queries.tsv"
    support.say(f"{size:,} records: generating")
    support.run([*generate, "--out", records])
    support.run([*generate, "--queries", 300, "--out", queries])
    row = measure(values, f"{size:,} generated", [records], queries, directory)
    records.unlink()
    return row


def real(values, directory):
    """The row of the real records; None where there are none."""
    records, queries = values.real, values.real_queries
    if not records and os.environ.get("KBSEARCH_SHARED_DATA"):
        wiki = pathlib.Path(os.environ["KBSEARCH_SHARED_DATA"]) / "longterm-wiki"
        records, queries = sorted(wiki.glob("*.jsonl")), sorted(wiki.glob("queries.*.tsv"))
    if not records or not queries:
        support.say("no real records: left out (--real FILE --real-queries FILE)")
        return None
    asked = directory / "real.tsv"
    with open(asked, "w", encoding="utf-8") as out:
        for path in map(pathlib.Path, queries):
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line]
            # Evenly out of each set, which is the kind of its queries.
            for line in lines[:: max(len(lines) // REAL_QUERIES, 1)][:REAL_QUERIES]:
                out.write(f"{path.stem}\t{line.split(chr(9), 1)[1]}\n")
    return measure(values, "real", records, asked, directory)


def table(run):
    columns = ("records", "text MB", "build s", "MB/s", "build memory MB", "index MB", "index/text", "median us", "mean",
               "p95", "p99", "search memory MB")
    lines = [support.told_of(run), "", "| " + " | ".join(columns) + " |", "|---" * len(columns) + "|"]
    for row in run["rows"]:
        q = row["search"]["all"]
        cells = [row["name"], f"{row['text_mb']:,.1f}", f"{row['build_seconds']:,.1f}", f"{row['build_mb_per_s']:.2f}",
                 f"{row['build_memory_mb']:,}", f"{row['index_mb']:,.1f}", f"{row['index_per_text']:.2f}",
                 *(f"{q[key]:,.0f}" for key in ("median", "mean", "p95", "p99")), f"{row['search_memory_mb']:,}"]
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", *growths(run["rows"])]
    return "\n".join(lines).rstrip() + "\n"


def growths(rows):
    """How the median and the p99 grow from each generated size to the next."""
    sizes = [row for row in rows if row["name"] != "real"]
    told = []
    for small, large in zip(sizes, sizes[1:]):
        grown = [large["search"]["all"][key] / small["search"]["all"][key] for key in ("median", "p99")]
        told.append(f"From {small['records']:,} to {large['records']:,} records the median grows {grown[0]:.1f} times, "
                    f"the p99 {grown[1]:.1f} times.\n")
    return told


def picture(run):
    rows = [row for row in run["rows"] if row["name"] != "real"]

    def line(value):
        return [(row["records"], max(value(row), 0.01)) for row in rows]

    return plot.curves("From a thousand records up", "records", [
        ("search, microseconds", {"median": line(lambda row: row["search"]["all"]["median"]),
                                  "p99": line(lambda row: row["search"]["all"]["p99"])}),
        ("building, seconds", {"build": line(lambda row: row["build_seconds"])}),
        ("megabytes", {"text": line(lambda row: row["text_mb"]), "index": line(lambda row: row["index_mb"]),
                       "memory, building": line(lambda row: row["build_memory_mb"]),
                       "memory, searching": line(lambda row: row["search_memory_mb"])}),
    ])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", default=str(support.SOURCE / "build/release"), help="the build to measure")
    options.add_argument("--largest", type=int, default=100_000, help="no size above this; at least 1000")
    options.add_argument("--repeat", type=int, default=5, help="timed passes over the queries")
    options.add_argument("--real", nargs="*", default=[], help="files of real records")
    options.add_argument("--real-queries", nargs="*", default=[], help="files of their queries, lines of id<TAB>text")
    options.add_argument("--work", default="", help="directory for all that is made (else a temporary one)")
    options.add_argument("--keep", action="store_true", help="write run, table and plot below bench/runs/")
    values = options.parse_args()
    sizes = [size for size in SIZES if size <= values.largest]
    if not sizes:
        raise support.Failure(f"--largest is {values.largest}, must be at least {SIZES[0]}")
    directory = pathlib.Path(values.work or tempfile.mkdtemp(prefix="kbsearch-scale-")).resolve()
    directory.mkdir(parents=True, exist_ok=True)
    run = support.describe_run("how do building, size, memory and search grow?", support.own_command())
    try:
        run["rows"] = [row for row in [real(values, directory)] if row]
        run["rows"] += [generated(values, size, directory) for size in sizes]
    finally:
        if not values.work:
            shutil.rmtree(directory, ignore_errors=True)
    print(table(run))
    if values.keep:
        support.keep_run("scale", run, (("md", table(run)), ("svg", picture(run))))
    return 0


if __name__ == "__main__":
    support.main(main)
