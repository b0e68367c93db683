#include <unicode/uversion.h>

#include <string>

#include "kbsearch/version.hpp"

namespace kbsearch {

std::string_view icu_version() {
  static const std::string version = [] {
    UVersionInfo numbers;
    char text[U_MAX_VERSION_STRING_LENGTH];
    u_getVersion(numbers);
    u_versionToString(numbers, text);
    return std::string(text);
  }();
  return version;
}

}  // namespace kbsearch
