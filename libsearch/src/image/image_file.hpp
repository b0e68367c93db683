// A file of sections that is written once and mapped from then on. Digests of its pages stand in its footer; a page is
// compared with its own when it is read for the first time, so opening costs nothing, and damage is an error where it
// matters.
//
//   the sections, each from a multiple of 8 bytes on, and 8 bytes behind the last
//   the footer:   for each section where it begins and ends; digests of the pages of 16 KB; 8 bytes each
//   the tail:     magic, number of sections, bytes before the footer, digest of footer and tail before it; 8 bytes each
//
// Numbers are little-endian.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/files.hpp"

namespace kbsearch::image {

/// Writes a file from its first byte to its last. Throws Error{kIo}; what was not finished is no image.
class ImageFileWriter {
 public:
  /// Replaces what is there. Links are not followed.
  explicit ImageFileWriter(std::filesystem::path path);

  /// Begins the next section.
  void begin_section();
  void append(std::string_view bytes);
  template <typename Number>
  void append_number(Number number) {
    append({reinterpret_cast<const char*>(&number), sizeof number});
  }
  /// Bytes of the section so far.
  std::uint64_t section_size() const { return size_ - sections_.back(); }
  void finish();

 private:
  void write_page();

  std::filesystem::path path_;
  store::Descriptor file_;
  std::string page_;  ///< What is not written yet.
  std::uint64_t size_ = 0;
  std::vector<std::uint64_t> sections_;
  std::vector<std::uint64_t> ends_;
  std::vector<std::uint64_t> digests_;
};

/// Safe to share between threads. Reading what is not there, or what is damaged, throws Damaged.
class ImageFile {
 public:
  /// Throws Damaged if it is no such file of `sections` sections, Error{kIndexCorrupt} for a link; Error{kIo}.
  ImageFile(const std::filesystem::path& path, std::size_t sections);
  ~ImageFile();
  ImageFile(const ImageFile&) = delete;
  ImageFile& operator=(const ImageFile&) = delete;

  std::uint64_t section_size(std::size_t section) const { return sections_[section].size; }
  /// Bytes of a section, which hold as long as the file; 8 more can be touched behind them.
  std::string_view bytes(std::size_t section, std::uint64_t begin, std::uint64_t size) const {
    const auto& whole = sections_[section];
    if (begin > whole.size || size > whole.size - begin) throw_damaged();
    require(whole.begin + begin, size);
    return {data_ + whole.begin + begin, static_cast<std::size_t>(size)};
  }
  /// The number with that index of a section that holds such numbers.
  template <typename Number>
  Number number(std::size_t section, std::uint64_t index) const {
    Number value;
    std::memcpy(&value, bytes(section, index * sizeof value, sizeof value).data(), sizeof value);
    return value;
  }
  /// Compares all pages with their digests.
  void verify() const { require(0, size_); }

 private:
  static constexpr std::size_t kPageBytes = 16u << 10;
  friend class ImageFileWriter;
  struct Section {
    std::uint64_t begin = 0;
    std::uint64_t size = 0;
  };

  void require(std::uint64_t begin, std::uint64_t size) const {
    if (size == 0) return;
    for (auto page = begin / kPageBytes; page <= (begin + size - 1) / kPageBytes; ++page) {
      if (!is_sound_[page].load(std::memory_order_relaxed)) require_page(page);
    }
  }
  void require_page(std::uint64_t page) const;
  [[noreturn]] void throw_damaged() const;

  std::filesystem::path path_;
  const char* data_ = nullptr;
  std::uint64_t mapped_ = 0;
  std::uint64_t size_ = 0;  ///< Before the footer.
  std::vector<Section> sections_;
  std::vector<std::uint64_t> digests_;
  std::unique_ptr<std::atomic<bool>[]> is_sound_;  ///< By page.
};

}  // namespace kbsearch::image
