#!/usr/bin/env bash
# Compares the ABI of a shared library with the kept one: scripts/abi.sh LIBRARY [--update]
#
# What may break programs built before fails: a function gone, a struct or an enum that is another. New functions pass.
# Keep the present one (--update) with each minor version, which may break, and after an addition that is
# released: from then on it may not go again.
# Exit 77: libabigail is not installed (apt-get install abigail-tools).
set -euo pipefail
cd "$(dirname "$0")/.."
library="$1"
{ command -v abidw && command -v xz; } >/dev/null || { echo "skipped: libabigail is not installed (apt-get install abigail-tools)"; exit 77; }

kept=libsearch/abi/kbsearch.abi.xz
directory="$(mktemp -d)"
trap 'rm -rf "$directory"' EXIT
abidw --exported-interfaces-only --headers-dir libsearch/include --drop-private-types --no-corpus-path \
  --no-comp-dir-path --no-show-locs --no-elf-needed --no-architecture --out-file "$directory/present.abi" "$library"
if [ "${2:-}" = --update ]; then
  xz -9 --stdout "$directory/present.abi" >"$kept"
  exit
fi
xz --decompress --stdout "$kept" >"$directory/kept.abi"
# The dumps hold what the headers declare, and no places: abidiff must not be given the headers, or it takes all for private.
difference="$(abidiff --no-added-syms "$directory/kept.abi" "$directory/present.abi")" || {
  echo "$difference"
  echo "The ABI has changed. If that is meant: scripts/abi.sh $library --update, and a new minor version."
  exit 1
}
