#!/usr/bin/env bash
# Prints the bill of materials of a build, as CycloneDX 1.5 JSON: what the library and the tool link and include, with
# the versions of the Debian packages that this machine has, and their licences. `sbom.sh BUILD_DIR`
set -euo pipefail
cd "$(dirname "$0")/.."
build=${1:?usage: sbom.sh BUILD_DIR}

# Licences by source package, as their copyright files have them for what is linked; read by hand. A library that is
# not here fails the script, so that none comes in unread.
declare -A licences=(
  [xapian-core]=GPL-2.0-or-later [icu]=Unicode-DFS-2016 [snowball]=BSD-3-Clause [cld2]=Apache-2.0
  [nlohmann-json3]=MIT [yaml-cpp]=MIT [md4c]=MIT [libcsv]=LGPL-2.1-or-later [gumbo-parser]=Apache-2.0
  [tomlplusplus]=MIT [boost1.74]=BSL-1.0 [boost-defaults]=BSL-1.0 [xxhash]=BSD-2-Clause
  [cpp-httplib]=MIT [zlib]=Zlib
  [glibc]=LGPL-2.1-or-later [gcc-12]="GPL-3.0-or-later WITH GCC-exception-3.1"
)
# Of these only headers are compiled in.
headers=(nlohmann-json3-dev libtomlplusplus-dev)

field() { dpkg-query -W -f="\${$2}" "$1"; }

# The packages of the libraries that the files name.
linked() {
  local library path
  for library in $(readelf -d "$@" | sed -n 's/.*NEEDED.*\[\(.*\)\]/\1/p' | sort -u); do
    case $library in libkbsearch*) continue ;; esac
    path=$(ldconfig -p | sed -n "s/^\t${library//./\\.} (.*x86-64.*) => //p;s/^\t${library//./\\.} (libc6[^)]*) => //p" | head -n 1)
    [ -n "$path" ] || { echo "sbom.sh: $library is nowhere" >&2; exit 1; }
    # dpkg knows the file by the name before or behind /usr.
    { dpkg-query -S "$(realpath "$path")" 2>/dev/null || dpkg-query -S "/usr$(realpath "$path")" 2>/dev/null ||
      dpkg-query -S "$(realpath "$path" | sed 's|^/usr||')"; } | cut -d: -f1
  done
}

version=$(sed -n 's/^project(kbsearch VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
files=("$build"/libsearch/libkbsearch.so "$build"/bindings/c/libkbsearch-c.so "$build"/cli/kbsearch "$build"/cli/kbsearch-serve)
packages=$( (linked "${files[@]}"; printf '%s\n' "${headers[@]}") | LC_ALL=C sort -u)

cat <<JSON
{
  "bomFormat": "CycloneDX",
  "specVersion": "1.5",
  "version": 1,
  "metadata": {
    "component": {
      "type": "library", "bom-ref": "kbsearch", "name": "kbsearch", "version": "$version",
      "licenses": [{"license": {"id": "GPL-2.0-or-later"}}]
    }
  },
  "components": [
JSON
comma="" references=""
for package in $packages; do
  source=$(field "$package" source:Package)
  licence=${licences[$source]:?sbom.sh: the licence of source package $source ($package) is not listed}
  case $licence in *WITH*) licence="{\"expression\": \"$licence\"}" ;; *) licence="{\"license\": {\"id\": \"$licence\"}}" ;; esac
  package_version=$(field "$package" Version)
  architecture=$(field "$package" Architecture)
  purl="pkg:deb/debian/$package@${package_version//+/%2B}?arch=$architecture&distro=debian-12"
  printf '%s    {"type": "library", "bom-ref": "%s", "name": "%s", "version": "%s",\n     "purl": "%s", "licenses": [%s]}' \
    "$comma" "$package" "$package" "$package_version" "$purl" "$licence"
  references+="${references:+, }\"$package\""
  comma=$',\n'
done
cat <<JSON

  ],
  "dependencies": [{"ref": "kbsearch", "dependsOn": [$references]}]
}
JSON
