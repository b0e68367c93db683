"""What the benchmark scripts share: where programs lie, made corpora, quantiles, and how a run is kept.

Python's standard library alone.
"""

import datetime
import json
import math
import os
import pathlib
import platform
import subprocess
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent
RUNS = SOURCE / "bench" / "runs"


class Failure(Exception):
    """What went wrong, for a person; ends the script with exit code 2."""


def program(build, name):
    """The path of a program of the build; a Failure tells how to build it."""
    for folder in ("bench", "bench/micro", "bench/peers", "corpus", "cli"):
        path = pathlib.Path(build) / folder / name
        if path.is_file() and os.access(path, os.X_OK):
            return str(path.resolve())
    raise Failure(f"{name} is not built (cmake --preset release && cmake --build build/release --target {name})")


def say(text):
    print(text, file=sys.stderr, flush=True)


def run(command, **options):
    """Runs a command and returns its standard output; a Failure with what it said where it fails."""
    command = [str(part) for part in command]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    if done.returncode != 0:
        said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-15:])
        raise Failure(f"{' '.join(command)}\nended with {done.returncode}:\n{said}")
    return done.stdout


def line_values(line):
    """The names and numbers of a line `WORD name number name number ...`."""
    words = line.split()[1:]
    return {name: float(value) for name, value in zip(words[::2], words[1::2])}


def named_line(output, word):
    """The values of the line that begins with `word`."""
    for line in output.splitlines():
        if line.startswith(word + " "):
            return line_values(line)
    raise Failure(f"no line '{word} ...' was printed")


def make_micro_corpus(build, directory, records=3000):
    """Generates the records and queries of the small questions, and indexes them with this build."""
    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    generate, index = program(build, "kbsearch_generate"), program(build, "kbsearch_build")
    arguments = [generate, "--records", records, "--seed", 7]
    run([*arguments, "--out", directory / "records.jsonl"])
    run([*arguments, "--queries", 300, "--out", directory / "queries.tsv"])
    with open(directory / "records.jsonl", encoding="utf-8") as lines:
        (directory / "one.jsonl").write_text(lines.readline(), encoding="utf-8")
    run([index, directory / "records.jsonl", "--out", directory / "index", "--jobs", 2])
    run([index, directory / "one.jsonl", "--out", directory / "one.index", "--jobs", 1])
    return directory


def quantiles(times):
    """n, median, mean, p95 and p99 by the nearest rank: each quantile is a time that was measured."""
    ordered = sorted(times)

    def at(share):
        return ordered[max(math.ceil(share * len(ordered)), 1) - 1]

    return {"n": len(ordered), "median": at(0.5), "mean": sum(ordered) / len(ordered), "p95": at(0.95), "p99": at(0.99)}


def machine():
    """What decides times and is not of the sources. No names of hosts, users or folders."""
    model = platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        model = models[0] if models else model
    except OSError:
        pass
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 1e9, 1),
        "kernel": platform.release(),
        "libc": " ".join(platform.libc_ver()),
        "load_at_start": round(os.getloadavg()[0], 2),
    }


def commit():
    """The commit that is measured; "+" behind it if files differ from it."""

    def git(*words):
        return run(["git", "-C", SOURCE, *words]).strip()

    try:
        return git("rev-parse", "--short=12", "HEAD") + ("+" if git("status", "--porcelain", "-uno") else "")
    except (Failure, OSError):
        return "unknown"


def describe_run(question, command):
    """The head of a run that is kept: take it before measuring."""
    return {
        "question": question,
        "commit": commit(),
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "machine": machine(),
        "command": command,
    }


def told_of(run):
    """A run in a sentence, for the top of its table."""
    at = run["machine"]
    return (f"Commit {run['commit']}, {run['date']}, {at['processor']} ({at['cores']} cores, load {at['load_at_start']} at "
            f"the start). `{run['command']}`")


def own_command():
    """How this script was called, from the top of the sources, without folders of this machine."""
    words = [os.path.relpath(os.path.abspath(sys.argv[0]), SOURCE)]
    for word in sys.argv[1:]:
        words.append("DIR/" + os.path.basename(word) if os.path.isabs(word) else word)
    return " ".join(words)


def keep_run(kind, run_values, extra=()):
    """Writes the run below bench/runs/, with other files of the same name: pairs of a suffix and a text."""
    RUNS.mkdir(exist_ok=True)
    base = RUNS / f"{run_values['date'][:10]}-{run_values['commit'].replace('+', '-changed')}-{kind}"
    for suffix, text in (("json", json.dumps(run_values, indent=1) + "\n"), *extra):
        path = base.with_name(f"{base.name}.{suffix}")
        path.write_text(text, encoding="utf-8")
        say(f"kept {path.relative_to(SOURCE)}")


def main(action):
    """Runs `action` and ends with what it returns; Failures become a message and exit code 2."""
    try:
        sys.exit(action() or 0)
    except Failure as failure:
        say(f"{os.path.basename(sys.argv[0])}: {failure}")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
