# Debian packages by CPack, one for each component that something is installed in. scripts/packages.sh builds them.
#
# A binding installs with COMPONENT python or COMPONENT node (see the two blocks below); nothing more is needed.
set(KBSEARCH_MAINTAINER "kbsearch founders <founders@kbsearch.dev>" CACHE STRING "Maintainer of the packages")
set(abi ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})

get_cmake_property(CPACK_COMPONENTS_ALL COMPONENTS)
list(REMOVE_ITEM CPACK_COMPONENTS_ALL Unspecified)
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME kbsearch)
set(CPACK_PACKAGE_CONTACT "${KBSEARCH_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${KBSEARCH_MAINTAINER}")
set(CPACK_PACKAGING_INSTALL_PREFIX ${CMAKE_INSTALL_PREFIX})
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # or it would stand before each description
# What is linked is depended on; the packages of this build at this very version.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${PROJECT_BINARY_DIR}/libsearch ${PROJECT_BINARY_DIR}/bindings/c)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS_POLICY ">=")
set(of_this_build "libkbsearch${abi} (= ${PROJECT_VERSION})")

set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libkbsearch${abi})
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
file(WRITE ${PROJECT_BINARY_DIR}/packages/triggers "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_CONTROL_EXTRA ${PROJECT_BINARY_DIR}/packages/triggers)
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "Full-text search for curated knowledge bases (library)
kbsearch indexes resource records (title, summary, key points, text, tags,
an editor's importance, citing pages with their quality) and ranks by text,
importance and quality in one score that explains itself.
.
This package contains the shared libraries for C++ and C.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libkbsearch-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "${of_this_build}")
# What the static library is linked with; neither the headers nor the shared library ask for it.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SUGGESTS "libxapian-dev, libicu-dev, libyaml-cpp-dev, libxxhash-dev, \
libstemmer-dev, libcld2-dev, libmd4c-dev, libgumbo-dev, libcsv-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Full-text search for curated knowledge bases (development)
kbsearch indexes resource records and ranks by text, importance and quality
in one score that explains itself.
.
This package contains the headers for C++ and C, the static libraries, the
pkg-config modules kbsearch and kbsearch-c, and the CMake package kbsearch.")

set(CPACK_DEBIAN_TOOL_PACKAGE_NAME kbsearch)
set(CPACK_DEBIAN_TOOL_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_TOOL_PACKAGE_DEPENDS "${of_this_build}")
set(CPACK_DEBIAN_TOOL_PACKAGE_SUGGESTS "poppler-utils, pandoc, less")
set(CPACK_COMPONENT_TOOL_DESCRIPTION "Full-text search for curated knowledge bases
kbsearch indexes resource records (title, summary, key points, text, tags,
an editor's importance, citing pages with their quality) and ranks by text,
importance and quality in one score that explains itself. It reads JSON,
YAML, Markdown, notes, HTML, text, CSV and CSL.
.
This package contains the query tool, its manual pages, and completions for
bash, zsh and fish.")

# Installed with COMPONENT python in lib/python3/dist-packages/kbsearch, the extension module among it.
find_program(KBSEARCH_PYTHON3 python3)
if(KBSEARCH_PYTHON3 AND python IN_LIST CPACK_COMPONENTS_ALL)
  execute_process(COMMAND ${KBSEARCH_PYTHON3} -c "import sys; print('python3 (>= 3.%d), python3 (<< 3.%d)'
    % (sys.version_info[1], sys.version_info[1] + 1))" OUTPUT_VARIABLE python_versions OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-kbsearch)
set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "${of_this_build}, ${python_versions}")
set(CPACK_DEBIAN_PYTHON_PACKAGE_CONTROL_EXTRA
  ${CMAKE_CURRENT_LIST_DIR}/python/postinst ${CMAKE_CURRENT_LIST_DIR}/python/prerm)
set(CPACK_COMPONENT_PYTHON_DESCRIPTION "Full-text search for curated knowledge bases (Python)
kbsearch indexes resource records and ranks by text, importance and quality
in one score that explains itself.
.
This package contains the module kbsearch for Python 3.")

# Installed with COMPONENT node in lib/<triplet>/nodejs/kbsearch (${CMAKE_INSTALL_LIBDIR}/nodejs/kbsearch).
set(CPACK_DEBIAN_NODE_PACKAGE_NAME node-kbsearch)
set(CPACK_DEBIAN_NODE_PACKAGE_SECTION javascript)
set(CPACK_DEBIAN_NODE_PACKAGE_DEPENDS "${of_this_build}, nodejs (>= 18)")
set(CPACK_COMPONENT_NODE_DESCRIPTION "Full-text search for curated knowledge bases (Node.js)
kbsearch indexes resource records and ranks by text, importance and quality
in one score that explains itself.
.
This package contains the module kbsearch for Node.js.")

# Every package has its copyright and changelog; manual pages are compressed: done where CPack has put the files.
configure_file(${CMAKE_CURRENT_LIST_DIR}/complete_packages.cmake.in
  ${PROJECT_BINARY_DIR}/packages/complete_packages.cmake @ONLY)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_BINARY_DIR}/packages/complete_packages.cmake)
include(CPack)
