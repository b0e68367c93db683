/// @file
/// The sources of an index: the files and folders that its records were read from. An index remembers them, so that it
/// can take in what changed there, tell what is gone, and give a record the same id however its folder was named.
///
/// Values throughout; no thread rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/export.hpp"
#include "kbsearch/record_format.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// A file or folder that an index was read from, and is read from again.
struct RecordSource {
  /// What stands for standard input. It cannot be read again.
  static constexpr const char* kStandardInput = "-";

  unsigned number = 0;  ///< Unique within an index, >= 1; Origin::source names it.
  std::string path;     ///< The file or folder, absolute and without links; or kStandardInput.
  /// The folder that the ids of its files start from: the folder itself, a file's folder, or that of a source that has
  /// these files, too. Empty for standard input.
  std::string root;
  /// Parts the ids below one root from those below another: the first root of an index has none, the next ones have
  /// their own name, with a number behind it where another root has that name. A list of records (JSON Lines, CSV and
  /// their like) that is named by itself has a root and a label of its own.
  std::string label;
  RecordFormat format = RecordFormat::kAuto;  ///< As it was given.

  /// False of standard input alone.
  bool can_be_read_again() const { return path != kStandardInput; }
  /// Returns the absolute path of a file of this source, as Origin::file names it.
  std::string path_of(std::string_view file) const;

  /// Member by member.
  friend bool operator==(const RecordSource&, const RecordSource&) = default;
};

/// The sources of an index, in the order they were added.
using RecordSources = std::vector<RecordSource>;

}  // namespace kbsearch
