#include "store/table_copy.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <thread>

#include "base/hash.hpp"
#include "kbsearch/error.hpp"
#include "store/files.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCopiedAtOnce = 128 * kDigestedBytes;

std::uint64_t size_of(const Descriptor& file, const fs::path& path) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_io("read", path, errno);
  return static_cast<std::uint64_t>(status.st_size);
}

/// The revision that wrote a block.
std::uint32_t stamp_of(std::string_view block) {
  std::uint32_t stamp = 0;
  for (std::size_t i = 0; i < sizeof stamp; ++i) {
    stamp = stamp << 8 | (i < block.size() ? static_cast<unsigned char>(block[i]) : 0u);
  }
  return stamp;
}

Descriptor open_table(const fs::path& path) {
  auto file = open_for_reading(path);
  if (!file) throw Error(ErrorCode::kIndexCorrupt, "'" + path.string() + "' is missing", path.string());
  return file;
}

/// Opens a file of the copy, which this has made, to change it.
Descriptor open_copy(const fs::path& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
  return file ? std::move(file) : create_file(path);
}

}  // namespace

void TableCopy::copy_roughly(const OnBytes& on_bytes) {
  for (const auto& name : table_names(source_)) {
    const auto from = open_table(source_ / name);
    const auto to = create_file(target_ / name);
    auto& digests = copied_.tables[name];
    std::string piece(kCopiedAtOnce, '\0');
    std::uint64_t at = 0;
    while (const auto size = read_at(from, piece.data(), piece.size(), at, source_ / name)) {
      const std::string_view bytes(piece.data(), size);
      write_at(to, bytes, at, target_ / name);
      for (std::size_t block = 0; block < size; block += kDigestedBytes) {
        digests.push_back(base::hash64(bytes.substr(block, kDigestedBytes)));
      }
      at += size;
      if (on_bytes) on_bytes(size);
      if (size % kDigestedBytes != 0) break;  // it grows while it is read: the rest is for make_exact()
    }
  }
}

void TableCopy::make_exact(const BlockDigests& known, bool is_complete, const OnBytes& on_bytes) {
  for (const auto& name : table_names(source_)) {
    const auto table = known.tables.find(name);
    if (table == known.tables.end() && is_complete) continue;  // a later commit's
    static const std::vector<std::uint64_t> kNone;
    make_exact(name, table == known.tables.end() ? kNone : table->second, known.state.revision, is_complete, on_bytes);
  }
}

void TableCopy::make_exact(const std::string& name, const std::vector<std::uint64_t>& known, std::uint64_t of_revision,
                           bool is_complete, const OnBytes& on_bytes) {
  constexpr int kAttempts = 8;
  const fs::path path = source_ / name;
  const auto from = open_table(path);
  const auto to = open_copy(target_ / name);
  const auto blocks_now = static_cast<std::size_t>((size_of(from, path) + kDigestedBytes - 1) / kDigestedBytes);
  const auto blocks = is_complete ? known.size() : blocks_now;
  auto& digests = copied_.tables[name];
  digests.resize(blocks);
  std::string buffer(kDigestedBytes, '\0');
  for (std::size_t block = 0; block < blocks; ++block) {
    if (block < known.size() && digests[block] == known[block]) continue;
    const auto at = std::uint64_t{block} * kDigestedBytes;
    for (int attempt = 1;; ++attempt) {
      const auto size = read_at(from, buffer.data(), buffer.size(), at, path);
      const std::string_view bytes(buffer.data(), size);
      const auto digest = base::hash64(bytes);
      const bool is_as_known = block >= known.size() || digest == known[block] || stamp_of(bytes) > of_revision;
      if (!is_as_known && attempt < kAttempts) {
        // A block that is free and just being written shows its old stamp for a moment.
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        continue;
      }
      if (!is_as_known) {
        throw Error(ErrorCode::kIndexCorrupt, "'" + path.string() + "' is damaged", path.string(), Remedy::kRebuild);
      }
      if (digest != digests[block]) write_at(to, bytes, at, target_ / name);
      digests[block] = digest;
      if (on_bytes) on_bytes(size);
      break;
    }
  }
  const auto size = std::min<std::uint64_t>(std::uint64_t{blocks} * kDigestedBytes, size_of(from, path));
  if (::ftruncate(to.get(), static_cast<off_t>(size)) != 0) throw_io("write", target_ / name, errno);
}

}  // namespace kbsearch::store
