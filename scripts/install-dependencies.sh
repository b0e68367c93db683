#!/usr/bin/env bash
# Installs with apt what kbsearch is built with, and nothing if it is all there. As root, or with sudo.
# With --gate also what .ci/run needs beside it; without these, tests say what they leave out.
set -euo pipefail

packages=(
  g++ cmake ninja-build ccache pkg-config
  libxapian-dev            # the index
  libicu-dev               # folding, dictionaries of words
  libstemmer-dev           # Snowball stemmers
  libcld2-dev              # language detection
  nlohmann-json3-dev       # JSON
  libyaml-cpp-dev          # YAML
  libmd4c-dev              # Markdown
  libcsv-dev               # CSV
  libgumbo-dev             # HTML
  libtomlplusplus-dev      # TOML
  libboost-program-options-dev
  libcpp-httplib-dev       # HTTP: a server in one header, with limits and a queue of one's own
  libxxhash-dev            # digests
  pybind11-dev             # the Python binding: headers alone
  python3-dev
  # Read PDF, office documents and books if they are there: poppler-utils pandoc catdoc. Tests use stand-ins.
  libgtest-dev             # tests
  curl                     # tests: docs/serving.md asks the service
  python3-venv             # tests of the Python binding: a wheel in a clean environment
  mypy                     # tests of the Python binding: its types
)
# The Node binding: 11 packages, 14 MB. Where a node is that has its headers, that one is used, and never replaced.
# npm is not needed here, and would bring 390 packages more.
node=$(command -v node || command -v nodejs || true)
if [ -z "$node" ]; then
  packages+=(nodejs libnode-dev)
elif [ "$node" = /usr/bin/node ] && ! [ -e /usr/include/node/node_api.h ] &&
  dpkg-query -W -f='${Version}' nodejs 2>/dev/null | grep -q dfsg; then
  packages+=(libnode-dev) # Debian's own node without its headers
fi

if [ "${1:-}" = --gate ]; then
  packages+=(
    dpkg-dev file       # packages
    abigail-tools       # compares the ABI with the kept one
    man-db zsh fish     # read the manual pages, complete in each shell
    clang libclang-rt-dev # the other compiler, and its sanitizers
    valgrind libbenchmark-dev # benchmarks: counts instructions, times the small questions
    curl ca-certificates  # the service as it is asked; what its tests in a browser fetch
  )
  # The page in a browser: Chromium without what a desktop needs, 48 packages fewer.
  command -v chromium >/dev/null || packages+=(chromium-headless-shell)
fi

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || { echo "kbsearch: run this as root, or install sudo; missing: ${missing[*]}" >&2; exit 2; }
  as_root=(sudo)
fi
echo "kbsearch: installing ${missing[*]}"
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
