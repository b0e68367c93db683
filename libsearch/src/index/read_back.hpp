// What was written is read again before it takes another's place: a disk that failed once, in silence, has given
// generations whose records were gone.
#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <functional>

namespace kbsearch::index {

/// What a database holds, in numbers that a lost table or chunk changes.
struct Contents {
  std::uint64_t documents = 0;
  std::uint64_t postings = 0;  ///< Pairs of a term and a document that has it.

  Contents& operator+=(const Contents& other);
  bool operator==(const Contents&) const = default;
};

/// Lets Xapian::Error out.
Contents contents_of(const Xapian::Database& database);

/// Reads every record of `generation` and compares it with the digest it was indexed with, looks it up by its id, and
/// counts all postings. Throws Error{kIo} if that is not `expected`, Error{kIndexCorrupt} naming a record. Tells the
/// records read so far by `on_record`, whose exceptions it lets out.
void read_back(const std::filesystem::path& generation, const Contents& expected,
               const std::function<void(std::uint64_t)>& on_record);

}  // namespace kbsearch::index
