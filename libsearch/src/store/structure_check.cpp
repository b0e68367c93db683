#include "store/structure_check.hpp"

#include <xapian.h>

#include <sstream>

namespace kbsearch::store {

std::string check_structure(const std::filesystem::path& generation) {
  try {
    std::ostringstream log;
    const auto errors = Xapian::Database::check(generation.string(), 0, &log);
    return errors == 0 ? "" : std::to_string(errors) + " errors in the database's structure";
  } catch (const Xapian::Error& error) {
    return error.get_msg();
  }
}

}  // namespace kbsearch::store
