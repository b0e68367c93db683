#!/usr/bin/env python3
"""Times the small questions with Google Benchmark and keeps the run: bench/micro.py [--filter REGEX] [--keep]."""

import argparse
import json
import tempfile

import support


def table(cases):
    lines = [f"{'':28}{'n':>5}{'median us':>12}{'mean':>12}{'p95':>12}{'p99':>12}"]
    for name, q in cases.items():
        lines.append(f"{name:28}{q['n']:5}" + "".join(f"{q[key]:12.1f}" for key in ("median", "mean", "p95", "p99")))
    return "\n".join(lines)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--build", default=str(support.SOURCE / "build/release"), help="the build to measure")
    options.add_argument("--filter", default=".", help="cases whose name this finds")
    options.add_argument("--repetitions", type=int, default=100, help="runs of each case, all of which count")
    options.add_argument("--keep", action="store_true", help="write the run below bench/runs/")
    values = options.parse_args()
    program = support.program(values.build, "kbsearch_micro")
    head = support.describe_run("how long does each step of the way take by itself?", support.own_command())
    with tempfile.TemporaryDirectory(prefix="kbsearch-bench-") as directory:
        support.say("making the corpus")
        support.make_micro_corpus(values.build, directory)
        support.say("measuring")
        # With no least time a repetition is one run, so that medians and tails are those of runs.
        output = support.run([program, "--corpus", directory, "--benchmark_format=json", "--benchmark_min_time=0",
                              f"--benchmark_filter={values.filter}", "--benchmark_enable_random_interleaving=true",
                              f"--benchmark_repetitions={values.repetitions}"])
    times = {}
    for measured in json.loads(output)["benchmarks"] if output.strip() else []:
        if measured.get("run_type") == "iteration":
            times.setdefault(measured["run_name"], []).append(measured["real_time"])
    if not times:
        raise support.Failure(f"no case is called '{values.filter}'")
    cases = {name: support.quantiles(runs) for name, runs in sorted(times.items())}
    print(table(cases))
    if values.keep:
        support.keep_run("micro", {**head, "unit": "microseconds", "cases": cases})


if __name__ == "__main__":
    support.main(main)
