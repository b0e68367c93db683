#!/usr/bin/env bash
# Installs the package with npm as a stranger would, each time into an empty folder, and asks it:
#   install.sh SOURCE_DIR PREFIX WORK_DIR NPM_DIR [CMAKE_ARGUMENT...]
# PREFIX is where the library is installed; NPM_DIR/node_modules/npm is taken where no npm is on the PATH.
set -euo pipefail
source_dir=$1 prefix=$2 work_dir=$3 npm_dir=$4
shift 4
if ! command -v npm >/dev/null; then
  if ! [ -e "$npm_dir/node_modules/npm/bin/npm-cli.js" ]; then
    echo "SKIPPED: npm is not installed; tests/browser/fetch.sh $npm_dir bindings/node/test/packages.txt fetches it"
    exit 77
  fi
  npm() { node "$npm_dir/node_modules/npm/bin/npm-cli.js" "$@"; }
fi
# Not optimised, and all in one: it is compiled as a stranger's is, and that takes a tenth of the time.
CMAKE_ARGS=$(printf '%s\n' "$@" -DCMAKE_CXX_FLAGS_RELEASE=-O0 -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=0 "")
export CMAKE_ARGS npm_config_audit=false npm_config_fund=false npm_config_update_notifier=false npm_config_offline=true
export npm_config_cache="$work_dir/npm-cache"
rm -rf "$work_dir"
mkdir -p "$work_dir"

ask() { # in the folder where it was installed
  cat >ask.mjs <<'END'
import { createRequire } from 'node:module';
import { open, writer } from 'kbsearch';
const w = await writer('kb.index');
await w.replace({ id: 'a1', title: 'Heat pumps' });
await w.commit();
await w.close();
const { hits } = await (await open('kb.index')).search('heat pump');
console.log(hits[0].rank, hits[0].id, hits[0].title, createRequire(import.meta.url)('kbsearch').versions().kbsearch);
END
  node ask.mjs
}
expect() { # FOLDER
  local answer
  answer=$(cd "$1" && ask)
  [[ $answer == "1 a1 Heat pumps "* ]] || { echo "install.sh: $1 answers: $answer" >&2; exit 1; }
}
install() { # FOLDER WHAT; with the environment that says where the library is
  mkdir -p "$work_dir/$1"
  echo '{}' >"$work_dir/$1/package.json" # else npm looks for one in the folders above, which are the build's
  (cd "$work_dir/$1" && npm install "$2") >"$work_dir/$1.log" 2>&1
}
fail() {
  tail -40 "$work_dir/$1.log"
  exit 1
}

(cd "$work_dir" && npm pack --silent "$source_dir/bindings/node" >/dev/null)
packed=$(echo "$work_dir"/kbsearch-*.tgz)

echo "== the tarball that npm packs, with an installation that is named"
CMAKE_PREFIX_PATH="$prefix" install named "$packed" || fail named
expect "$work_dir/named"

echo "== without a library it says what to do"
if install nothing "$packed"; then
  echo "install.sh: it was installed without a library" >&2
  exit 1
fi
grep -q "CMAKE_PREFIX_PATH=/opt/kbsearch" "$work_dir/nothing.log" || fail nothing

echo "== what cmake --install has put in place, without a build"
install built "$(dirname "$(find "$prefix" -path '*nodejs/kbsearch/package.json')")" || fail built
expect "$work_dir/built"

# The whole library is compiled for it: some minutes.
if [ -n "${KBSEARCH_TEST_BUILDING_ALONG:-}" ]; then
  echo "== the library built along"
  KBSEARCH_SOURCE="$source_dir" install along "$packed" || fail along
  expect "$work_dir/along"
else
  echo "== the library built along: left out (KBSEARCH_TEST_BUILDING_ALONG=1 asks for it)"
fi
