#!/usr/bin/env bash
# Checks the format of every C and C++ file, and with --tidy runs clang-tidy over the sources, too (some 15 minutes).
set -euo pipefail
cd "$(dirname "$0")/.."

git ls-files '*.cpp' '*.hpp' '*.c' '*.h' | xargs clang-format --dry-run -Werror
if [ "${1:-}" = --tidy ]; then
  cmake --preset release >/dev/null
  run-clang-tidy -quiet -p build/release "$PWD/(libsearch/src|cli|bindings|corpus|bench)/.*"
fi
