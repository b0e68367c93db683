# The libraries that kbsearch stands on, as targets kbsearch::NAME: for its own build and, installed, for whoever links
# it statically. Sets KBSEARCH_MISSING to the names of those that are not there.
set(KBSEARCH_DEPENDENCIES xapian icui18n icuuc yaml-cpp xxhash stemmer cld2 md4c gumbo csv)
set(KBSEARCH_MISSING "")
foreach(name IN LISTS KBSEARCH_DEPENDENCIES)
  find_library(KBSEARCH_${name}_LIBRARY ${name})
  mark_as_advanced(KBSEARCH_${name}_LIBRARY)
  if(NOT KBSEARCH_${name}_LIBRARY)
    list(APPEND KBSEARCH_MISSING ${name})
  elseif(NOT TARGET kbsearch::${name})
    add_library(kbsearch::${name} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(kbsearch::${name} PROPERTIES IMPORTED_LOCATION "${KBSEARCH_${name}_LIBRARY}")
  endif()
endforeach()
