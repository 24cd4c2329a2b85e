# How a folder becomes a library, a test folder a test program, and a data folder a part of the binary.

# What only one system has stands in a folder of its name (server/os/linux, server/os/macos, …), beside the header that says what
# both do; it is left out elsewhere.
if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
  set(FOOTPLATE_SYSTEM linux)
elseif(CMAKE_SYSTEM_NAME STREQUAL "Darwin")
  set(FOOTPLATE_SYSTEM macos)
else()
  message(FATAL_ERROR "Footplate is made for Linux and macOS, not for ${CMAKE_SYSTEM_NAME}: on Windows, build and run it within WSL")
endif()

# Those of the sources that belong to the system that is built for, and to all.
function(footplate_sources_of_system result)
  set(sources ${ARGN})
  set(own ${sources})
  list(FILTER own INCLUDE REGEX "/${FOOTPLATE_SYSTEM}/[^/]*$")
  list(FILTER sources EXCLUDE REGEX "/(linux|macos)/[^/]*$")
  set(${result} ${sources} ${own} PARENT_SCOPE)
endfunction()

# Each compiler, and each version of one, finds something else: who builds with another than ours may leave it at warnings.
option(FOOTPLATE_WARNINGS_ARE_ERRORS "stop at a warning" ON)
set(FOOTPLATE_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(FOOTPLATE_WARNINGS_ARE_ERRORS)
  list(APPEND FOOTPLATE_WARNINGS -Werror)
endif()
# g++ 12 sees overlapping copies in `"a" + std::string(…)` once it inlines (GCC bug 105651).
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND FOOTPLATE_WARNINGS -Wno-restrict)
endif()

# g++ says that TSan does not see the fences of Asio, whose queues we only use from one thread at a time.
if(FOOTPLATE_SANITIZE MATCHES "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND FOOTPLATE_WARNINGS -Wno-tsan)
endif()

# libstdc++ 12 calls what it calls deprecated, and clang tells of it where we sort.
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  list(APPEND FOOTPLATE_WARNINGS -Wno-deprecated-declarations)
endif()

set(FOOTPLATE_SANITIZE_OPTIONS "")
if(FOOTPLATE_SANITIZE)
  set(FOOTPLATE_SANITIZE_OPTIONS -fsanitize=${FOOTPLATE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
endif()
include(cmake/precompiled.cmake)

# Warnings, sanitizers and include root that every target of ours has.
function(footplate_target name)
  target_compile_options(${name} PRIVATE ${FOOTPLATE_WARNINGS})
  if(CMAKE_BUILD_TYPE STREQUAL Release OR FOOTPLATE_SANITIZE)
    # GCC 12 sees uninitialised members in optionals it has inlined; the sanitizers see the real ones.
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  endif()
  if(CMAKE_BUILD_TYPE STREQUAL Release)
    # What nothing calls is not loaded, and the ways out of a function that are seldom taken stand apart from the rest:
    # memory is counted in pages of the program too.
    target_compile_options(${name} PRIVATE -ffunction-sections -fdata-sections)
    if(FOOTPLATE_SYSTEM STREQUAL linux)
      target_link_options(${name} PRIVATE -Wl,--gc-sections -Wl,-z,keep-text-section-prefix)
    endif()
  endif()
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/server ${PROJECT_SOURCE_DIR})
  target_compile_definitions(${name} PRIVATE FOOTPLATE_VERSION="${PROJECT_VERSION}")
  footplate_precompile(${name})
  if(FOOTPLATE_SANITIZE)
    target_compile_options(${name} PRIVATE ${FOOTPLATE_SANITIZE_OPTIONS})
    target_link_options(${name} PRIVATE -fsanitize=${FOOTPLATE_SANITIZE})
  endif()
endfunction()

# The kernel maps a program by pieces of 64 KB around what is called: the functions of ordinary work stand side by side, so that few are
# mapped (4 MiB less of 11 for a language server). cmake/order.py writes the list.
function(footplate_startup_order name)
  if(CMAKE_BUILD_TYPE STREQUAL Release AND FOOTPLATE_SYSTEM STREQUAL linux)
    set(order ${PROJECT_SOURCE_DIR}/cmake/startup.order)
    target_link_options(${name} PRIVATE -Wl,--symbol-ordering-file=${order} -Wl,--no-warn-symbol-ordering)
    set_property(TARGET ${name} APPEND PROPERTY LINK_DEPENDS ${order})
  endif()
endfunction()

# footplate_library(store LINKS base sqlite): server/store/**/*.cpp, as far as they are of this system, as the static library
# footplate_store.
# A name in LINKS is a layer of ours (footplate_<name>) or a wrapped library of cmake/libraries.cmake.
function(footplate_library name)
  cmake_parse_arguments(ARG "" "FOLDER" "LINKS" ${ARGN})
  if(NOT ARG_FOLDER)
    set(ARG_FOLDER server/${name})
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${ARG_FOLDER}/*.cpp)
  footplate_sources_of_system(sources ${sources})
  if(sources)
    add_library(footplate_${name} STATIC ${sources})
    footplate_target(footplate_${name})
    set(scope PUBLIC)
  else()
    add_library(footplate_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  foreach(link ${ARG_LINKS})
    if(TARGET footplate_${link})
      target_link_libraries(footplate_${name} ${scope} footplate_${link})
    else()
      target_link_libraries(footplate_${name} ${scope} ${link})
    endif()
  endforeach()
endfunction()

# footplate_embed(schema FOLDER schemas): every JSON file below FOLDER, and every template, becomes a byte array in footplate_<library>.
function(footplate_embed library)
  cmake_parse_arguments(ARG "" "FOLDER" "" ${ARGN})
  file(GLOB_RECURSE data CONFIGURE_DEPENDS ${ARG_FOLDER}/*.json ${ARG_FOLDER}/templates/*)
  set(output ${PROJECT_BINARY_DIR}/embedded_${library}.cpp)
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DFOLDER=${ARG_FOLDER} -DLIBRARY=${library} -P ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    DEPENDS ${data} ${PROJECT_SOURCE_DIR}/cmake/embed.cmake
    COMMENT "embedding ${ARG_FOLDER}"
    VERBATIM)
  get_target_property(type footplate_${library} TYPE)
  if(type STREQUAL "INTERFACE_LIBRARY")
    return()
  endif()
  target_sources(footplate_${library} PRIVATE ${output})
endfunction()

# footplate_test(store): tests/store/**/*_test.cpp as test_store, run by ctest with the label unit.
function(footplate_test name)
  cmake_parse_arguments(ARG "" "" "LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/${name}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  add_executable(test_${name} ${sources})
  footplate_target(test_${name})
  if(NOT FOOTPLATE_PRECOMPILE)  # which asks for the same of all
    target_compile_options(test_${name} PRIVATE -O0)  # what is tested is optimised, the tests need not be
  endif()
  target_link_libraries(test_${name} PRIVATE footplate_${name} footplate_test_support ${ARG_LINKS})
  target_compile_definitions(test_${name} PRIVATE FOOTPLATE_SOURCE="${PROJECT_SOURCE_DIR}" FOOTPLATE_BUILD="${PROJECT_BINARY_DIR}")
  add_test(NAME ${name} COMMAND test_${name})
  set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 120)
endfunction()
