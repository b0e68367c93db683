# Looks for what the Python binding is built with. Sets KBSEARCH_PYTHON_MISSING to the names of what is not there.
# Debian's python3 is taken where there is one, whatever else stands first on the PATH: its package pybind11-dev and the
# tests are made for it. -DPython_EXECUTABLE=... names another one.
set(KBSEARCH_PYTHON_MISSING "")
if(NOT Python_EXECUTABLE AND EXISTS /usr/bin/python3)
  set(Python_EXECUTABLE /usr/bin/python3)
endif()
find_package(Python 3.9 QUIET COMPONENTS Interpreter Development.Module)
if(NOT Python_Interpreter_FOUND)
  list(APPEND KBSEARCH_PYTHON_MISSING "Python 3.9 or later")
elseif(NOT Python_Development.Module_FOUND)
  list(APPEND KBSEARCH_PYTHON_MISSING "the headers of ${Python_EXECUTABLE} (python3-dev)")
endif()
find_path(KBSEARCH_PYBIND11_DIRECTORY pybind11/pybind11.h)
mark_as_advanced(KBSEARCH_PYBIND11_DIRECTORY)
if(NOT KBSEARCH_PYBIND11_DIRECTORY)
  list(APPEND KBSEARCH_PYTHON_MISSING "pybind11 (pybind11-dev)")
endif()
list(JOIN KBSEARCH_PYTHON_MISSING " and " KBSEARCH_PYTHON_MISSING)
