#include "run_program.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iostream>

#include "arguments.hpp"

namespace kbsearch::cli {
namespace {

std::filesystem::path place_of(const std::string& name) {
  std::error_code none;
  const auto here = std::filesystem::read_symlink("/proc/self/exe", none).parent_path();
  for (const auto& place : {here / name, here / KBSEARCH_TO_PROGRAMS / name}) {
    if (access(place.c_str(), X_OK) == 0) return place;
  }
  throw UsageError("the program '" + name + "' is not there: it is installed with the tool, looked for in '" +
                   here.string() + "' and '" + (here / KBSEARCH_TO_PROGRAMS).lexically_normal().string() + "'");
}

}  // namespace

int run_program(const std::string& name, const std::vector<std::string>& arguments) {
  const auto place = place_of(name).string();
  std::vector<char*> words = {const_cast<char*>(place.c_str())};
  for (const auto& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  std::cout.flush();
  std::cerr.flush();
  execv(place.c_str(), words.data());
  throw UsageError("'" + place + "' cannot be run: " + std::strerror(errno));
}

}  // namespace kbsearch::cli
