/// @file
/// An index for a test or a short-lived program, made of records and gone with its object.
///
///     const auto index = kbsearch::TemporaryIndex::of({kbsearch::Record::from_json(R"({"id":"a","title":"Heat
///     pumps"})")}); EXPECT_EQ(index.searcher().search("heat").hits.size(), 1);
///
/// It is an ordinary index in a directory of its own: of the system's memory (/dev/shm) where there is such, else among
/// the temporary files. So all that holds for an index on a disk holds for it, and a test tries what a program will do.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "kbsearch/export.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/record.hpp"
#include "kbsearch/schema.hpp"
#include "kbsearch/searcher.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// A directory with an index, removed with this object.
///
/// Cost: making one takes some 10 ms and 25 KB. Sharing: any number of threads may ask for searchers; changes as
/// IndexWriter says. Movable, not copyable. A process that is killed leaves the directory behind.
class TemporaryIndex {
 public:
  /// Makes an index of these records. Throws Error{kInvalidArgument} naming the first one that is not taken, or not
  /// whole; Error{kIo} if there is no place for it.
  [[nodiscard]] static TemporaryIndex of(const std::vector<Record>& records, const std::optional<Schema>& schema = {});

  TemporaryIndex(TemporaryIndex&& other) noexcept;             ///< The directory goes along.
  TemporaryIndex& operator=(TemporaryIndex&& other) noexcept;  ///< The directories change places.
  ~TemporaryIndex();

  /// Where it lies.
  const std::filesystem::path& directory() const { return directory_; }
  /// Opens it for reading, as Searcher::open() does. It must not outlive this object.
  [[nodiscard]] Searcher searcher() const { return Searcher::open(directory_); }
  /// Opens it for changes, as IndexWriter::open_existing() does.
  [[nodiscard]] IndexWriter writer() { return IndexWriter::open_existing(directory_); }

 private:
  explicit TemporaryIndex(std::filesystem::path directory) : directory_(std::move(directory)) {}
  std::filesystem::path directory_;
};

}  // namespace kbsearch
