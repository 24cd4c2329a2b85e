#!/usr/bin/env bash
# Whether all of server/ compiles for macOS (arm64), by the build's own CMake files and compile lines, and its objects have what
# they need of each other. Nothing is run: there is no macOS here. The headers of the libraries are Debian's; their archives stand
# in for those of macOS, which only a link needs.
# check.sh FOLDER
set -euo pipefail
folder=$(realpath -m "$1")
readonly zig_version=0.17.1
export FOOTPLATE_MACOS=$folder/tools ZIG_GLOBAL_CACHE_DIR=$folder/zig-cache

if [ ! -x "$folder/venv/bin/python" ]; then
  echo "installing ziglang $zig_version from PyPI" >&2
  python3 -m venv "$folder/venv"
  "$folder/venv/bin/pip" install --quiet "ziglang==$zig_version"
fi
zig=$(echo "$folder"/venv/lib/python3*/site-packages/ziglang/zig)

rm -rf "$FOOTPLATE_MACOS"
mkdir -p "$FOOTPLATE_MACOS"/{bin,prefix/include/openssl,prefix/lib}
for tool in "clang:cc -target aarch64-macos" "clang++:c++ -target aarch64-macos" ar:ar ranlib:ranlib; do
  printf '#!/bin/sh\nexec "%s" %s "$@"\n' "$zig" "${tool#*:}" >"$FOOTPLATE_MACOS/bin/${tool%%:*}"
done
chmod +x "$FOOTPLATE_MACOS"/bin/*

# Never /usr/include itself: the C library's headers would come with it.
multiarch=$(gcc -print-multiarch)
link() { # link FOLDER NAME…: from the first place that has it
  local into=$1 name place
  shift
  for name in "$@"; do
    for place in /usr/include "/usr/include/$multiarch" /usr/lib "/usr/lib/$multiarch"; do
      if [ -e "$place/$name" ]; then
        ln -sfn "$place/$name" "$into/$(basename "$name")"
        break
      fi
    done
  done
}
link "$FOOTPLATE_MACOS/prefix/include" boost nlohmann spdlog fmt tl CLI yaml-cpp sqlite3.h curl tree_sitter
ln -sf /usr/include/openssl/* "/usr/include/$multiarch"/openssl/* "$FOOTPLATE_MACOS/prefix/include/openssl/"
link "$FOOTPLATE_MACOS/prefix/lib" libcrypto.a libyaml-cpp.a libsqlite3.a libtree-sitter.a libboost_filesystem.a

cmake -S . -B "$folder/build" -G Ninja --log-level=WARNING -DCMAKE_BUILD_TYPE=None -DCMAKE_TOOLCHAIN_FILE="$PWD/tests/macos/toolchain.cmake" \
  -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DFOOTPLATE_TESTS=OFF
ninja -C "$folder/build" -k 0 --quiet footplate_cli footplate_lsp CMakeFiles/footplate.dir/server/main.cpp.o
python3 tests/macos/symbols.py "$folder/build"
