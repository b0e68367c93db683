#!/usr/bin/env bash
# Installs the packages of scripts/packages.sh in a new, minimal Debian and uses them there: the tool, its pages and
# completions, Python and Node, and programs in C++ and C, built by pkg-config and by CMake. Takes some minutes and the
# network; needs root and debootstrap.
#
#     tests/packages/clean_root.sh [PACKAGES_DIR [ROOT_DIR [MIRROR]]]
set -euo pipefail
cd "$(dirname "$0")/../.."
packages=$(realpath "${1:-build/packages/out}")
root=${2:-$(mktemp -d)/root}
mirror=${3:-$(grep -rhoE 'https?://[^ ]*debian/?( |$)' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null | head -n 1 || true)}
compgen -G "$packages/*.deb" >/dev/null || { echo "clean_root.sh: no packages in $packages (scripts/packages.sh builds them)" >&2; exit 2; }

fail() {
  echo "clean_root.sh: $*" >&2
  exit 1
}
inside() { chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
package() { basename "$(compgen -G "$packages/$1*.deb")" | sed 's|^|/tmp/packages/|'; } # NAME: its file in the root
apt_install() { inside apt-get install -y -qq --no-install-recommends "$@" >"$root/tmp/apt.log" 2>&1 || { cat "$root/tmp/apt.log"; fail "apt-get install $*"; }; }

if [ ! -e "$root/usr/bin/apt-get" ]; then
  debootstrap --variant=minbase bookworm "$root" "${mirror:-http://deb.debian.org/debian}" >/dev/null
fi
cp /etc/resolv.conf "$root/etc/resolv.conf"
# The tool finds the service beside itself by /proc/self/exe.
mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
trap 'umount "$root/proc"' EXIT
# What a proxy of this machine asks for, if there is one.
cp /etc/apt/apt.conf.d/*proxy* "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
inside apt-get update -qq
mkdir -p "$root/tmp/packages"
cp "$packages"/*.deb "$root/tmp/packages/"
cp -r corpus/sample "$root/tmp/sample"
cp tests/consumers/ask.c tests/consumers/ask.cpp "$root/tmp/"
cp -r tests/consumers/installed "$root/tmp/project"
cp -r tests/consumers/installed-c "$root/tmp/project-c"
version=$(sed -n 's/^project(kbsearch VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)

echo "== the tool alone, with what it depends on"
apt_install "$(package libkbsearch0)" "$(package kbsearch_)"
[ "$(inside kbsearch --version | head -n 1)" = "kbsearch $version" ] || fail "the tool has another version"
inside kbsearch index /tmp/sample/records.jsonl
inside kbsearch "pytorch governance" --format tsv | head -n 1 | grep -q '87c36d42aade0023' || fail "the sample is answered otherwise"
inside kbsearch eval --queries /tmp/sample/queries.tsv --qrels /tmp/sample/qrels.txt --metrics ndcg@10
said=$(inside kbsearch serve --db /nowhere 2>&1 || true)
[[ $said == *"not found"* ]] || fail "the service does not run: $said"
# A minimal system leaves manual pages out; the package has them.
files=$(dpkg-deb --fsys-tarfile "$packages"/kbsearch_*.deb | tar -t)
for page in man1/kbsearch.1 man1/kbsearch-index.1 man5/kbsearch-formats.5 man7/kbsearch-query.7; do
  [[ $files == *"share/man/$page.gz"* ]] || fail "$page is missing"
done

echo "== Python and Node"
apt_install "$(package python3-kbsearch)" "$(package node-kbsearch)"
index=/root/.local/share/kbsearch/default
first=$(inside python3 -c "import kbsearch as kb; print(kb.open('$index').search('pytorch governance')[0].id)")
[ "$first" = 87c36d42aade0023 ] || fail "Python answers otherwise: $first"
first=$(inside node -e "require('kbsearch').open('$index').then((i) => i.search('pytorch governance')).then((r) => console.log(r.hits[0].id))")
[ "$first" = 87c36d42aade0023 ] || fail "Node answers otherwise: $first"

echo "== libkbsearch-dev beside a compiler"
apt_install "$(package libkbsearch-dev)" g++ gcc libc6-dev make cmake pkg-config
expect_answers() { # PROGRAM
  local answers
  answers=$(inside "$1" "$1.index")
  diff <(echo "$answers") <(printf '1 a1 Heat pumps\nindex not found\nkbsearch %s\n' "$version") || fail "$1 answers otherwise"
}
# shellcheck disable=SC2016
inside sh -ec 'cd /tmp && c++ -std=c++20 -o ask-cpp ask.cpp $(pkg-config --cflags --libs kbsearch)'
expect_answers /tmp/ask-cpp
# shellcheck disable=SC2016
inside sh -ec 'cd /tmp && cc -std=c11 -o ask-c ask.c $(pkg-config --cflags --libs kbsearch-c)'
expect_answers /tmp/ask-c
for project in project project-c; do
  library=kbsearch
  [ $project = project ] || library=kbsearch-c
  inside sh -ec "cmake -S /tmp/$project -B /tmp/build-$project -DLIBRARY=$library -DVERSION=$version && cmake --build /tmp/build-$project" >"$root/tmp/cmake.log" 2>&1 ||
    { cat "$root/tmp/cmake.log"; fail "$project does not build"; }
  expect_answers /tmp/build-$project/ask
done

echo "== static, with the libraries that libkbsearch-dev suggests"
# shellcheck disable=SC2046
apt_install $(dpkg-deb -f "$packages"/libkbsearch-dev*.deb Suggests | tr -d ,)
# shellcheck disable=SC2016
inside sh -ec 'cd /tmp && c++ -std=c++20 -o ask-static ask.cpp -I/usr/include -Wl,-Bstatic -lkbsearch -Wl,-Bdynamic $(pkg-config --static --libs kbsearch)'
expect_answers /tmp/ask-static
! inside ldd /tmp/ask-static | grep -q libkbsearch || fail "the static library was not taken"

echo "== removed, nothing stays"
inside apt-get purge -y -qq kbsearch python3-kbsearch node-kbsearch libkbsearch-dev 'libkbsearch0*' >/dev/null 2>&1
left=$(inside find /usr /etc -path /usr/share/doc -prune -o -name '*kbsearch*' -print)
[ -z "$left" ] || fail "left behind: $left"
echo "the packages work in a clean root ($root)"
