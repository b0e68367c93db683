#include "store/snapshot_manifest.hpp"

#include <charconv>
#include <sstream>
#include <system_error>

#include "base/hash.hpp"
#include "kbsearch/error.hpp"
#include "store/files.hpp"
#include "store/json_escape.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kSnapshotMagic = "kbsearch-snapshot";
constexpr std::string_view kRestoredMagic = "kbsearch-restored";
constexpr unsigned kManifestVersion = 1;
/// A line of at most some hundred bytes for each file; there are few.
constexpr std::size_t kMaxBytes = std::size_t{4} << 20;

[[noreturn]] void throw_damaged_manifest(const fs::path& path) {
  throw Error(ErrorCode::kIndexCorrupt, "'" + path.string() + "' is damaged", path.string());
}

std::optional<std::uint64_t> hex_number(const std::string& text) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

/// A name that cannot lead out of the directory.
bool is_plain(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == name.npos && name.find('\0') == name.npos;
}

std::string encode(const SnapshotManifest& manifest) {
  std::ostringstream text;
  text << kSnapshotMagic << ' ' << kManifestVersion << '\n'
       << "source " << escape_json(manifest.source, JsonEscape::kUtf8) << '\n'
       << "taken " << manifest.taken_at << '\n'
       << "uuid " << manifest.uuid << '\n'
       << "revision " << manifest.revision << '\n'
       << "records " << manifest.doc_count << '\n'
       << "state " << base::hex64(manifest.state) << '\n';
  for (const auto& [name, file] : manifest.files) {
    text << "file " << file.size << ' ' << base::hex64(file.digest) << ' ' << name << '\n';
  }
  return text.str();
}

/// Nothing if a line makes no sense.
std::optional<SnapshotManifest> decode(std::istringstream& text) {
  SnapshotManifest manifest;
  const auto line_of = [&](std::string_view name) -> std::optional<std::string> {
    std::string line;
    if (!std::getline(text, line) || !line.starts_with(name)) return std::nullopt;
    return line.substr(name.size());
  };
  const auto source = line_of("source ");
  const auto unescaped = source ? unescape_json(*source) : std::nullopt;
  const auto taken = line_of("taken ");
  const auto uuid = line_of("uuid ");
  std::string name;
  std::string state;
  if (!unescaped || !taken || !uuid) return std::nullopt;
  if (!(text >> name >> manifest.revision) || name != "revision") return std::nullopt;
  if (!(text >> name >> manifest.doc_count) || name != "records") return std::nullopt;
  if (!(text >> name >> state) || name != "state") return std::nullopt;
  manifest.source = *unescaped;
  manifest.taken_at = *taken;
  manifest.uuid = *uuid;
  const auto state_number = hex_number(state);
  if (!state_number) return std::nullopt;
  manifest.state = *state_number;
  FileDigest file;
  for (std::string word, digest; text >> word >> file.size >> digest && text.get() == ' ';) {
    const auto number = hex_number(digest);
    if (word != "file" || !number || !std::getline(text, name) || !is_plain(name)) return std::nullopt;
    file.digest = *number;
    manifest.files[name] = file;
  }
  if (!text.eof() || manifest.files.empty()) return std::nullopt;
  return manifest;
}

}  // namespace

std::uint64_t SnapshotManifest::bytes() const {
  std::uint64_t sum = 0;
  for (const auto& [name, file] : files) sum += file.size;
  return sum;
}

std::uint64_t state_digest(std::string_view header, std::string_view synonyms) {
  return base::hash64(base::hash128(header) + base::hash128(synonyms));
}

bool is_of_snapshot(const fs::path& generation) {
  std::error_code error;
  return fs::symlink_status(generation / kSnapshotName, error).type() != fs::file_type::not_found && !error;
}

std::optional<SnapshotManifest> read_snapshot_manifest(const fs::path& generation) {
  const fs::path path = generation / kSnapshotName;
  const auto bytes = read_file(path, kMaxBytes);
  if (!bytes) return std::nullopt;
  const auto content = unsealed(*bytes);
  if (!content) throw_damaged_manifest(path);
  std::istringstream text(*content);
  std::string magic;
  unsigned version = 0;
  if (!(text >> magic >> version) || magic != kSnapshotMagic || text.get() != '\n') throw_damaged_manifest(path);
  if (version != kManifestVersion) {
    throw Error(ErrorCode::kIndexVersion,
                "snapshot '" + generation.parent_path().string() + "' has version " + std::to_string(version) +
                    ", this program reads version " + std::to_string(kManifestVersion) +
                    " (use the release that took it)",
                generation.parent_path().string());
  }
  auto manifest = decode(text);
  if (!manifest) throw_damaged_manifest(path);
  return manifest;
}

void write_snapshot_manifest(const fs::path& generation, const SnapshotManifest& manifest) {
  replace_file(generation / kSnapshotName, sealed(encode(manifest)));
}

std::vector<std::string> changed_files(const fs::path& generation, const SnapshotManifest& manifest,
                                       const OnBytes& on_bytes) {
  std::vector<std::string> changed;
  for (const auto& [name, file] : manifest.files) {
    try {
      if (digest_of_file(generation / name, on_bytes) == file) continue;
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kIndexCorrupt) throw;
    }
    changed.push_back(name);
  }
  return changed;
}

std::optional<std::uint64_t> restored_state(const fs::path& generation) {
  try {
    const auto bytes = read_file(generation / kRestoredName, kMaxBytes);
    const auto content = bytes ? unsealed(*bytes) : std::nullopt;
    if (!content) return std::nullopt;
    std::istringstream text(*content);
    std::string magic;
    std::string name;
    std::string state;
    unsigned version = 0;
    if (!(text >> magic >> version >> name >> state) || magic != kRestoredMagic || name != "state") return std::nullopt;
    return hex_number(state);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIndexCorrupt) throw;
    return std::nullopt;
  }
}

void write_restored_state(const fs::path& generation, std::uint64_t state) {
  std::ostringstream text;
  text << kRestoredMagic << ' ' << kManifestVersion << '\n' << "state " << base::hex64(state) << '\n';
  replace_file(generation / kRestoredName, sealed(text.str()));
}

}  // namespace kbsearch::store
