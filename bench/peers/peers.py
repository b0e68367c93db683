#!/usr/bin/env python3
"""Asks kbsearch and its peers the same queries over the same records, in one run.

    bench/peers/peers.py [--records 100000] [--keep]

Peers are what a Debian user can install: Lucene 8 (liblucene8-java, default-jdk-headless), SQLite's FTS5, Xapian with
its own QueryParser, PostgreSQL (each word a prefix, all of them required, ts_rank_cd). Those that are not there are named
and left out. Records and queries are made by corpus/entries.py (wordnet-base, apt). With --before BUILD another build of
kbsearch is a peer, too.

A run goes from a query's text to ten ids and titles that were read. Each engine runs in a process of its own, alone,
warmed up; engines take turns --rounds times, so that all meet the same machine. Every run counts. Agreement is the share
of the same ids among both top tens, in the mean over queries for which either found something.
"""

import argparse
import json
import os
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "corpus"))

import drivers  # noqa: E402
import entries  # noqa: E402
import plot  # noqa: E402
import support  # noqa: E402

COLUMNS = ("median", "mean", "p95", "p99")
KINDS = {"w1": "one word", "w2": "two words", "w3": "three words", "w5": "five words", "phrase": "phrases of two",
         "near": "NEAR"}
PEERS = ("lucene", "fts5", "xapian", "postgres")


def write_tsv(records, path):
    """Lines of id, title, content for those who read no JSON."""
    with open(records, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as out:
        for line in lines:
            record = json.loads(line)
            parts = (record["id"], record["title"], record["content"])
            out.write("\t".join(" ".join(part.split()) for part in parts) + "\n")


def read_answers(path, into):
    """Adds the runs of a file of answers to those of before; the ids must be the same in each round."""
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        kind, times, ids = line.split("\t")
        answer = into.setdefault(number, {"kind": kind, "times": [], "ids": ids.split()})
        answer["times"] += [float(time) for time in times.split()]
        if answer["ids"] != ids.split():
            raise support.Failure(f"query {number + 1} was answered otherwise in another round")


def times_by_kind(answers):
    """The runs of each kind, and of all words and of all queries together."""
    kinds = {}
    for answer in answers.values():
        groups = [answer["kind"], "all"] + (["words"] if answer["kind"].startswith("w") else [])
        for group in groups:
            kinds.setdefault(group, []).extend(answer["times"])
    return {kind: support.quantiles(times) for kind, times in kinds.items() if times}


def agreement(ours, theirs):
    """The mean share of common ids by kind, where either found something and the peer was asked."""
    shares = {}
    for number, answer in ours.items():
        other = theirs[number]
        if not other["times"] or not (answer["ids"] or other["ids"]):
            continue
        common = len(set(answer["ids"]) & set(other["ids"]))
        share = common / max(len(answer["ids"]), len(other["ids"]))
        for group in (answer["kind"], "all"):
            shares.setdefault(group, []).append(share)
    return {kind: round(sum(values) / len(values), 3) for kind, values in shares.items()}


def table(run):
    """Markdown: microseconds, how many times ours they are, and agreement."""
    engines = run["engines"]
    corpus = run["corpus"]
    lines = [support.told_of(run), "",
             f"{corpus['records']:,} records, {corpus['content_mb']} MB of text, digest {corpus['records_digest']}; "
             f"queries {corpus['queries_digest']}.", "",
             "Microseconds; in brackets how many times kbsearch's, so that more than 1 is slower than kbsearch.", ""]
    header = "| queries | engine | runs | " + " | ".join(COLUMNS) + " | same top 10 |"
    lines += [header, "|---" * (len(COLUMNS) + 4) + "|"]
    for kind in [kind for kind in (*KINDS, "words", "all") if kind in engines["kbsearch"]["times"]]:
        for name, engine in engines.items():
            q = engine["times"].get(kind)
            if not q:
                continue
            ours = engines["kbsearch"]["times"][kind]
            cells = [f"{q[c]:,.0f} ({q[c] / ours[c]:.2f})" for c in COLUMNS]
            same = engine.get("agreement", {}).get(kind)
            lines.append(f"| {KINDS.get(kind, 'all ' + kind if kind == 'words' else 'all')} | {name} | {q['n']} | "
                         f"{' | '.join(cells)} | {'' if same is None else f'{same:.2f}'} |")
    lines += ["", "| engine | index MB |", "|---|---|"]
    lines += [f"| {name} | {engine['index_mb']:.1f} |" for name, engine in engines.items()]
    lines += ["", *(f"Left out: {name}: {why}." for name, why in run["left_out"].items())]
    return "\n".join(lines).rstrip() + "\n"


def picture(run):
    rows = [(KINDS.get(kind, kind), name, engine["times"][kind])
            for kind in (*KINDS, "all") for name, engine in run["engines"].items() if kind in engine["times"]]
    return plot.ranges("Top 10 with ids and titles", "microseconds a query", rows)


def chosen_engines(values, directory):
    engines = [drivers.Kbsearch(directory, values.build)]
    if values.before:
        engines.append(drivers.Kbsearch(directory, values.before, "kbsearch before"))
    of_name = {"lucene": lambda: drivers.Lucene(directory), "fts5": lambda: drivers.Fts5(directory),
               "xapian": lambda: drivers.XapianParser(directory, values.build),
               "postgres": lambda: drivers.Postgres(directory)}
    left_out = {}
    for name in values.peers.split(","):
        if name not in of_name:
            raise support.Failure(f"--peers: '{name}' is none of {', '.join(of_name)}")
        peer = of_name[name]()
        if peer.missing():
            left_out[peer.name] = peer.missing()
            support.say(f"{peer.name} is left out: {peer.missing()}")
        else:
            engines.append(peer)
    return engines, left_out


def measure(values, directory):
    run = support.describe_run("top 10 with ids and titles, beside peers", support.own_command())
    engines, run["left_out"] = chosen_engines(values, directory)
    support.say("making records and queries")
    run["corpus"] = entries.make(directory, values.records, values.seed)
    write_tsv(directory / "records.jsonl", directory / "corpus.tsv")
    answers = {engine.name: {} for engine in engines}
    sizes = {}
    try:
        for engine in engines:
            support.say(f"{engine.name}: indexing")
            sizes[engine.name] = engine.index(directory / "corpus.tsv")
        for number in range(values.rounds):
            for engine in engines:
                support.say(f"{engine.name}: asking, round {number + 1} of {values.rounds}")
                engine.ask(directory / "queries.tsv", directory / "answers.tsv")
                if engine.summary is None:
                    read_answers(directory / "answers.tsv", answers[engine.name])
    finally:
        for engine in engines:
            engine.close()
    run["engines"] = {}
    for engine in engines:
        of_engine = answers[engine.name]
        times = engine.summary if engine.summary is not None else times_by_kind(of_engine)
        run["engines"][engine.name] = {"times": times, "index_mb": round(sizes[engine.name] / 1e6, 1)}
        if engine is not engines[0] and of_engine:
            run["engines"][engine.name]["agreement"] = agreement(answers["kbsearch"], of_engine)
    return run


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", default=str(support.SOURCE / "build/release"), help="the build to measure")
    options.add_argument("--before", default="", help="another build that is a peer, too")
    options.add_argument("--peers", default=",".join(PEERS), help="those to ask, of " + ",".join(PEERS))
    options.add_argument("--records", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=14)
    options.add_argument("--rounds", type=int, default=2)
    options.add_argument("--work", default="", help="directory for all that is made (else a temporary one)")
    options.add_argument("--keep", action="store_true", help="write run, table and plot below bench/runs/")
    values = options.parse_args()
    directory = pathlib.Path(values.work or tempfile.mkdtemp(prefix="kbsearch-peers-")).resolve()
    directory.mkdir(parents=True, exist_ok=True)
    os.chmod(directory, 0o755)  # PostgreSQL runs as another user
    try:
        run = measure(values, directory)
        print(table(run))
        if values.keep:
            support.keep_run("peers", run, (("md", table(run)), ("svg", picture(run))))
    finally:
        if not values.work:
            shutil.rmtree(directory, ignore_errors=True)
    return 0


if __name__ == "__main__":
    support.main(main)
