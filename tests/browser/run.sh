#!/usr/bin/env bash
# Runs the tests of the page in a browser: run.sh TOOL SERVER SAMPLE DIR. Exit code 77: skipped, with the reason.
set -euo pipefail
tool="$1" server="$2" sample="$3" dir="$4"
here="$(cd "$(dirname "$0")" && pwd)"

skip() {
  echo "skipped: $1"
  exit 77
}
node=$(command -v node || command -v nodejs) || skip "there is no node"
browser=${KBSEARCH_CHROMIUM:-$(command -v chromium || true)}
[ -n "$browser" ] || skip "there is no chromium (apt install chromium)"
for package in playwright-core axe-core; do
  [ -e "$dir/node_modules/$package/.fetched" ] ||
    skip "there is no $package in $dir/node_modules (tests/browser/fetch.sh $dir)"
done

rm -rf "$dir/work"
mkdir -p "$dir/work"
"$tool" index -q --db "$dir/work/sample.index" "$sample"
"$node" "$here/hostile.mjs" >"$dir/work/hostile.jsonl"
"$tool" index -q --db "$dir/work/hostile.index" "$dir/work/hostile.jsonl"
KBSEARCH_SERVER="$server" KBSEARCH_BROWSER="$browser" KBSEARCH_BROWSER_DIR="$dir" exec "$node" "$here/page_test.mjs"
