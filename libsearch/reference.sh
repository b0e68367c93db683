#!/usr/bin/env bash
# Makes the reference of the public headers; fails if a public name has no comment. Exit 77: doxygen is not installed.
set -euo pipefail
command -v doxygen >/dev/null || { echo "skipped: doxygen is not installed (apt-get install doxygen)"; exit 77; }
doxygen "$1"
