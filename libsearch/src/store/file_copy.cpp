#include "store/file_copy.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "base/hash.hpp"
#include "base/varint.hpp"
#include "kbsearch/error.hpp"
#include "store/files.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;

Descriptor open_present(const fs::path& path) {
  auto file = open_for_reading(path);
  if (!file) throw Error(ErrorCode::kIndexCorrupt, "'" + path.string() + "' is missing", path.string());
  return file;
}

/// Reads the file by pieces, and gives each to `take`.
template <typename Take>
FileDigest read_pieces(const fs::path& path, const OnBytes& on_bytes, Take take) {
  const auto file = open_present(path);
  std::string piece(kPieceBytes, '\0');
  std::string digests;
  FileDigest whole;
  while (const auto size = read_at(file, piece.data(), piece.size(), whole.size, path)) {
    const std::string_view bytes(piece.data(), size);
    take(bytes);
    base::put_fixed64(digests, base::hash64(bytes));
    whole.size += size;
    if (on_bytes) on_bytes(size);
  }
  whole.digest = base::hash64(digests);
  return whole;
}

}  // namespace

FileDigest digest_of_file(const fs::path& path, const OnBytes& on_bytes) {
  return read_pieces(path, on_bytes, [](std::string_view) {});
}

FileDigest copy_file(const fs::path& from, const fs::path& to, const OnBytes& on_bytes) {
  const auto file = create_file(to);
  std::uint64_t at = 0;
  return read_pieces(from, on_bytes, [&](std::string_view bytes) {
    write_at(file, bytes, at, to);
    at += bytes.size();
  });
}

bool link_file(const fs::path& from, const fs::path& to) {
  open_present(from);
  if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0) == 0) {
    open_present(to);  // refuses what has become a link meanwhile
    return true;
  }
  // Whatever the reason is (another file system, one without links, somebody else's file): a copy will do, or tell.
  return false;
}

void forget_cached(const fs::path& directory) {
  std::error_code error;
  for (fs::directory_iterator entry(directory, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    const Descriptor file(::open(entry->path().c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    if (file) ::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED);
  }
}

}  // namespace kbsearch::store
