# Compiles for macOS on this machine: zig brings clang and the headers of macOS's SDK. FOOTPLATE_MACOS is the folder that
# check.sh has prepared: bin/ with the compilers, prefix/ with the libraries.
set(CMAKE_SYSTEM_NAME Darwin)
set(CMAKE_SYSTEM_PROCESSOR arm64)
set(FOOTPLATE_MACOS "$ENV{FOOTPLATE_MACOS}")
set(CMAKE_C_COMPILER ${FOOTPLATE_MACOS}/bin/clang)
set(CMAKE_CXX_COMPILER ${FOOTPLATE_MACOS}/bin/clang++)
set(CMAKE_AR ${FOOTPLATE_MACOS}/bin/ar CACHE FILEPATH "")
set(CMAKE_RANLIB ${FOOTPLATE_MACOS}/bin/ranlib CACHE FILEPATH "")
# zig would add checks of undefined behaviour and debug information of its own.
set(CMAKE_C_FLAGS_INIT "-fno-sanitize=all -g0")
set(CMAKE_CXX_FLAGS_INIT "-fno-sanitize=all -g0")
# Nothing of this machine's own headers and libraries is seen.
set(CMAKE_FIND_ROOT_PATH ${FOOTPLATE_MACOS}/prefix)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
foreach(kind LIBRARY INCLUDE PACKAGE)
  set(CMAKE_FIND_ROOT_PATH_MODE_${kind} ONLY)
endforeach()
