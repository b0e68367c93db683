#include "store/sortable.hpp"

#include <xapian.h>

namespace kbsearch::store {

std::string sortable(double number) { return Xapian::sortable_serialise(number); }

}  // namespace kbsearch::store
