#include "image/image_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cerrno>

#include "base/hash.hpp"
#include "base/varint.hpp"
#include "image/damaged.hpp"

namespace kbsearch::image {
namespace {

static_assert(std::endian::native == std::endian::little, "images are read as they lie in memory");

constexpr std::uint64_t kMagic = 0x33656761'6d49626bULL;  // "kbImage3"
constexpr std::size_t kTailBytes = 4 * sizeof(std::uint64_t);
constexpr std::size_t kPadding = 8;

void write_all(const store::Descriptor& file, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const auto written = ::write(file.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) store::throw_io("write", path, written < 0 ? errno : EIO);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

ImageFileWriter::ImageFileWriter(std::filesystem::path path) : path_(std::move(path)) {
  ::unlink(path_.c_str());
  file_ = store::Descriptor(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (!file_) store::throw_io("create", path_, errno);
}

void ImageFileWriter::begin_section() {
  if (!sections_.empty()) {
    ends_.push_back(size_);
    append(std::string(kPadding, '\0'));
  }
  append(std::string((kPadding - size_ % kPadding) % kPadding, '\0'));
  sections_.push_back(size_);
}

void ImageFileWriter::append(std::string_view bytes) {
  size_ += bytes.size();
  while (page_.size() + bytes.size() >= ImageFile::kPageBytes) {
    const auto fitting = ImageFile::kPageBytes - page_.size();
    page_.append(bytes.substr(0, fitting));
    bytes.remove_prefix(fitting);
    write_page();
  }
  page_.append(bytes);
}

void ImageFileWriter::write_page() {
  digests_.push_back(base::hash64(page_));
  write_all(file_, page_, path_);
  page_.clear();
}

void ImageFileWriter::finish() {
  const auto count = sections_.size();
  begin_section();  // what is behind the last one
  const auto body = size_;
  if (!page_.empty()) write_page();
  std::string end;
  for (std::size_t i = 0; i < count; ++i) {
    base::put_fixed64(end, sections_[i]);
    base::put_fixed64(end, ends_[i]);
  }
  for (const auto digest : digests_) base::put_fixed64(end, digest);
  base::put_fixed64(end, kMagic);
  base::put_fixed64(end, count);
  base::put_fixed64(end, body);
  base::put_fixed64(end, base::hash64(end));
  write_all(file_, end, path_);
}

ImageFile::ImageFile(const std::filesystem::path& path, std::size_t sections) : path_(path) {
  const auto file = store::open_for_reading(path);
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) throw_damaged();
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size < kTailBytes) throw_damaged();
  std::string tail(kTailBytes, '\0');
  store::read_at(file, tail.data(), tail.size(), size - kTailBytes, path);
  base::ByteReader reader(tail);
  if (reader.fixed64() != kMagic || reader.fixed64() != sections) throw_damaged();
  size_ = reader.fixed64();
  const auto digest = reader.fixed64();
  const auto pages = size_ / kPageBytes + (size_ % kPageBytes != 0 ? 1 : 0);
  if (size_ >= size || size - size_ != (2 * sections + pages) * sizeof(std::uint64_t) + kTailBytes) throw_damaged();
  void* mapped = ::mmap(nullptr, static_cast<std::size_t>(size), PROT_READ, MAP_SHARED, file.get(), 0);
  if (mapped == MAP_FAILED) store::throw_io("map", path, errno);
  data_ = static_cast<const char*>(mapped);
  mapped_ = size;
  const std::string_view end(data_ + size_, static_cast<std::size_t>(size - size_));
  try {
    if (base::hash64(end.substr(0, end.size() - sizeof(std::uint64_t))) != digest) throw_damaged();
    base::ByteReader footer(end);
    for (std::size_t i = 0; i < sections; ++i) {
      const auto begin = footer.fixed64();
      const auto last = footer.fixed64();
      if (begin > last || last > size_ - std::min<std::uint64_t>(size_, kPadding)) throw_damaged();
      sections_.push_back({begin, last - begin});
    }
    for (std::uint64_t i = 0; i < pages; ++i) digests_.push_back(footer.fixed64());
    is_sound_ = std::make_unique<std::atomic<bool>[]>(static_cast<std::size_t>(pages));
  } catch (...) {
    ::munmap(mapped, static_cast<std::size_t>(mapped_));
    throw;
  }
}

ImageFile::~ImageFile() { ::munmap(const_cast<char*>(data_), static_cast<std::size_t>(mapped_)); }

void ImageFile::require_page(std::uint64_t page) const {
  const auto begin = page * kPageBytes;
  const auto size = std::min<std::uint64_t>(kPageBytes, size_ - begin);
  if (base::hash64({data_ + begin, static_cast<std::size_t>(size)}) != digests_[page]) throw_damaged();
  is_sound_[page].store(true, std::memory_order_relaxed);
}

void ImageFile::throw_damaged() const { throw Damaged{"'" + path_.string() + "' is damaged"}; }

}  // namespace kbsearch::image
