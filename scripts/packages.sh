#!/usr/bin/env bash
# Builds the Debian packages and the bill of materials into build/packages/out, and checks them with lintian if it is
# there. What scripts/test.sh has compiled comes from the compiler cache. Needs dpkg-dev (dpkg-shlibdeps).
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/install-dependencies.sh
export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_NOHASHDIR=1
rm -rf build/packages/out build/packages/_CPack_Packages
cmake --preset packages >/dev/null
cmake --build --preset packages
(cd build/packages && cpack -B out >cpack.log) || { cat build/packages/cpack.log >&2; exit 1; }
rm -rf build/packages/out/_CPack_Packages
scripts/sbom.sh build/packages >build/packages/out/kbsearch.cdx.json
if command -v lintian >/dev/null; then
  lintian --allow-root --fail-on error,warning --tag-display-limit 0 build/packages/out/*.deb
else
  echo "packages.sh: lintian is not installed: the packages are not checked"
fi
tests/packages/contents.sh build/packages/out
ls -l build/packages/out
