# The headers of libraries, read once for a whole build, and what they instantiate made once, as one object: a build by clang with a
# sanitizer takes a fifth of the time. g++ would win little by it, and has another way of saying it.
option(FOOTPLATE_PRECOMPILE "read the headers of libraries once (clang)" OFF)

if(FOOTPLATE_PRECOMPILE)
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "FOOTPLATE_PRECOMPILE is for clang, not for ${CMAKE_CXX_COMPILER_ID}")
  endif()
  set(FOOTPLATE_PRECOMPILED ${PROJECT_BINARY_DIR}/precompiled)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}")
  list(APPEND flags -std=c++${CMAKE_CXX_STANDARD} ${FOOTPLATE_SANITIZE_OPTIONS})
  add_custom_command(
    OUTPUT ${FOOTPLATE_PRECOMPILED}.pch
    COMMAND ${CMAKE_CXX_COMPILER} ${flags} -Xclang -fno-pch-timestamp -fpch-instantiate-templates -fpch-codegen
            -x c++-header ${PROJECT_SOURCE_DIR}/cmake/precompiled.h -o ${FOOTPLATE_PRECOMPILED}.pch
    DEPENDS ${PROJECT_SOURCE_DIR}/cmake/precompiled.h
    COMMENT "precompiling the headers of libraries"
    VERBATIM)
  add_custom_command(
    OUTPUT ${FOOTPLATE_PRECOMPILED}.o
    COMMAND ${CMAKE_CXX_COMPILER} ${flags} -ffunction-sections -c ${FOOTPLATE_PRECOMPILED}.pch -o ${FOOTPLATE_PRECOMPILED}.o
    DEPENDS ${FOOTPLATE_PRECOMPILED}.pch
    VERBATIM)
  add_custom_target(footplate_precompiled DEPENDS ${FOOTPLATE_PRECOMPILED}.pch ${FOOTPLATE_PRECOMPILED}.o)
endif()

# What a target of ours needs to take part.
function(footplate_precompile name)
  if(NOT FOOTPLATE_PRECOMPILE)
    return()
  endif()
  add_dependencies(${name} footplate_precompiled)
  target_compile_options(${name} PRIVATE "SHELL:-Xclang -fno-pch-timestamp -include-pch ${FOOTPLATE_PRECOMPILED}.pch")
  get_target_property(kind ${name} TYPE)
  if(kind STREQUAL "EXECUTABLE")
    target_link_libraries(${name} PRIVATE ${FOOTPLATE_PRECOMPILED}.o)
    target_link_options(${name} PRIVATE -Wl,--gc-sections)  # what nothing uses may need what libstdc++ keeps to itself
  endif()
endfunction()
