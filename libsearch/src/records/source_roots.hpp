// Which source a file belongs to, and what its records are called by their place.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "kbsearch/record_source.hpp"

namespace kbsearch::records {

/// The place of a file among the sources.
struct FilePlace {
  unsigned source = 0;  ///< RecordSource::number; 0 if it belongs to none.
  std::string way;      ///< From the source's root, parts parted by `/`.
  std::string id;       ///< Of the one record that the file is, if it has none of its own.
};

/// Returns the number of a source at `path` beside `sources`: the same one for the same path, unless that is taken.
unsigned free_number(const std::string& path, const RecordSources& sources);

/// The sources of an index, and those that are added to them.
class SourceRoots {
 public:
  explicit SourceRoots(RecordSources known);

  /// Sees to it that `path`, absolute and without links or kStandardInput, belongs to a source: one that it is or lies
  /// in, else a new one. A `format` that is given is that of the source from then on, if it is one.
  void add(const std::string& path, bool is_directory, RecordFormat format);
  /// Returns the place of a file, absolute and without links, in the innermost source that it lies in.
  FilePlace place_of(const std::string& path) const;
  /// Returns the format that was given when the source of a file or folder was added.
  RecordFormat format_of(const std::string& path) const;
  const RecordSources& sources() const { return sources_; }

 private:
  /// Returns the innermost source that `path` is or lies in; null if there is none.
  const RecordSource* source_of(std::string_view path) const;
  void set_root(const std::string& directory, RecordSource& source) const;
  std::string label_for(const std::string& directory, bool of_list) const;

  RecordSources sources_;
  std::map<std::string, std::size_t, std::less<>> by_path_;
};

}  // namespace kbsearch::records
