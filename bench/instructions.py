#!/usr/bin/env python3
"""Counts the instructions of the small questions and holds them to the kept figures, bench/instructions.json.

    bench/instructions.py             more than 3% above a kept figure: exit 1, with the benchmark's name
    bench/instructions.py --update    writes the figures as they are now

Instructions are counted by callgrind, in two processes at once. What differs between runs and machines is fixed: no
address randomisation where setarch can do without, an empty environment, and the C library's functions for the least
x86-64 processor (GLIBC_TUNABLES), without which counts differ by up to 5%. Between runs they differ by less than 0.3%.
Figures of another compiler, libraries or valgrind are not compared: it says so, and ends with 77. The last parts of
Debian's versions (security updates) do not count.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

import support

KEPT = support.SOURCE / "bench" / "instructions.json"
TOLERANCE = 0.03
NOT_COMPARABLE = 77
TUNABLES = ":".join([
    "glibc.cpu.hwcaps=-AVX2,-AVX512F,-AVX512VL,-AVX512BW,-BMI2,-LZCNT,-MOVBE,-ERMS,-FSRM,-RTM",
    "glibc.cpu.x86_non_temporal_threshold=0x300000",
    "glibc.cpu.x86_rep_movsb_threshold=0x1000",
    "glibc.cpu.x86_rep_stosb_threshold=0x1000",
])


def library_versions(program):
    """Each shared library by its name and version, as the names of the files tell them: libxapian.so.30.12.3."""
    versions = []
    for line in support.run(["ldd", program]).splitlines():
        path = re.search(r"=> (/\S+)", line)
        if path:
            versions.append(pathlib.Path(path[1]).resolve().name)
    return sorted(versions)


def conditions_of(program):
    """What decides the counts beside the sources."""
    told = dict(line.split("\t", 1) for line in support.run([program, "--conditions"]).splitlines())
    if "callgrind" not in told:
        raise support.Failure("kbsearch_instructions was compiled without valgrind's headers (install valgrind, touch "
                              "bench/micro/kbsearch_instructions.cpp, build again)")
    return {
        "compiler": told["compiler"],
        "flags": told["flags"].strip(),
        "valgrind": support.run(["valgrind", "--version"]).strip(),
        "libc": support.machine()["libc"],
        "libraries": " ".join(library_versions(program)),
    }


def can_fix_addresses():
    tried = subprocess.run(["setarch", "-R", "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return tried.returncode == 0


def count(program, corpus, cases, directory):
    """Returns the instructions of each case by its name."""
    command = ["env", "-i", "PATH=/usr/bin:/bin", "LC_ALL=C", f"GLIBC_TUNABLES={TUNABLES}"]
    command += ["setarch", "-R"] if shutil.which("setarch") and can_fix_addresses() else []
    command += ["valgrind", "--tool=callgrind", "--instr-atstart=no", "-q",
                f"--callgrind-out-file={directory}/counts.%p", program, "--corpus", str(corpus), "--cases", cases]
    processes = [subprocess.Popen([*command, "--parts", "2", "--part", str(part)], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True) for part in range(2)]
    said = [process.communicate()[0].strip() for process in processes]
    for process, text in zip(processes, said):
        if process.returncode != 0:
            raise support.Failure(f"a benchmark failed:\n{text}")
    counts = {}
    for path in sorted(pathlib.Path(directory).glob("counts.*.*")):
        text = path.read_text(encoding="utf-8", errors="replace")
        name = re.search(r"^desc: Trigger: Client Request: (\S+)", text, re.MULTILINE)
        total = re.search(r"^totals: (\d+)", text, re.MULTILINE)
        if name and total:
            counts[name[1]] = int(total[1])
    if not counts:
        raise support.Failure(f"no case is called '{cases}', or callgrind counted nothing")
    return dict(sorted(counts.items()))


def difference_of_conditions(kept, present):
    """Says what makes the figures not comparable; empty if nothing does."""
    differing = [name for name in present if kept.get(name) != present[name]]
    return "; ".join(f"{name}: here '{present[name]}', kept figures by '{kept.get(name)}'" for name in differing)


def compare(kept, counts, is_whole=True):
    """Returns what fails and what is only told, as two lists of lines."""
    faults, notes = [], []
    for name, instructions in counts.items():
        if name not in kept:
            faults.append(f"{name}: has no kept figure yet")
            continue
        change = instructions / kept[name] - 1
        line = f"{name}: {kept[name]:,} -> {instructions:,} instructions, {change:+.1%}"
        if change > TOLERANCE:
            faults.append(line + f" (a loss of more than {TOLERANCE:.0%})")
        elif change < -TOLERANCE:
            notes.append(line)
    if is_whole:
        faults += [f"{name}: has a kept figure, but is no benchmark any more" for name in kept if name not in counts]
    return faults, notes


def update(conditions, counts, is_whole):
    before = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {"instructions": {}}
    for name, instructions in counts.items():
        kept = before["instructions"].get(name)
        print(f"{name:28}{instructions:14,}" + (f"{instructions / kept - 1:+9.1%}" if kept else "      new"))
    if not is_whole:
        if before.get("conditions") != conditions:
            raise support.Failure("the kept figures are of other conditions: update all of them at once")
        counts = dict(sorted({**before["instructions"], **counts}.items()))
    KEPT.write_text(json.dumps({"conditions": conditions, "instructions": counts}, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {KEPT.relative_to(support.SOURCE)}")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", default=str(support.SOURCE / "build/release"), help="the build to measure")
    options.add_argument("--cases", default="", help="only those whose name this regular expression finds")
    options.add_argument("--update", action="store_true", help="keep the figures as they are now")
    values = options.parse_args()
    if not shutil.which("valgrind"):
        support.say("instructions are not counted: there is no valgrind")
        return NOT_COMPARABLE
    program = support.program(values.build, "kbsearch_instructions")
    conditions = conditions_of(program)
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else None
    if not values.update:
        if kept is None:
            raise support.Failure(f"there are no kept figures (make them with: {support.own_command()} --update)")
        differing = difference_of_conditions(kept["conditions"], conditions)
        if differing:
            support.say(f"instructions are not comparable: {differing}")
            return NOT_COMPARABLE
    with tempfile.TemporaryDirectory(prefix="kbsearch-bench-") as directory:
        corpus = support.make_micro_corpus(values.build, pathlib.Path(directory) / "corpus")
        counts = count(program, corpus, values.cases, directory)
    if values.update:
        update(conditions, counts, not values.cases)
        return 0
    faults, notes = compare(kept["instructions"], counts, not values.cases)
    for line in notes:
        print(f"gained: {line}")
    for line in faults:
        print(f"FAILED: {line}")
    if notes or faults:
        print("Keep the figures as they are now, and say why in the commit: bench/instructions.py --update")
    else:
        print(f"{len(counts)} benchmarks take the instructions that they took, within {TOLERANCE:.0%}")
    return 1 if faults else 0


if __name__ == "__main__":
    support.main(main)
