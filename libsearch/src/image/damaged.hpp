// Thrown where an image turns out to be damaged: whoever asked asks Xapian instead. Never leaves the library.
#pragma once

#include <string>

namespace kbsearch::image {

struct Damaged {
  std::string what;
};

}  // namespace kbsearch::image
