#include "store/checksums.hpp"

#include <algorithm>
#include <cstring>
#include <system_error>

#include "base/hash.hpp"
#include "base/varint.hpp"
#include "kbsearch/error.hpp"
#include "store/files.hpp"
#include "store/glass_header.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

constexpr const char* kDigestsName = "checksums";
constexpr std::string_view kFirstLine = "kbsearch-checksums 1\n";
constexpr std::size_t kHeaderBytes = kFirstLine.size() + 3 * sizeof(std::uint64_t);
constexpr std::size_t kBlockBytes = kDigestedBytes;
/// A digest of 8 bytes for a block: enough for an index of 2 TB.
constexpr std::size_t kMaxFileBytes = std::size_t{2} << 30;

std::optional<DigestedState> read_state(std::string_view bytes) {
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kFirstLine)) return std::nullopt;
  base::ByteReader reader(bytes.substr(kFirstLine.size(), kHeaderBytes - kFirstLine.size()));
  const DigestedState state{reader.fixed64(), reader.fixed64()};
  const auto own = bytes.substr(0, kHeaderBytes - sizeof(std::uint64_t));
  if (reader.fixed64() != base::hash64(own)) return std::nullopt;
  return state;
}

std::optional<BlockDigests> decode(std::string_view bytes) {
  const auto state = read_state(bytes);
  if (!state || bytes.size() < kHeaderBytes + sizeof(std::uint64_t)) return std::nullopt;
  const auto content = bytes.substr(0, bytes.size() - sizeof(std::uint64_t));
  if (base::ByteReader(bytes.substr(content.size())).fixed64() != base::hash64(content)) return std::nullopt;
  BlockDigests digests{*state, {}};
  base::ByteReader reader(content.substr(kHeaderBytes));
  while (!reader.at_end()) {
    auto& blocks = digests.tables[std::string(reader.bytes())];
    for (auto count = reader.varint(); count > 0; --count) blocks.push_back(reader.fixed64());
  }
  return digests;
}

std::string encode(const BlockDigests& digests) {
  std::string bytes(kFirstLine);
  base::put_fixed64(bytes, digests.state.revision);
  base::put_fixed64(bytes, digests.state.header_digest);
  base::put_fixed64(bytes, base::hash64(bytes));
  for (const auto& [name, blocks] : digests.tables) {
    base::put_bytes(bytes, name);
    base::put_varint(bytes, blocks.size());
    for (const auto digest : blocks) base::put_fixed64(bytes, digest);
  }
  base::put_fixed64(bytes, base::hash64(bytes));
  return bytes;
}

/// One table's file, read by blocks.
class Table {
 public:
  explicit Table(fs::path path) : path_(std::move(path)), file_(open_for_reading(path_)) {}

  /// The number of blocks, a last incomplete one included.
  std::size_t block_count() const {
    if (!file_) return 0;
    std::error_code error;
    const auto bytes = fs::file_size(path_, error);
    if (error) throw_io("read", path_, error.value());
    return static_cast<std::size_t>((bytes + kBlockBytes - 1) / kBlockBytes);
  }
  /// The revision that wrote the block; 0 if it ends before that is told.
  std::uint32_t stamp(std::size_t block) const {
    unsigned char bytes[4] = {};
    read_at(file_, reinterpret_cast<char*>(bytes), sizeof bytes, block * kBlockBytes, path_);
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 | std::uint32_t{bytes[2]} << 8 | bytes[3];
  }
  std::uint64_t digest(std::size_t block) {
    const auto size = read_at(file_, buffer_.data(), buffer_.size(), block * kBlockBytes, path_);
    return base::hash64({buffer_.data(), size});
  }

 private:
  fs::path path_;
  Descriptor file_;
  std::string buffer_ = std::string(kBlockBytes, '\0');
};

/// Nothing if iamglass is missing or makes no sense.
std::optional<DigestedState> present_state(const fs::path& generation) {
  const auto header = read_file(generation / kGlassHeaderName, kMaxGlassHeaderBytes);
  if (!header) return std::nullopt;
  const auto revision = plausible_revision(*header, generation);
  if (!revision) return std::nullopt;
  return DigestedState{*revision, base::hash64(*header)};
}

/// Returns the digests of a table, of which `known` are of the revision `of_revision`.
std::vector<std::uint64_t> digests_of(Table table, const std::vector<std::uint64_t>& known, std::uint64_t of_revision) {
  std::vector<std::uint64_t> digests(table.block_count());
  for (std::size_t block = 0; block < digests.size(); ++block) {
    const bool is_known = block < known.size() && table.stamp(block) <= of_revision;
    digests[block] = is_known ? known[block] : table.digest(block);
  }
  return digests;
}

bool is_as_written(Table table, const std::vector<std::uint64_t>& digests, std::uint64_t of_revision) {
  if (table.block_count() < digests.size()) return false;
  for (std::size_t block = 0; block < digests.size(); ++block) {
    if (table.digest(block) != digests[block] && table.stamp(block) <= of_revision) return false;
  }
  return true;
}

}  // namespace

std::optional<BlockDigests> read_digests(const fs::path& generation) {
  try {
    const auto bytes = read_file(generation / kDigestsName, kMaxFileBytes);
    return bytes ? decode(*bytes) : std::nullopt;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIndexCorrupt) throw;
    return std::nullopt;
  }
}

std::vector<std::string> table_names(const fs::path& generation) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(generation, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (entry->path().extension() == ".glass") names.push_back(entry->path().filename().string());
  }
  if (error) throw_io("read", generation, error.value());
  std::sort(names.begin(), names.end());
  return names;
}

void write_digests(const fs::path& generation, const BlockDigests& digests) {
  replace_file(generation / kDigestsName, encode(digests));
  flush_directory(generation);
}

std::optional<DigestedState> digested_state(const fs::path& generation) {
  const fs::path path = generation / kDigestsName;
  try {
    const auto file = open_for_reading(path);
    if (!file) return std::nullopt;
    std::string header(kHeaderBytes, '\0');
    header.resize(read_at(file, header.data(), header.size(), 0, path));
    return read_state(header);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIndexCorrupt) throw;
    return std::nullopt;
  }
}

void write_checksums(const fs::path& generation) {
  const auto state = present_state(generation);
  if (!state)
    throw Error(ErrorCode::kIndexCorrupt, "'" + (generation / kGlassHeaderName).string() + "' is damaged",
                (generation / kGlassHeaderName).string(), Remedy::kRebuild);
  auto known = read_digests(generation);
  const bool is_up_to_date =
      known && known->state.revision == state->revision && known->state.header_digest == state->header_digest;
  if (is_up_to_date) return;
  // Digests of a later revision are of another index's past: of no use.
  if (!known || known->state.revision > state->revision) known = BlockDigests{};
  BlockDigests digests{*state, {}};
  for (const auto& name : table_names(generation)) {
    digests.tables[name] = digests_of(Table(generation / name), known->tables[name], known->state.revision);
  }
  write_digests(generation, digests);
}

ChecksumReport verify_checksums(const fs::path& generation) {
  ChecksumReport report;
  const auto digests = read_digests(generation);
  std::error_code error;
  if (!digests && fs::symlink_status(generation / kDigestsName, error).type() != fs::file_type::not_found) {
    report.damaged.emplace_back(kDigestsName);
  }
  if (!digests) return report;
  report.present = true;
  const auto header = read_file(generation / kGlassHeaderName, kMaxGlassHeaderBytes);
  const auto revision = header ? plausible_revision(*header, generation) : std::nullopt;
  const bool same_header = header && base::hash64(*header) == digests->state.header_digest;
  report.complete = same_header;
  if (!same_header && (!revision || *revision <= digests->state.revision))
    report.damaged.emplace_back(kGlassHeaderName);
  for (const auto& [name, blocks] : digests->tables) {
    if (!is_as_written(Table(generation / name), blocks, digests->state.revision)) report.damaged.push_back(name);
  }
  return report;
}

}  // namespace kbsearch::store
