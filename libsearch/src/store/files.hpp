// The small files of an index. None of them is trusted: no link is followed, nothing but a regular file is read, and
// what is replaced is written beside it first, flushed, and renamed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace kbsearch::store {

/// Throws Error{kIo} "cannot ACTION 'PATH': ..." for an errno.
[[noreturn]] void throw_io(const std::string& action, const std::filesystem::path& path, int error);

/// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int descriptor = -1) : descriptor_(descriptor) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : descriptor_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }

 private:
  int release();
  int descriptor_;
};

/// Opens a regular file for reading; empty if there is none of that name. Throws Error{kIndexCorrupt} for a link or
/// anything else that is no regular file, Error{kIo} if the system refuses.
Descriptor open_for_reading(const std::filesystem::path& path);
/// Reads up to `size` bytes from `offset`, less only at the end of the file. Throws Error{kIo} naming `path`.
std::size_t read_at(const Descriptor& file, char* into, std::size_t size, std::uint64_t offset,
                    const std::filesystem::path& path);
/// Makes a file for writing where none is. Throws Error{kIo}, also if there is one, or a link.
Descriptor create_file(const std::filesystem::path& path);
/// Writes all of `bytes` at `offset`. Throws Error{kIo} naming `path`.
void write_at(const Descriptor& file, std::string_view bytes, std::uint64_t offset, const std::filesystem::path& path);
/// Returns the file's bytes, at most `max_bytes` of them; nothing if there is no such file. Throws as open_for_reading,
/// and Error{kIndexCorrupt} for a longer file.
std::optional<std::string> read_file(const std::filesystem::path& path, std::size_t max_bytes);

/// Opens a file that locks are held on, making it if there is none; its bytes stay. Throws Error{kIndexCorrupt} for a
/// link or anything else that is no regular file, Error{kIo}.
Descriptor open_lock_file(const std::filesystem::path& path);

/// Replaces a file by `bytes` atomically; on failure the old one stays and nothing is left beside it. The new bytes are
/// on the disk; that the name stands for them is so after flush_directory() of where they lie.
void replace_file(const std::filesystem::path& path, std::string_view bytes);
void flush_directory(const std::filesystem::path& directory);

/// Flushes every file in `directory` and the directory itself to the disk. Throws Error{kIo}.
void sync_directory(const std::filesystem::path& directory);

/// Returns the sum of the sizes of the files in `directory`. Throws Error{kIo}.
std::uint64_t bytes_in(const std::filesystem::path& directory);

/// Returns `text`, which ends in a line feed, with a last line that holds its digest.
std::string sealed(const std::string& text);
/// Returns a sealed text without its last line; nothing if the digest is missing or is that of another text.
std::optional<std::string> unsealed(const std::string& text);

}  // namespace kbsearch::store
