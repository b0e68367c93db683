#!/usr/bin/env python3
"""Writes records made of real entries, and queries for them: the same on each machine with the same packages.

    corpus/entries.py --out DIR [--records 100000] [--seed 14]

Entries are those of WordNet (Debian's wordnet-base) and of Debian's package list (apt-cache dumpavail). A record is 1
to 21 random ones, joined: some 1 KB in the mean, 100 MB for 100,000. Queries are 1, 2, 3 and 5 random words of an entry,
phrases of two words that follow one another, and two words of an entry NEAR one another. Written are

    records.jsonl    id, title, content, importance, type, tags
    queries.tsv      lines of `kind<TAB>query`: w1 w2 w3 w5 phrase near

The digest of both is printed: quote it with any figure, package lists change.
"""

import argparse
import hashlib
import json
import pathlib
import re
import subprocess
import sys

WORDNET = pathlib.Path("/usr/share/wordnet")
QUERIES = {"w1": 400, "w2": 300, "w3": 300, "w5": 100, "phrase": 200, "near": 100}
WORD = re.compile(r"[A-Za-z]{3,}")
MASK = 2**64 - 1


class Numbers:
    """SplitMix64 (Steele, Lea & Flood, OOPSLA 2014): the same in each version of Python."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & MASK
        return (mixed ^ mixed >> 31) % limit

    def choice(self, items):
        return items[self.below(len(items))]

    def sample(self, items, count):
        chosen = []
        while len(chosen) < count:
            item = self.below(len(items))
            if item not in chosen:
                chosen.append(item)
        return [items[item] for item in chosen]


def wordnet_entries():
    """(first word, "words: gloss") of each synset."""
    for part in ("noun", "verb", "adj", "adv"):
        with open(WORDNET / f"data.{part}", encoding="latin-1") as lines:
            for line in lines:
                if line.startswith("  ") or " | " not in line:  # the licence
                    continue
                head, gloss = line.split(" | ", 1)
                fields = head.split()
                words = [fields[4 + 2 * i].replace("_", " ") for i in range(int(fields[3], 16))]
                yield words[0], f"{', '.join(words)}: {gloss.strip()}"


def package_entries():
    """(name, description) of each package, once, whatever the order of the lists."""
    listed = subprocess.run(["apt-cache", "dumpavail"], stdout=subprocess.PIPE, check=True).stdout
    listed = listed.decode("utf-8", "replace")
    found = {}
    for paragraph in listed.split("\n\n"):
        name = re.search(r"^Package: (.*)$", paragraph, re.MULTILINE)
        text = re.search(r"^Description(?:-en)?: (.*(?:\n .*)*)", paragraph, re.MULTILINE)
        if name and text:
            text = re.sub(r"\n \.(?=\n|$)", "\n", text[1]).replace("\n ", "\n")
            found[name[1]] = max(found.get(name[1], ""), text)
    return sorted(found.items())


def write_records(path, entries, count, numbers):
    text_bytes = 0
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            chosen = numbers.sample(entries, 1 + numbers.below(21))
            content = "\n".join(text for _, text in chosen)
            text_bytes += len(content.encode("utf-8"))
            record = {
                "id": f"r{number:07}",
                "title": chosen[0][0],
                "content": content,
                "importance": numbers.below(101),
                "type": numbers.choice(["paper", "blog", "page", "report"]),
                "tags": numbers.sample(["energy", "policy", "health", "trade", "law"], 2),
            }
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return text_bytes


def query_of(kind, entries, numbers):
    """A query of that kind, or None if the entry that is drawn has too few words."""
    words = WORD.findall(numbers.choice(entries)[1].split("\n")[0] if kind in ("phrase", "near") else
                         numbers.choice(entries)[1])
    if kind == "phrase":
        if len(words) < 2:
            return None
        at = numbers.below(len(words) - 1)
        return f'"{words[at]} {words[at + 1]}"'
    if kind == "near":
        if len(words) < 4:
            return None
        at = numbers.below(len(words) - 3)
        return f"{words[at]} NEAR/5 {words[at + 3]}" if words[at].lower() != words[at + 3].lower() else None
    count = int(kind[1:])
    return " ".join(numbers.sample(words, count)) if len(words) >= count else None


def write_queries(path, entries, numbers):
    with open(path, "w", encoding="utf-8") as out:
        for kind, count in QUERIES.items():
            written = 0
            while written < count:
                query = query_of(kind, entries, numbers)
                if query:
                    out.write(f"{kind}\t{query}\n")
                    written += 1


def digest(path):
    sha = hashlib.sha256()
    with open(path, "rb") as file:
        for part in iter(lambda: file.read(1 << 20), b""):
            sha.update(part)
    return sha.hexdigest()[:16]


def make(directory, records, seed):
    """Writes both files; returns what there is to say of them."""
    if not WORDNET.is_dir():
        sys.exit("corpus/entries.py: there is no WordNet (apt install wordnet-base)")
    directory = pathlib.Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    entries = list(wordnet_entries())
    of_wordnet = len(entries)
    entries += package_entries()
    text_bytes = write_records(directory / "records.jsonl", entries, records, Numbers(seed))
    write_queries(directory / "queries.tsv", entries, Numbers(seed + 1))
    return {
        "records": records,
        "seed": seed,
        "entries_of_wordnet": of_wordnet,
        "entries_of_packages": len(entries) - of_wordnet,
        "content_mb": round(text_bytes / 1e6, 1),
        "records_digest": digest(directory / "records.jsonl"),
        "queries_digest": digest(directory / "queries.tsv"),
    }


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--out", required=True, help="directory for both files")
    options.add_argument("--records", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=14)
    values = options.parse_args()
    print(json.dumps(make(values.out, values.records, values.seed), indent=1))


if __name__ == "__main__":
    main()
