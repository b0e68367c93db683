// Copies the tables of a generation beside its writer. Xapian changes a table's file in place: a commit writes to
// blocks that the one before does not use, and stamps them with its revision. So everything is copied first, of
// whatever revision, while the writer goes on; then, while commits wait, what is not as the digests of one revision say
// is copied again. The second takes as long as what has changed since the first.
#pragma once

#include <filesystem>

#include "store/checksums.hpp"
#include "store/file_copy.hpp"

namespace kbsearch::store {

class TableCopy {
 public:
  /// `target` is a directory without tables.
  TableCopy(std::filesystem::path source, std::filesystem::path target)
      : source_(std::move(source)), target_(std::move(target)) {}

  /// Copies the tables as they lie there. Throws Error{kIndexCorrupt} for a link, Error{kIo}.
  void copy_roughly(const OnBytes& on_bytes);

  /// Makes the copy that of the present commit, of which `known` are the digests if `is_complete`; else they are of an
  /// earlier one, or empty, and blocks of later stamps are taken as they are. Holds if the source has had at most one
  /// commit more when it returns. Throws Error{kIndexCorrupt} naming a table with a damaged block; Error{kIo}.
  void make_exact(const BlockDigests& known, bool is_complete, const OnBytes& on_bytes);

  /// The digests of the copy, block by block. The state is for the caller to say.
  const BlockDigests& digests() const { return copied_; }

 private:
  void make_exact(const std::string& name, const std::vector<std::uint64_t>& known, std::uint64_t of_revision,
                  bool is_complete, const OnBytes& on_bytes);

  std::filesystem::path source_;
  std::filesystem::path target_;
  BlockDigests copied_;
};

}  // namespace kbsearch::store
