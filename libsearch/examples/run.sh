#!/usr/bin/env bash
# Runs an example, and compares what it prints with a file. KBSEARCH_UPDATE_GOLDEN=1 writes the file instead.
set -euo pipefail
expected="$1"
shift
if [ -n "${KBSEARCH_UPDATE_GOLDEN:-}" ]; then
  "$@" >"$expected"
else
  "$@" | diff "$expected" -
fi
