# The libraries we stand on, each under one name. Everything but libc and libm is linked statically,
# so that the program runs where none of these packages is installed.
# Headers and archives are looked for by name where the system or vcpkg's toolchain file (CMAKE_PREFIX_PATH) has them.
find_package(Threads REQUIRED)

# header_library(name header): a library of headers alone.
function(header_library name header)
  find_path(${name}_HEADERS ${header} REQUIRED)
  add_library(${name} INTERFACE)
  target_include_directories(${name} SYSTEM INTERFACE ${${name}_HEADERS})
endfunction()

# static_library(name file header [LINKS]): an archive with its headers, and what it needs itself.
function(static_library name file header)
  header_library(${name} ${header})
  find_library(${name}_PATH ${file} REQUIRED)
  target_link_libraries(${name} INTERFACE ${${name}_PATH} ${ARGN})
endfunction()

header_library(json_headers nlohmann/json.hpp)
header_library(expected_headers tl/expected.hpp)
header_library(cli11_headers CLI/CLI.hpp)
static_library(openssl_crypto libcrypto.a openssl/sha.h Threads::Threads ${CMAKE_DL_LIBS})
static_library(yaml_cpp libyaml-cpp.a yaml-cpp/yaml.h)
static_library(sqlite libsqlite3.a sqlite3.h Threads::Threads m)

# tree-sitter with its Python grammar: the grammar is C source that ./dev fetches into its cache.
set(cache_home "$ENV{XDG_CACHE_HOME}")
if(NOT cache_home)
  set(cache_home "$ENV{HOME}/.cache")
endif()
set(dev_cache "$ENV{FOOTPLATE_CACHE}")
if(NOT dev_cache)
  set(dev_cache "${cache_home}/footplate-dev")
endif()
set(FOOTPLATE_PYTHON_GRAMMAR "${dev_cache}/tree-sitter-python-0.20.4" CACHE PATH "sources of tree-sitter-python")
if(NOT EXISTS ${FOOTPLATE_PYTHON_GRAMMAR}/src/parser.c)
  message(FATAL_ERROR "no Python grammar in ${FOOTPLATE_PYTHON_GRAMMAR}: run ./dev grammar, or set FOOTPLATE_PYTHON_GRAMMAR")
endif()
add_library(tree_sitter_python STATIC ${FOOTPLATE_PYTHON_GRAMMAR}/src/parser.c ${FOOTPLATE_PYTHON_GRAMMAR}/src/scanner.c)
target_include_directories(tree_sitter_python PRIVATE ${FOOTPLATE_PYTHON_GRAMMAR}/src)
static_library(tree_sitter libtree-sitter.a tree_sitter/api.h tree_sitter_python)

# spdlog and fmt have no static library in Debian: their headers are compiled into base/log.cpp alone.
header_library(fmt_headers fmt/format.h)
header_library(spdlog_headers spdlog/spdlog.h)
target_link_libraries(spdlog_headers INTERFACE fmt_headers)
target_compile_definitions(spdlog_headers INTERFACE SPDLOG_HEADER_ONLY SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)

# Asio, Beast and Process v2 are headers; v2 needs the static boost_filesystem. The others are archives of their own in some
# versions of Boost only.
static_library(boost_process libboost_filesystem.a boost/version.hpp Threads::Threads)
file(STRINGS ${boost_process_HEADERS}/boost/version.hpp boost_version REGEX "define BOOST_VERSION ")
string(REGEX REPLACE "[^0-9]" "" boost_version "${boost_version}")
if(boost_version LESS 108100)
  message(FATAL_ERROR "Boost in ${boost_process_HEADERS} is too old (${boost_version}): Footplate needs 1.81")
endif()
foreach(part process system atomic)
  find_library(BOOST_${part}_PATH libboost_${part}.a)
  if(BOOST_${part}_PATH)
    target_link_libraries(boost_process INTERFACE ${BOOST_${part}_PATH})
  endif()
endforeach()

# libcurl is loaded at first use (os/http_client.cpp): headers only here.
header_library(curl_headers curl/curl.h)

# The shipped program: no libstdc++ or libgcc to look for. On macOS both are of the system.
add_library(footplate_static INTERFACE)
if(FOOTPLATE_SYSTEM STREQUAL macos)
  target_link_options(footplate_static INTERFACE -Wl,-dead_strip)
elseif(NOT FOOTPLATE_SANITIZE)
  target_link_options(footplate_static INTERFACE -static-libstdc++ -static-libgcc -Wl,--gc-sections -Wl,--as-needed)
endif()
