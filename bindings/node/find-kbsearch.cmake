# Where the library comes from when the binding is built by itself. In this order:
#   1. an installation that CMAKE_PREFIX_PATH, kbsearch_ROOT or kbsearch_DIR names;
#   2. sources: those that KBSEARCH_SOURCE names, else the repository that this folder lies in; they are built along;
#   3. an installation of the system.
set(KBSEARCH_SOURCE "$ENV{KBSEARCH_SOURCE}" CACHE PATH "A checkout of kbsearch, to build the library along with the binding")
if(NOT KBSEARCH_SOURCE AND EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/../../libsearch/CMakeLists.txt)
  set(KBSEARCH_SOURCE ${CMAKE_CURRENT_SOURCE_DIR}/../..)
endif()

if(NOT DEFINED CMAKE_UNITY_BUILD) # a dozen files at once: a quarter of the time
  set(CMAKE_UNITY_BUILD ON)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)
endif()

# Ends with the Debian packages of the libraries called so.
function(kbsearch_refuse_missing)
  set(packages "")
  foreach(entry xapian:libxapian-dev icui18n:libicu-dev icuuc:libicu-dev yaml-cpp:libyaml-cpp-dev xxhash:libxxhash-dev
      stemmer:libstemmer-dev cld2:libcld2-dev md4c:libmd4c-dev gumbo:libgumbo-dev csv:libcsv-dev
      toml++/toml.h:libtomlplusplus-dev nlohmann/json.hpp:nlohmann-json3-dev)
    string(REPLACE ":" ";" entry ${entry})
    list(GET entry 0 name)
    list(GET entry 1 package)
    if(name IN_LIST ARGN)
      list(APPEND packages ${package})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES packages)
  list(JOIN ARGN ", " names)
  list(JOIN packages " " packages)
  message(FATAL_ERROR "kbsearch: these are missing: ${names}\nOn Debian: apt install ${packages}")
endfunction()

find_package(kbsearch 0.1 CONFIG QUIET NO_CMAKE_SYSTEM_PATH NO_SYSTEM_ENVIRONMENT_PATH NO_CMAKE_PACKAGE_REGISTRY
  NO_CMAKE_SYSTEM_PACKAGE_REGISTRY)
if(NOT kbsearch_FOUND AND NOT kbsearch_CONSIDERED_CONFIGS AND KBSEARCH_SOURCE)
  if(NOT EXISTS ${KBSEARCH_SOURCE}/libsearch/kbsearch-dependencies.cmake)
    message(FATAL_ERROR "kbsearch: KBSEARCH_SOURCE is '${KBSEARCH_SOURCE}', which is no checkout of kbsearch")
  endif()
  message(STATUS "kbsearch: the library is built along, from ${KBSEARCH_SOURCE}")
  include(${KBSEARCH_SOURCE}/libsearch/kbsearch-dependencies.cmake)
  set(missing ${KBSEARCH_MISSING})
  foreach(header toml++/toml.h nlohmann/json.hpp)
    string(MAKE_C_IDENTIFIER "KBSEARCH_DIRECTORY_OF_${header}" variable)
    find_path(${variable} ${header})
    if(NOT ${variable})
      list(APPEND missing ${header})
    endif()
  endforeach()
  if(missing)
    kbsearch_refuse_missing(${missing})
  endif()
  add_subdirectory(${KBSEARCH_SOURCE} kbsearch EXCLUDE_FROM_ALL)
  return()
endif()
if(NOT kbsearch_FOUND AND NOT kbsearch_CONSIDERED_CONFIGS)
  find_package(kbsearch 0.1 CONFIG QUIET)
endif()
if(kbsearch_FOUND)
  message(STATUS "kbsearch: the library is that of ${kbsearch_DIR}")
elseif(KBSEARCH_MISSING)
  kbsearch_refuse_missing(${KBSEARCH_MISSING})
elseif(kbsearch_CONSIDERED_CONFIGS)
  message(FATAL_ERROR "kbsearch: ${kbsearch_CONSIDERED_CONFIGS} (version ${kbsearch_CONSIDERED_VERSIONS}) is not the "
    "library that this binding needs, 0.1. ${kbsearch_NOT_FOUND_MESSAGE}")
else()
  message(FATAL_ERROR "kbsearch: its library is not found. Either name an installation of it, "
    "CMAKE_PREFIX_PATH=/opt/kbsearch npm install ..., or a checkout of its sources, which is then built along, "
    "KBSEARCH_SOURCE=/path/to/kbsearch npm install ... (Debian package of an installation: libkbsearch-dev)")
endif()
