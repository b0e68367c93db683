#include "store/glass_header.hpp"

#include <array>
#include <string>
#include <system_error>

#include "base/varint.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kGlassMagic = "\x0f\x0dXapian Glass";
constexpr std::size_t kVersionBytes = 2;
constexpr std::size_t kUuidBytes = 16;
constexpr std::uint64_t kMostLevels = 10;
constexpr std::uint64_t kLeastBlock = 2048;
constexpr std::uint64_t kGreatestBlock = 65536;
constexpr int kStatistics = 8;  ///< The first is the number of documents.
constexpr std::array kTables = {"postlist", "docdata", "termlist", "position", "spelling", "synonym"};

std::uint64_t blocks_of(const fs::path& table, std::uint64_t block_bytes) {
  std::error_code absent;
  const auto bytes = fs::file_size(table, absent);
  return absent ? 0 : bytes / block_bytes;
}

/// Reads where one table's tree begins. Returns the number of its entries; nothing if that makes no sense.
std::optional<std::uint64_t> read_plausible_root(base::ByteReader& reader, const fs::path& table) {
  const auto root = reader.varint();
  const auto levels_and_flags = reader.varint();
  const auto entries = reader.varint();
  const auto block_bytes = reader.varint() << 11;
  reader.varint();  // from which size on texts are compressed: any
  reader.bytes();   // the list of free blocks
  const bool has_no_root = (levels_and_flags & 1) != 0;
  if (block_bytes < kLeastBlock || block_bytes > kGreatestBlock || (block_bytes & (block_bytes - 1)) != 0) return {};
  if ((levels_and_flags >> 2) >= kMostLevels) return {};
  if (!has_no_root && root >= blocks_of(table, block_bytes)) return {};
  return entries;
}

}  // namespace

std::optional<std::uint64_t> plausible_revision(std::string_view bytes, const fs::path& generation) {
  try {
    base::ByteReader reader(bytes);
    if (reader.raw(kGlassMagic.size()) != kGlassMagic) return std::nullopt;
    reader.raw(kVersionBytes + kUuidBytes);
    const auto revision = reader.varint();
    std::uint64_t stored_documents = 0;
    for (const std::string table : kTables) {
      const auto entries = read_plausible_root(reader, generation / (table + ".glass"));
      if (!entries) return std::nullopt;
      if (table == "docdata") stored_documents = *entries;
    }
    if (reader.at_end()) return stored_documents == 0 ? std::optional(revision) : std::nullopt;
    // Each of our documents has data.
    if (reader.varint() != stored_documents) return std::nullopt;
    for (int i = 1; i < kStatistics; ++i) reader.varint();
    if (!reader.at_end()) return std::nullopt;
    return revision;
  } catch (const Error&) {
    return std::nullopt;  // it ends too early
  }
}

}  // namespace kbsearch::store
