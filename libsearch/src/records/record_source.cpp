#include "kbsearch/record_source.hpp"

namespace kbsearch {

std::string RecordSource::path_of(std::string_view file) const {
  if (!can_be_read_again()) return path;
  return (root.ends_with('/') ? root : root + '/') + std::string(file);
}

}  // namespace kbsearch
