# The libraries we stand on, each under one name. Everything but libc and libm is linked statically,
# so that the program runs where none of these packages is installed.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS filesystem system)
find_package(nlohmann_json 3.11 REQUIRED)

function(static_library name file)
  find_library(${name}_PATH ${file} REQUIRED)
  add_library(${name} INTERFACE)
  target_link_libraries(${name} INTERFACE ${${name}_PATH} ${ARGN})
endfunction()

static_library(openssl_crypto libcrypto.a Threads::Threads ${CMAKE_DL_LIBS})
static_library(yaml_cpp libyaml-cpp.a)
static_library(sqlite libsqlite3.a Threads::Threads m)

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
  message(FATAL_ERROR "no Python grammar in ${FOOTPLATE_PYTHON_GRAMMAR}: run ./dev setup")
endif()
add_library(tree_sitter_python STATIC ${FOOTPLATE_PYTHON_GRAMMAR}/src/parser.c ${FOOTPLATE_PYTHON_GRAMMAR}/src/scanner.c)
target_include_directories(tree_sitter_python PRIVATE ${FOOTPLATE_PYTHON_GRAMMAR}/src)
static_library(tree_sitter libtree-sitter.a tree_sitter_python)

# spdlog and fmt have no static library in Debian: their headers are compiled into base/log.cpp alone.
add_library(spdlog_headers INTERFACE)
target_compile_definitions(spdlog_headers INTERFACE SPDLOG_HEADER_ONLY SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)

# Asio, Beast and Process v2 are headers; v2 needs the static boost_filesystem.
find_library(BOOST_FILESYSTEM_A libboost_filesystem.a REQUIRED)
find_library(BOOST_SYSTEM_A NAMES libboost_system.a REQUIRED)
add_library(boost_process INTERFACE)
target_link_libraries(boost_process INTERFACE Boost::headers ${BOOST_FILESYSTEM_A} ${BOOST_SYSTEM_A} Threads::Threads)

# libcurl is loaded at first use (os/http_client.cpp): headers only here.
add_library(curl_headers INTERFACE)

# The shipped program: no libstdc++ or libgcc to look for.
add_library(footplate_static INTERFACE)
if(NOT FOOTPLATE_SANITIZE)
  target_link_options(footplate_static INTERFACE -static-libstdc++ -static-libgcc -Wl,--gc-sections -Wl,--as-needed)
endif()
