#!/usr/bin/env bash
# From a fresh clone to an answer: installs what is missing, builds, indexes the sample, and asks it.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-dependencies.sh
export CMAKE_CXX_COMPILER_LAUNCHER=ccache
cmake --preset release >/dev/null
cmake --build --preset release --target kbsearch_tool

export PATH="$PWD/build/release/cli:$PATH" KBSEARCH_DB="$PWD/build/sample.index"
kbsearch index corpus/sample/records.jsonl
echo
kbsearch "${@:-pytorch governance}"
echo
echo "To go on: export PATH=\"$PWD/build/release/cli:\$PATH\" KBSEARCH_DB=\"$KBSEARCH_DB\""
