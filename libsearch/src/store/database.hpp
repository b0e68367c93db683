// Opens the Xapian database of a generation, and nothing else: Xapian follows stub files, which can name a host or a
// command to run, and links. An index is data, so what is no plain database of ours is refused before Xapian sees it.
#pragma once

#include <xapian.h>

#include <filesystem>

namespace kbsearch::store {

/// Throws Error{kIndexCorrupt} if `generation` holds a link or anything but files, or an iamglass that is not as it was
/// written; Error{kIo}. Lets Xapian::Error out.
Xapian::Database open_database(const std::filesystem::path& generation);
Xapian::WritableDatabase open_writable_database(const std::filesystem::path& generation);

/// Makes a database for a shard of a build at `path`. It is not flushed to the disk by itself. Lets Xapian::Error out.
Xapian::WritableDatabase create_shard(const std::filesystem::path& path);

/// Opens a shard again to add to it. Lets Xapian::Error out.
Xapian::WritableDatabase reopen_shard(const std::filesystem::path& path);

/// As open_database does before it opens.
void require_plain_database(const std::filesystem::path& generation);

}  // namespace kbsearch::store
