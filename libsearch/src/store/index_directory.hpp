// The directory of an index and what stands in it:
//
//   CURRENT          one line of magic and format version, one line with the generation in use; replaced atomically
//   LOCK             held by the one writer; its text tells who that is
//   generation-N/    a Xapian database
//   checksums        digests of the files of one revision of one generation
//   synonyms         the rules that IndexWriter::set_synonyms was given, if any; replaced atomically
//
// A generation is never changed into another: a rebuild makes a new one beside it and swaps CURRENT.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace kbsearch::store {

/// Version of everything on disk but the analysis. Raised when an older reader would misread an index.
inline constexpr unsigned kFormatVersion = 3;

class IndexDirectory {
 public:
  explicit IndexDirectory(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  std::string shown() const { return path_.string(); }

  /// True if there is an index. Throws Error{kIndexVersion, kIndexCorrupt} if there is one that we cannot read, or the
  /// directory is not empty and holds something else.
  bool holds_index() const;
  /// Returns the path of the generation in use. Throws Error{kIndexNotFound} if there is no index.
  std::filesystem::path current_generation() const;
  /// Returns the path of a generation that does not exist yet.
  std::filesystem::path next_generation() const;
  /// Makes `generation` the one in use, durably and atomically. Its files must be on disk already.
  void swap_to(const std::filesystem::path& generation) const;
  /// Removes generations other than the one in use, and what a killed build left behind. Only the lock's holder may.
  void remove_leftovers() const;
  void create() const;

  /// The text of the synonym rules; empty if there are none.
  std::string read_synonyms() const;
  /// Replaces them, durably and atomically. Only the lock's holder may.
  void write_synonyms(const std::string& text) const;

 private:
  void replace_file(const std::string& name, const std::string& text) const;

  std::filesystem::path path_;
};

/// Holds the writer's lock of an index from construction to destruction; a killed process loses it by itself.
class WriterLock {
 public:
  /// Throws Error{kIndexLocked} naming the process that holds it, or Error{kIo}.
  explicit WriterLock(const IndexDirectory& directory);
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  int descriptor_ = -1;
};

/// Flushes every file in `directory` and the directory itself to the disk. Throws Error{kIo}.
void sync_directory(const std::filesystem::path& directory);

}  // namespace kbsearch::store
