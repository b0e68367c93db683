# Finds node and its headers, and nothing is ever downloaded. Sets KBSEARCH_NODE and KBSEARCH_NODE_INCLUDE_DIR, and
# KBSEARCH_NODE_MISSING to what is missing, with the way to get it.
find_program(KBSEARCH_NODE NAMES node nodejs DOC "The node that the binding is built for and tested with")
set(KBSEARCH_NODE_MISSING "")
if(NOT KBSEARCH_NODE)
  set(KBSEARCH_NODE_MISSING "node (Debian packages: nodejs libnode-dev)")
else()
  # Beside the binary that runs, as the archives of nodejs.org and version managers have them; else the system's.
  file(REAL_PATH "${KBSEARCH_NODE}" node_path)
  cmake_path(GET node_path PARENT_PATH node_directory)
  find_path(KBSEARCH_NODE_INCLUDE_DIR node_api.h
    HINTS "${node_directory}/../include/node" PATHS /usr/include/node /usr/local/include/node /usr/include/nodejs/src
    DOC "The folder of node_api.h")
  if(NOT KBSEARCH_NODE_INCLUDE_DIR)
    set(KBSEARCH_NODE_MISSING "node_api.h, one of Node's headers (Debian package: libnode-dev; or give its folder: \
-DKBSEARCH_NODE_INCLUDE_DIR=...)")
  endif()
endif()
