#!/usr/bin/env bash
# Fetches packages of npm's registry into DIR/node_modules: those of a list, else what the tests of the page need
# (packages.txt, 2.7 MB). Each is checked against its SHA-512 before anything is unpacked. Without npm, which Debian's
# node does not bring. What is there already is left alone.
#     tests/browser/fetch.sh build/release/tests/browser [LIST]
set -euo pipefail
list="$(realpath "${2:-$(dirname "$0")/packages.txt}")"
mkdir -p "${1:?the directory that gets node_modules}/node_modules"
cd "$1/node_modules"

while read -r name version digest; do
  case "$name" in '' | '#'*) continue ;; esac
  [ "$(cat "$name/.fetched" 2>/dev/null)" = "$digest" ] && continue
  tarball="${name##*/}-$version.tgz" # of @scope/name, too
  curl --fail --silent --show-error --location --max-time 60 --retry 2 -o "$tarball" \
    "https://registry.npmjs.org/$name/-/$tarball"
  echo "$digest  $tarball" | sha512sum --check --status || {
    echo "kbsearch: $tarball is not what $list says" >&2
    rm -f "$tarball"
    exit 2
  }
  rm -rf "$name"
  mkdir -p "$name"
  tar -xzf "$tarball" --strip-components=1 --no-same-owner -C "$name"
  rm "$tarball"
  echo "$digest" >"$name/.fetched"
done <"$list"
