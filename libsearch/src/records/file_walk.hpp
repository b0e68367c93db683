// Which files the named paths stand for, in the order they are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kbsearch/record_reader.hpp"

namespace kbsearch::records {

inline constexpr const char* kStandardInput = "-";

struct FoundFile {
  std::string path;                    ///< As named, or the named directory and the way from there.
  std::string page_path;               ///< The way from the named directory, else as `path`.
  std::string page_id;                 ///< Id of a page without one: the way or the name, no extension.
  std::optional<std::uint64_t> bytes;  ///< Nothing for standard input.
  bool walked = false;                 ///< Met in a directory: passed over if it is none of ours.
  std::string trouble;                 ///< Why what was met on the way cannot be read; else empty.
};

/// Returns the files in the order of `paths`, those of a directory sorted by path (bytes compared).
/// Hidden entries, symbolic links to directories, and names that `format` does not fit are passed
/// over in directories; a pipe or device of a fitting name is a trouble. Throws Error{kIo} if a named path does not
/// exist or cannot be read.
std::vector<FoundFile> find_record_files(const std::vector<std::string>& paths, RecordFormat format);

}  // namespace kbsearch::records
