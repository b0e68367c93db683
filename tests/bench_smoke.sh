#!/usr/bin/env bash
# Runs the benchmarks on 2,000 generated records: that they run, check their answers, and print what they promise.
set -euo pipefail
generate=$1 build=$2 latency=$3 variants=$4 dir=$5
rm -rf "$dir" && mkdir -p "$dir"
"$generate" --records 2000 --seed 7 --out "$dir/records.jsonl"
"$generate" --records 2000 --seed 7 --queries 100 --out "$dir/queries.tsv"
"$build" "$dir/records.jsonl" --out "$dir/index" --jobs 2 | tee "$dir/build.txt"
grep -q '^BUILD records 2000 rejected 0 ' "$dir/build.txt"
"$latency" --db "$dir/index" --queries "$dir/queries.tsv" --repeat 2 --threads 2 | tee "$dir/latency.txt"
grep -qE '^ALL n [0-9]+ median_us [0-9.]+ p95_us [0-9.]+ p99_us [0-9.]+ mean_us [0-9.]+ qps [0-9]+' "$dir/latency.txt"
# The same answers have the same digest, however they are asked; those of keystrokes are others.
digest() { "$latency" --db "$dir/index" --queries "$dir/queries.tsv" --repeat 1 --no-snippet "$@" | grep '^DIGEST '; }
plain=$(grep '^DIGEST ' "$dir/latency.txt")
[ "$(digest --facets)" = "$plain" ] && [ "$(digest --executor xapian)" = "$plain" ]
[ "$(digest --typing)" != "$plain" ]
"$variants" --db "$dir/index" --queries "$dir/queries.tsv" --repeat 1 | tee "$dir/variants.txt"
grep -qE '^facets +n [0-9]+ median_us [0-9.]+ .* added_us -?[0-9.]+' "$dir/variants.txt"
