#include "input_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <iostream>
#include <system_error>

#include "arguments.hpp"

namespace kbsearch::cli {
namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& what, const std::string& why) {
  throw UsageError("cannot read the " + what + " '" + path + "': " + why);
}

/// Returns whether the path stands for a descriptor that this process was given open.
bool is_handed_over(const std::string& path) {
  return path == "/dev/stdin" || path.starts_with("/dev/fd/") || path.starts_with("/proc/self/fd/");
}

std::ifstream opened(const std::string& path, const std::string& what) {
  std::error_code error;
  // Looked at before it is opened: opening a FIFO waits for its writer.
  const auto status = std::filesystem::status(path, error);
  if (error) refuse(path, what, error.message());
  if (std::filesystem::is_directory(status)) refuse(path, what, "it is a directory");
  if (!std::filesystem::is_regular_file(status) && !is_handed_over(path)) {
    refuse(path, what, "it is not a regular file (give the output of a program by standard input, or as <(command))");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse(path, what, std::system_category().message(errno));
  return file;
}

[[noreturn]] void refuse_size(const std::string& path, const std::string& what) {
  refuse(path, what, "it is larger than " + std::to_string(kMostFileBytes >> 20) + " MB");
}

std::string all_of(std::istream& input, const std::string& path, const std::string& what) {
  std::string text;
  std::array<char, std::size_t{64} << 10> part{};
  while (input.read(part.data(), part.size()), input.gcount() > 0) {
    text.append(part.data(), static_cast<std::size_t>(input.gcount()));
    if (text.size() > kMostFileBytes) refuse_size(path, what);
  }
  if (input.bad()) refuse(path, what, "reading fails");
  return text;
}

}  // namespace

std::string contents_of(const std::string& path, const std::string& what) {
  LinesFile file(path, what);
  std::error_code unknown;  // what has no size is counted as it is read
  const auto size = path == "-" ? 0 : std::filesystem::file_size(path, unknown);
  if (!unknown && size > kMostFileBytes) refuse_size(path, what);
  return all_of(file.stream(), file.name(), what);
}

LinesFile::LinesFile(const std::string& path, const std::string& what)
    : name_(path == "-" ? "standard input" : path), is_standard_input_(path == "-") {
  if (!is_standard_input_) file_ = opened(path, what);
}

std::istream& LinesFile::stream() { return is_standard_input_ ? std::cin : file_; }

}  // namespace kbsearch::cli
