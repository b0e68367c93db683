#!/usr/bin/env bash
# Looks into the packages that scripts/packages.sh has built: contents.sh PACKAGES_DIR
set -euo pipefail
cd "$(dirname "$0")/../.."
packages=${1:?usage: contents.sh PACKAGES_DIR}
version=$(sed -n 's/^project(kbsearch VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
abi=${version%.*}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

complain() {
  echo "contents.sh: $*" >&2
  failed=1
}

expect() { # PACKAGE DEPENDS... -- PATH...
  local package=$1 depends file
  shift
  compgen -G "$packages/${package}_*.deb" >/dev/null || { complain "there is no package $package"; return; }
  file=$(compgen -G "$packages/${package}_*.deb")
  [ "$(dpkg-deb -f "$file" Version)" = "$version" ] || complain "$package is not of version $version"
  depends=$(dpkg-deb -f "$file" Depends)
  for (( ; $# > 0; )); do
    local word=$1
    shift
    [ "$word" = -- ] && break
    [[ " $depends," == *" $word"[\ ,]* ]] || complain "$package does not depend on $word: $depends"
  done
  dpkg-deb -x "$file" "$work/$package"
  for path in "$@" "usr/share/doc/$package/copyright" "usr/share/doc/$package/changelog.gz"; do
    compgen -G "$work/$package/$path" >/dev/null || complain "$package lacks $path"
  done
  zcat "$work/$package/usr/share/doc/$package/changelog.gz" | head -n 1 | grep -qF "kbsearch ($version)" ||
    complain "$package has another version in its changelog"
  # Nothing names the machine that built it.
  if grep -rlF -e "$PWD" "$work/$package" >&2; then complain "$package names the folder that it was built in"; fi
}

expect "libkbsearch$abi" libc6 libstdc++6 libxapian30 libicu72 -- \
  "usr/lib/*/libkbsearch.so.$abi" "usr/lib/*/libkbsearch.so.$version" "usr/lib/*/libkbsearch-c.so.$abi"
expect libkbsearch-dev "libkbsearch$abi" -- usr/include/kbsearch/searcher.hpp usr/include/kbsearch/kbsearch.h \
  "usr/lib/*/libkbsearch.so" "usr/lib/*/libkbsearch.a" "usr/lib/*/libkbsearch-c.a" \
  "usr/lib/*/pkgconfig/kbsearch.pc" "usr/lib/*/pkgconfig/kbsearch-c.pc" "usr/lib/*/cmake/kbsearch/kbsearch-config.cmake"
expect kbsearch "libkbsearch$abi" libc6 libcpp-httplib0.11 -- usr/bin/kbsearch usr/libexec/kbsearch/kbsearch-serve usr/share/man/man1/kbsearch.1.gz \
  usr/share/man/man1/kbsearch-index.1.gz usr/share/man/man5/kbsearch-formats.5.gz usr/share/man/man7/kbsearch-query.7.gz \
  usr/share/bash-completion/completions/kbsearch usr/share/zsh/vendor-completions/_kbsearch \
  usr/share/fish/vendor_completions.d/kbsearch.fish usr/share/kbsearch/synonyms/british-american.txt

for file in "$work"/kbsearch/usr/bin/kbsearch "$work"/kbsearch/usr/libexec/kbsearch/kbsearch-serve "$work/libkbsearch$abi"/usr/lib/*/*.so.*; do
  if readelf -d "$file" | grep -E 'R(UN)?PATH' >&2; then complain "$file looks for libraries in a place of its own"; fi
  if readelf -S "$file" | grep -q '\.debug_'; then complain "$file is not stripped"; fi
done
# Each command has its page.
LD_LIBRARY_PATH=$(dirname "$work/libkbsearch$abi"/usr/lib/*/libkbsearch.so."$abi") "$work/kbsearch/usr/bin/kbsearch" --help |
  sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' | sort -u | while read -r command; do
  [ -e "$work/kbsearch/usr/share/man/man1/kbsearch-$command.1.gz" ] || echo "$command"
done >"$work/without"
[ -s "$work/without" ] && complain "without a manual page: $(tr '\n' ' ' <"$work/without")"
# Every library that the packages depend on is in the bill of materials.
for library in $(for file in "$packages"/*.deb; do dpkg-deb -f "$file" Depends; done | tr ',' '\n' | sed 's/^ *//; s/ .*//' |
  grep '^lib' | grep -v '^libkbsearch' | sort -u); do
  grep -qF "\"name\": \"$library\"" "$packages/kbsearch.cdx.json" || complain "$library is not in the bill of materials"
done
[ $failed -eq 0 ] && echo "the packages hold what they should"
exit $failed
