// The directory of an index and what stands in it:
//
//   CURRENT          magic and format version, the generation in use, a digest of both; replaced atomically
//   LOCK             held by the one writer; its text tells who that is
//   GATE             passed by readers in need and by commits (store/commit_gate.hpp)
//   generation-N/    a Xapian database and the digests of its files
//   synonyms         the rules that IndexWriter::set_synonyms was given, if any, with a digest; replaced atomically
//
// A generation that was copied (store/snapshot_manifest.hpp) holds the rules itself, and those count: so they come and
// go with it in one step. Set anew they are replaced there; a rebuild takes them out.
// A generation is never changed into another: a rebuild makes a new one beside it and swaps CURRENT.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace kbsearch::store {

/// Version of everything on disk but the analysis. Raised when an older reader would misread an index.
inline constexpr unsigned kFormatVersion = 4;
/// Records are stored as they are now since this version: an index can be rebuilt from those of an older one.
inline constexpr unsigned kOldestRecordsVersion = 3;

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
  /// Returns the generation whose records a rebuild is to take: the one in use, also of an older format; where CURRENT
  /// cannot tell it, the newest whole one. Throws Error as current_generation() does if there is none.
  std::filesystem::path generation_with_records() const;
  /// True if the directory is a snapshot, which only the next snapshot changes; also where its CURRENT is lost.
  bool is_snapshot() const;
  /// Returns the path of a generation that does not exist yet.
  std::filesystem::path next_generation() const;

  // Only the lock's holder may do the following.

  /// Makes `generation` the one in use, atomically, and for good after flush(). Waits for readers at the gate. Its
  /// files must be on disk already.
  void swap_to(const std::filesystem::path& generation) const;
  /// Brings what was swapped in or replaced through a power cut.
  void flush() const;
  /// Where CURRENT is missing, makes the newest whole generation the one in use: a build that was killed just before it
  /// was swapped in, or an index whose CURRENT was lost.
  void adopt_whole_generation() const;
  /// Removes generations other than the one in use, and what a killed writer left behind; what cannot be removed stays
  /// for the next writer. To be called only after the generation in use was opened and read: a wrong CURRENT would make
  /// the only data a leftover.
  void remove_leftovers() const;
  /// Removes builds that were killed before their parts became one generation, whether there is an index or not.
  void remove_unfinished_builds() const;
  void create() const;
  /// Generations that a build had finished, the newest first.
  std::vector<std::filesystem::path> whole_generations() const;

  /// The text of the synonym rules that go with `generation`; empty if there are none. Throws Error{kIndexCorrupt} if
  /// they are damaged.
  std::string read_synonyms(const std::filesystem::path& generation) const;
  /// Replaces those of the generation in use, durably and atomically.
  void write_synonyms(const std::string& text) const;

 private:
  /// Puts the rules that the generation in use holds where one that holds none will find them.
  void take_out_synonyms() const;

  std::filesystem::path path_;
};

}  // namespace kbsearch::store
