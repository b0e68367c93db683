#!/usr/bin/env bash
# Installs what is missing, builds, and runs all tests. Takes the name of a preset (default: release).
set -euo pipefail
cd "$(dirname "$0")/.."

preset="${1:-release}"
scripts/install-dependencies.sh
export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_NOHASHDIR=1
# Real data, where it lies beside the checkout; tests that need it say so when it does not.
if [ -z "${KBSEARCH_SHARED_DATA:-}" ] && [ -d ../shared/data ]; then
  KBSEARCH_SHARED_DATA="$(cd ../shared/data && pwd)"
  export KBSEARCH_SHARED_DATA
fi
cmake --preset "$preset" >/dev/null
cmake --build --preset "$preset"
ctest --preset "$preset" --parallel 2
