#include "store/structure_check.hpp"

#include <unistd.h>
#include <xapian.h>

#include <sstream>
#include <system_error>

namespace kbsearch::store {
namespace {

bool may_write(const std::filesystem::path& generation) {
  std::error_code error;
  std::filesystem::directory_iterator entry(generation, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".glass" && ::access(entry->path().c_str(), W_OK) != 0) return false;
  }
  return !error && ::access(generation.c_str(), W_OK) == 0;
}

}  // namespace

StructureReport check_structure(const std::filesystem::path& generation) {
  if (!may_write(generation)) return {};
  StructureReport report{true, {}};
  try {
    std::ostringstream log;
    const auto errors = Xapian::Database::check(generation.string(), 0, &log);
    if (errors > 0) report.problem = std::to_string(errors) + " errors in the database's structure";
  } catch (const Xapian::Error& error) {
    report.problem = error.get_msg();
  }
  return report;
}

}  // namespace kbsearch::store
