// Which files the named paths stand for, in the order they are read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kbsearch/record_reader.hpp"
#include "records/source_roots.hpp"

namespace kbsearch::records {

inline constexpr const char* kStandardInput = RecordSource::kStandardInput;

struct FoundFile {
  std::string path;                    ///< As named, or the named directory and the way from there.
  std::string absolute;                ///< The same from the root; a link that was met on the way is not followed.
  std::string page_path;               ///< FilePlace::way.
  std::string page_id;                 ///< FilePlace::id.
  std::optional<std::uint64_t> bytes;  ///< Nothing for standard input.
  bool walked = false;                 ///< Met in a directory: passed over if it is none of ours.
  std::string trouble;                 ///< Why what was met on the way cannot be read; else empty.
  unsigned source = 0;                 ///< FilePlace::source.
  RecordFormat format = RecordFormat::kAuto;  ///< As it was given, now or when its source was added.
};

/// PassedOver::reason of a file that neither its name nor its content tells the format of.
inline constexpr const char* kUnknownFormat = "of an unknown format";
/// Returns PassedOver::kind: the extension, or the name in quotes of a file without one.
std::string kind_of(const std::string& path);

struct FoundFiles {
  std::vector<FoundFile> files;
  std::vector<std::string> named_paths;  ///< Absolute and without links; kStandardInput for it and its like.
  std::vector<PassedOver> passed_over;   ///< In the order of their paths.
};

/// Returns the files in the order of `paths`, those of a directory sorted by path (bytes compared); a file that was
/// met twice is read once. Hidden entries and symbolic links to directories are not looked at; names that `format` does
/// not fit are passed over, and counted; a pipe or device of a fitting name is a trouble. Adds the paths to `roots`.
/// Throws Error{kIo} if a named path does not exist or cannot be read.
FoundFiles find_record_files(const std::vector<std::string>& paths, RecordFormat format, SourceRoots& roots);

}  // namespace kbsearch::records
