# As a project of its own: on the kbsearch that CMAKE_PREFIX_PATH names, else on the library of this repository.
project(kbsearch_python LANGUAGES CXX)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()
if(NOT DEFINED CMAKE_UNITY_BUILD) # a dozen files at once: a quarter of the time
  set(CMAKE_UNITY_BUILD ON)
  set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)
endif()
cmake_path(SET repository NORMALIZE ${CMAKE_CURRENT_SOURCE_DIR}/../..)
find_package(kbsearch ${KBSEARCH_PYTHON_VERSION} CONFIG QUIET)
if(kbsearch_FOUND)
  message(STATUS "kbsearch: the one installed at ${kbsearch_DIR}")
  if(TARGET kbsearch::static) # then the wheel is one file, wherever it goes
    set_target_properties(kbsearch::kbsearch PROPERTIES INTERFACE_LINK_LIBRARIES kbsearch::static)
  else()
    set(CMAKE_BUILD_WITH_INSTALL_RPATH OFF) # the module finds the shared library where it is
  endif()
elseif(EXISTS ${repository}/libsearch/CMakeLists.txt)
  message(STATUS "kbsearch: built along from ${repository} (CMAKE_PREFIX_PATH names an installation to use instead)")
  add_subdirectory(${repository} ${CMAKE_CURRENT_BINARY_DIR}/kbsearch EXCLUDE_FROM_ALL)
else()
  message(FATAL_ERROR "kbsearch is not found: let CMAKE_PREFIX_PATH name where it is installed")
endif()
