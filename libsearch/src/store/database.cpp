#include "store/database.hpp"

#include <string>
#include <system_error>

#include "base/hash.hpp"
#include "kbsearch/error.hpp"
#include "store/checksums.hpp"
#include "store/files.hpp"
#include "store/glass_header.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

/// Xapian's own lock may be held for a moment by a child that commits another database (store/commit_apart.hpp); that
/// nobody else writes is certain by our lock.
constexpr int kWaitForLock = Xapian::DB_RETRY_LOCK;

[[noreturn]] void refuse(const fs::path& path, const std::string& what) {
  throw Error(ErrorCode::kIndexCorrupt, "'" + path.string() + "' " + what, path.string(), Remedy::kRebuild);
}

void require_plain_files(const fs::path& generation) {
  std::error_code error;
  const auto status = fs::symlink_status(generation, error);
  if (status.type() == fs::file_type::not_found) refuse(generation, "is missing");
  if (error) throw_io("read", generation, error.value());
  if (!fs::is_directory(status)) refuse(generation, "is a link or no directory");
  fs::directory_iterator entry(generation, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    const auto type = entry->symlink_status(error).type();
    // A file that a commit has just renamed may be gone by now.
    if (error || type == fs::file_type::not_found) {
      error.clear();
      continue;
    }
    if (type != fs::file_type::regular) refuse(entry->path(), "is a link or no regular file: an index has none");
  }
  if (error) throw_io("read", generation, error.value());
}

/// True if iamglass is what a commit wrote: by its digest, or, after a commit whose digests are not there yet, by
/// whether it makes sense.
bool has_sound_header(const fs::path& generation) {
  // The digests come after the header in a commit: read in the other order, they are never the newer ones.
  const auto digested = digested_state(generation);
  const auto header = read_file(generation / kGlassHeaderName, kMaxGlassHeaderBytes);
  if (!header) refuse(generation / kGlassHeaderName, "is missing");
  if (digested && digested->header_digest == base::hash64(*header)) return true;
  const auto revision = plausible_revision(*header, generation);
  return revision && (!digested || *revision > digested->revision);
}

}  // namespace

void require_plain_database(const fs::path& generation) {
  require_plain_files(generation);
  if (!has_sound_header(generation)) refuse(generation / kGlassHeaderName, "is damaged");
}

Xapian::Database open_database(const fs::path& generation) {
  require_plain_database(generation);
  return Xapian::Database(generation.string(), Xapian::DB_BACKEND_GLASS);
}

Xapian::WritableDatabase open_writable_database(const fs::path& generation) {
  require_plain_database(generation);
  return Xapian::WritableDatabase(generation.string(), Xapian::DB_OPEN | Xapian::DB_BACKEND_GLASS | kWaitForLock);
}

Xapian::WritableDatabase create_shard(const fs::path& path) {
  // Nothing reads a shard before it is whole, so it needs no flushing to the disk of its own.
  return Xapian::WritableDatabase(path.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS);
}

Xapian::WritableDatabase reopen_shard(const fs::path& path) {
  return Xapian::WritableDatabase(path.string(),
                                  Xapian::DB_OPEN | Xapian::DB_NO_SYNC | Xapian::DB_BACKEND_GLASS | kWaitForLock);
}

}  // namespace kbsearch::store
