#include "store/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/hash.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kDigestLine = "# digest ";

/// Opens what must be a regular file; empty, with errno, if the system refuses.
Descriptor open_plain(const fs::path& path, int flags) {
  // Not blocking: a pipe in the place of a file is refused below, and not waited for here.
  Descriptor file(::open(path.c_str(), flags | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0644));
  const int refused = file ? 0 : errno;
  struct stat status {};
  const bool is_regular = file && ::fstat(file.get(), &status) == 0 && S_ISREG(status.st_mode);
  if (refused == ELOOP || (file && !is_regular)) {
    throw Error(ErrorCode::kIndexCorrupt, "'" + path.string() + "' is a link or no regular file: an index has none",
                path.string());
  }
  errno = refused;
  return file;
}

void write_all(const Descriptor& file, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const auto written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) throw_io("write", path, errno);
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void sync_path(const fs::path& path, int flags) {
  const Descriptor file(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW));
  if (!file) throw_io("open", path, errno);
  if (::fsync(file.get()) != 0 && errno != EINVAL) throw_io("flush", path, errno);
}

void write_durably(const fs::path& path, std::string_view bytes) {
  // What stands there may be a link that somebody planted: it goes, and is not written through.
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) throw_io("replace", path, errno);
  const auto file = create_file(path);
  write_all(file, bytes, path);
  if (::fsync(file.get()) != 0) throw_io("flush", path, errno);
}

}  // namespace

void throw_io(const std::string& action, const fs::path& path, int error) {
  throw Error(ErrorCode::kIo,
              "cannot " + action + " '" + path.string() + "': " + std::generic_category().message(error),
              path.string());
}

Descriptor::~Descriptor() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this == &other) return *this;
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = other.release();
  return *this;
}

int Descriptor::release() { return std::exchange(descriptor_, -1); }

Descriptor open_for_reading(const fs::path& path) {
  auto file = open_plain(path, O_RDONLY);
  if (!file && errno != ENOENT && errno != ENOTDIR) throw_io("read", path, errno);
  return file;
}

Descriptor open_lock_file(const fs::path& path) {
  auto file = open_plain(path, O_RDWR | O_CREAT);
  if (!file) throw_io("write", path, errno);
  return file;
}

std::size_t read_at(const Descriptor& file, char* into, std::size_t size, std::uint64_t offset, const fs::path& path) {
  std::size_t done = 0;
  while (done < size) {
    const auto got = ::pread(file.get(), into + done, size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno != EINTR) throw_io("read", path, errno);
    if (got == 0) break;
    if (got > 0) done += static_cast<std::size_t>(got);
  }
  return done;
}

Descriptor create_file(const fs::path& path) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
  if (!file) throw_io("write", path, errno);
  return file;
}

void write_at(const Descriptor& file, std::string_view bytes, std::uint64_t offset, const fs::path& path) {
  while (!bytes.empty()) {
    const auto written = ::pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno != EINTR) throw_io("write", path, errno);
    if (written > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
      offset += static_cast<std::uint64_t>(written);
    }
  }
}

std::optional<std::string> read_file(const fs::path& path, std::size_t max_bytes) {
  const auto file = open_for_reading(path);
  if (!file) return std::nullopt;
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_io("read", path, errno);
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > max_bytes) {
    throw Error(ErrorCode::kIndexCorrupt,
                "'" + path.string() + "' has " + std::to_string(size) + " bytes, more than it can have in an index");
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  bytes.resize(read_at(file, bytes.data(), bytes.size(), 0, path));
  return bytes;
}

void replace_file(const fs::path& path, std::string_view bytes) {
  const fs::path fresh = path.string() + ".new";
  try {
    write_durably(fresh, bytes);
    if (std::rename(fresh.c_str(), path.c_str()) != 0) throw_io("replace", path, errno);
  } catch (...) {
    ::unlink(fresh.c_str());
    throw;
  }
}

void flush_directory(const fs::path& directory) { sync_path(directory, O_RDONLY | O_DIRECTORY); }

void sync_directory(const fs::path& directory) {
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) sync_path(entry->path(), O_RDONLY);
  if (error) throw_io("read", directory, error.value());
  flush_directory(directory);
}

std::uint64_t bytes_in(const fs::path& directory) {
  std::uint64_t bytes = 0;
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::error_code gone;  // a file that a commit has just renamed
    const auto size = entry->file_size(gone);
    if (!gone) bytes += size;
  }
  if (error) throw_io("read", directory, error.value());
  return bytes;
}

std::string sealed(const std::string& text) {
  return text + std::string(kDigestLine) + base::hex64(base::hash64(text)) + "\n";
}

std::optional<std::string> unsealed(const std::string& text) {
  const auto last = text.rfind(kDigestLine);
  if (last == text.npos) return std::nullopt;
  auto content = text.substr(0, last);
  if (sealed(content) != text) return std::nullopt;
  return content;
}

}  // namespace kbsearch::store
