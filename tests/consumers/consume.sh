#!/usr/bin/env bash
# Uses the built library as a stranger would: consume.sh WAY SOURCE_DIR BUILD_DIR WORK_DIR [CMAKE_ARGUMENT...]
set -euo pipefail
way=$1 source_dir=$2 build_dir=$3 work_dir=$4
shift 4
prefix=$work_dir/moved
own=$work_dir/$way
rm -rf "$own"
mkdir -p "$own"

fail() {
  echo "consume.sh: $*" >&2
  exit 1
}

expect_answers() { # PROGRAM
  local answers
  answers=$("$1" "$own/kb.index")
  diff <(echo "$answers") <(printf '1 a1 Heat pumps\nindex not found\nkbsearch %s\n' "$(version)") || fail "$1 answers otherwise"
}

version() { sed -n 's/^project(kbsearch VERSION \([0-9.]*\).*/\1/p' "$source_dir/CMakeLists.txt"; }
libraries() { dirname "$(find "$1" -name 'libkbsearch.a')"; }

# Installs, and moves what was installed, so that nothing can lean on where it was put first.
install() {
  rm -rf "$work_dir/first" "$prefix"
  cmake --install "$build_dir" --prefix "$work_dir/first" --strip >"$own/log"
  mv "$work_dir/first" "$prefix"
  local told
  told=$(grep -rlF --exclude='*.a' -e "$source_dir" -e "$build_dir" -e "$work_dir" "$prefix" || true)
  [ -z "$told" ] || fail "these name a folder of the machine that they were built on: $told"
}

# What the shared library offers: the namespace kbsearch, nothing of its inner ones.
exports() {
  local library foreign
  library=$(libraries "$prefix")/libkbsearch.so
  readelf -d "$library" | grep -q "SONAME.*libkbsearch.so.$(version | cut -d. -f1,2)]" || fail "the soname is another"
  foreign=$(nm -DC --defined-only "$library" | grep -E ' [A-Z] ' |
    grep -vE ' [A-Z] (typeinfo (name )?for |vtable for |guard variable for )?kbsearch::[A-Za-z_]+(::|\(|\[|$|@)| A KBSEARCH_' || true)
  foreign+=$(nm -DC --defined-only "$library" | grep -E 'kbsearch::(base|schema|analysis|records|store|query|index|rank|suggest|image|snapshot|match|present|engine)::|::Impl::' || true)
  [ -z "$foreign" ] || fail "offered beside the public headers: $foreign"
  # Within one soname no function of the C ABI goes; a new one is added to the list.
  nm -D --defined-only "$(libraries "$prefix")/libkbsearch-c.so" | sed -n 's/^[^ ]* [A-Z] \([^@]*\)@.*/\1/p' | LC_ALL=C sort |
    diff "$source_dir/bindings/c/symbols.txt" - || fail "bindings/c/symbols.txt lists other functions than the C ABI has"
}

installed() { # PROJECT LIBRARY PREFIX CMAKE_ARGUMENT...
  local project=$1 library=$2 from=$3
  shift 3
  cmake -S "$source_dir/tests/consumers/$project" -B "$own/build" -DCMAKE_PREFIX_PATH="$from" -DLIBRARY="$library" -DVERSION="$(version)" "$@" >"$own/log"
  cmake --build "$own/build" >>"$own/log"
  expect_answers "$own/build/ask"
}

# The same without the shared library, where a linker would take that one first.
static_prefix() {
  cp -a "$prefix" "$own/prefix"
  find "$own/prefix" \( -name 'libkbsearch*.so*' -o -name 'kbsearch-*shared*.cmake' \) -delete
}

pkg_config() { # MODULE PREFIX PKG_CONFIG_ARGUMENT...
  local module=$1 from=$2
  local compiler=("${CXX:-c++}" -std=c++20 "$source_dir/tests/consumers/ask.cpp")
  [ "$module" = kbsearch ] || compiler=("${CC:-cc}" -std=c11 "$source_dir/tests/consumers/ask.c")
  shift 2
  export PKG_CONFIG_PATH
  PKG_CONFIG_PATH=$(libraries "$from")/pkgconfig
  [ "$(pkg-config --modversion "$module")" = "$(version)" ] || fail "$module.pc has another version"
  # shellcheck disable=SC2046
  "${compiler[@]}" -o "$own/ask" $(pkg-config --cflags --libs "$@" "$module")
}

module=kbsearch
case $way in c-*) module=kbsearch-c ;; esac
case $way in
  install) install ;;
  exports) exports ;;
  static) installed installed static "$prefix" "$@" ;;
  shared) installed installed shared "$prefix" "$@" ;;
  default-of-static)
    static_prefix
    installed installed kbsearch "$own/prefix" "$@"
    ;;
  c-static) installed installed-c c-static "$prefix" "$@" ;;
  c-shared) installed installed-c c-shared "$prefix" "$@" ;;
  c-default-of-static)
    static_prefix
    installed installed-c kbsearch-c "$own/prefix" "$@"
    ;;
  pkg-config | c-pkg-config)
    pkg_config "$module" "$prefix"
    LD_LIBRARY_PATH=$(libraries "$prefix") expect_answers "$own/ask"
    ;;
  pkg-config-static | c-pkg-config-static)
    static_prefix
    pkg_config "$module" "$own/prefix" --static
    expect_answers "$own/ask"
    ;;
  tool) "$prefix/bin/kbsearch" --version | grep -qx "kbsearch $(version)" || fail "the installed tool does not run" ;;
  subproject)
    # Beside the build it has the same compiler commands, if paths are made relative, and so is found in the cache.
    build=$build_dir-subproject
    rm -rf "$build"
    cmake -S "$source_dir/tests/consumers/subproject" -B "$build" -DKBSEARCH_SOURCE="$source_dir" "$@" >"$own/log"
    [ "$(grep -c 'kbsearch configures' "$own/log")" -eq 1 ] || fail "more than the library is configured: see $own/log"
    # Without a compiler cache the library would be compiled once more, for ten minutes.
    if [[ " $* " != *ccache\ * ]]; then
      echo "configured only: building it takes a compiler cache"
      exit 0
    fi
    cmake --build "$build" --target ask >>"$own/log"
    expect_answers "$build/ask"
    rm -rf "$build"
    ;;
  *) fail "there is no way '$way'" ;;
esac
