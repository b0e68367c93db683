#include "store/index_directory.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <system_error>

#include "kbsearch/error.hpp"
#include "store/checksums.hpp"
#include "store/commit_gate.hpp"
#include "store/files.hpp"
#include "store/snapshot_manifest.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "kbsearch-index";
constexpr std::string_view kGenerationPrefix = "generation-";
constexpr std::size_t kMaxCurrentBytes = 4096;
constexpr std::size_t kMaxSynonymsBytes = 256u << 20;

/// Returns N for `generation-N`, 0 for any other name.
std::uint64_t generation_number(const std::string& name) {
  std::uint64_t number = 0;
  if (!name.starts_with(kGenerationPrefix)) return 0;
  const char* end = name.data() + name.size();
  const auto read = std::from_chars(name.data() + kGenerationPrefix.size(), end, number);
  return read.ec == std::errc() && read.ptr == end ? number : 0;
}

struct Current {
  unsigned version = 0;
  std::string generation;
};

[[noreturn]] void throw_damaged(const fs::path& current) {
  throw Error(ErrorCode::kIndexCorrupt, "'" + current.string() + "' is damaged", current.string(), Remedy::kRebuild);
}

/// Reads CURRENT whatever its version; nothing if there is none.
std::optional<Current> read_current(const fs::path& directory) {
  const fs::path path = directory / "CURRENT";
  const auto bytes = read_file(path, kMaxCurrentBytes);
  if (!bytes) return std::nullopt;
  const auto content = unsealed(*bytes);
  std::istringstream text(content.value_or(*bytes));
  std::string magic;
  Current current;
  const bool is_read = static_cast<bool>(text >> magic >> current.version >> current.generation);
  if (!is_read || magic != kMagic || generation_number(current.generation) == 0) throw_damaged(path);
  // Earlier versions had two lines and no digest.
  const bool has_more = !content && !(text >> std::ws).eof();
  if (!content && (has_more || current.version == kFormatVersion)) throw_damaged(path);
  return current;
}

std::optional<std::string> generation_in_use(const fs::path& directory) {
  const auto current = read_current(directory);
  if (!current) return std::nullopt;
  if (current->version != kFormatVersion) {
    const bool has_our_records = current->version >= kOldestRecordsVersion && current->version < kFormatVersion;
    throw Error(ErrorCode::kIndexVersion,
                "index '" + directory.string() + "' has format version " + std::to_string(current->version) +
                    ", this program reads version " + std::to_string(kFormatVersion),
                directory.string(), has_our_records ? Remedy::kRebuild : Remedy::kRebuildFromSources);
  }
  return current->generation;
}

/// Calls `action` with the name of each entry.
template <typename Action>
void for_each_entry(const fs::path& directory, Action action) {
  std::error_code error;
  fs::directory_iterator entry(directory, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    action(entry->path().filename().string());
  }
  if (error && error != std::errc::no_such_file_or_directory) throw_io("read", directory, error.value());
}

bool is_ours(const std::string& name) {
  for (const std::string_view ours : {"LOCK", "GATE", "CURRENT.new", "synonyms", "synonyms.new", "checksums"}) {
    if (name == ours) return true;
  }
  return name.starts_with(kGenerationPrefix);
}

}  // namespace

bool IndexDirectory::holds_index() const {
  if (generation_in_use(path_)) return true;
  std::error_code error;
  const auto status = fs::status(path_, error);
  if (status.type() == fs::file_type::not_found) return false;
  if (error) throw_io("read", path_, error.value());
  if (!fs::is_directory(status)) {
    throw Error(ErrorCode::kIndexCorrupt, "'" + shown() + "' is a file, not the directory of an index", shown(),
                Remedy::kOtherDirectory);
  }
  for_each_entry(path_, [&](const std::string& name) {
    // A first build that was killed leaves these behind, and nothing else.
    if (is_ours(name)) return;
    throw Error(ErrorCode::kIndexCorrupt, "'" + shown() + "' is not a kbsearch index: it holds '" + name + "'", shown(),
                Remedy::kOtherDirectory);
  });
  return false;
}

fs::path IndexDirectory::current_generation() const {
  if (holds_index()) return path_ / *generation_in_use(path_);
  if (!whole_generations().empty()) {
    throw Error(ErrorCode::kIndexCorrupt, "index '" + shown() + "' has lost its file CURRENT", shown(),
                Remedy::kRebuild);
  }
  throw Error(ErrorCode::kIndexNotFound, "index '" + shown() + "' not found", shown(), Remedy::kBuild);
}

fs::path IndexDirectory::generation_with_records() const {
  try {
    const auto current = read_current(path_);
    const bool readable = current && current->version >= kOldestRecordsVersion && current->version <= kFormatVersion;
    std::error_code absent;
    if (readable && fs::is_directory(path_ / current->generation, absent)) return path_ / current->generation;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIndexCorrupt) throw;
  }
  const auto whole = whole_generations();
  return whole.empty() ? current_generation() : whole.front();
}

std::vector<fs::path> IndexDirectory::whole_generations() const {
  std::vector<std::pair<std::uint64_t, fs::path>> found;
  for_each_entry(path_, [&](const std::string& name) {
    const auto number = generation_number(name);
    // Digests are the last thing that a build writes. What a snapshot had no time to name is no index.
    if (number != 0 && !is_of_snapshot(path_ / name) && digested_state(path_ / name))
      found.emplace_back(number, path_ / name);
  });
  std::sort(found.rbegin(), found.rend());
  std::vector<fs::path> generations;
  for (auto& [number, generation] : found) generations.push_back(std::move(generation));
  return generations;
}

bool IndexDirectory::is_snapshot() const {
  std::optional<Current> current;
  try {
    current = read_current(path_);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIndexCorrupt) throw;
  }
  if (current) return is_of_snapshot(path_ / current->generation);
  bool has_any = false;
  for_each_entry(path_, [&](const std::string& name) {
    has_any = has_any || (generation_number(name) != 0 && is_of_snapshot(path_ / name));
  });
  return has_any;
}

fs::path IndexDirectory::next_generation() const {
  std::uint64_t highest = 0;
  for_each_entry(path_, [&](const std::string& name) {
    // `generation-3.parts` of a killed build counts for 3.
    highest = std::max(highest, generation_number(name.substr(0, name.find('.'))));
  });
  return path_ / (std::string(kGenerationPrefix) + std::to_string(highest + 1));
}

void IndexDirectory::swap_to(const fs::path& generation) const {
  std::error_code absent;
  if (!fs::exists(generation / kSynonymsName, absent)) take_out_synonyms();
  std::ostringstream text;
  text << kMagic << ' ' << kFormatVersion << '\n' << generation.filename().string() << '\n';
  // A reader inside the gate finds the files of what it is opening.
  const auto pass = enter_as_commit(path_);
  replace_file(path_ / "CURRENT", sealed(text.str()));
}

void IndexDirectory::adopt_whole_generation() const {
  if (read_current(path_)) return;
  const auto whole = whole_generations();
  if (whole.empty()) return;
  swap_to(whole.front());
  flush();
}

void IndexDirectory::flush() const { flush_directory(path_); }

void IndexDirectory::take_out_synonyms() const {
  try {
    const auto inner = read_file(generation_with_records() / kSynonymsName, kMaxSynonymsBytes);
    // The generation in use goes on reading its own, until CURRENT names the next one.
    if (inner) replace_file(path_ / kSynonymsName, *inner);
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kIo) throw;  // else there is none
  }
}

std::string IndexDirectory::read_synonyms(const fs::path& generation) const {
  fs::path path = generation / kSynonymsName;
  auto bytes = read_file(path, kMaxSynonymsBytes);
  if (!bytes) {
    path = path_ / kSynonymsName;
    bytes = read_file(path, kMaxSynonymsBytes);
  }
  if (!bytes) return {};
  const auto text = unsealed(*bytes);
  if (!text) {
    throw Error(ErrorCode::kIndexCorrupt, "the synonyms '" + path.string() + "' are damaged", path.string(),
                Remedy::kSetSynonyms);
  }
  return *text;
}

void IndexDirectory::write_synonyms(const std::string& text) const {
  const auto generation = current_generation();
  std::error_code absent;
  const bool is_inner = fs::exists(generation / kSynonymsName, absent);
  const auto directory = is_inner ? generation : path_;
  replace_file(directory / kSynonymsName, sealed(text));
  flush_directory(directory);
}

void IndexDirectory::remove_leftovers() const {
  try {
    const auto current = generation_in_use(path_);
    if (!current) return;
    for_each_entry(path_, [&](const std::string& name) {
      const bool old_generation = name.starts_with(kGenerationPrefix) && name != *current;
      const bool unfinished = name == "CURRENT.new" || name == "synonyms.new" || name == "checksums";
      std::error_code ignored;
      if (old_generation || unfinished) fs::remove_all(path_ / name, ignored);
    });
  } catch (...) {
    // The work is done; what cannot be removed now is tried again by the next writer.
  }
}

void IndexDirectory::remove_unfinished_builds() const {
  constexpr std::string_view kParts = ".parts";
  std::vector<fs::path> builds;
  for_each_entry(path_, [&](const std::string& name) {
    if (name.starts_with(kGenerationPrefix) && name.ends_with(kParts)) builds.push_back(path_ / name);
  });
  for (const auto& parts : builds) {
    // Their directory is removed once the generation beside it has its digests: before, it is not whole.
    auto generation = parts;
    generation.replace_extension();
    std::error_code ignored;
    if (!digested_state(generation)) fs::remove_all(generation, ignored);
    fs::remove_all(parts, ignored);
  }
}

void IndexDirectory::create() const {
  std::error_code error;
  fs::create_directories(path_, error);
  if (error) throw_io("create the directory", path_, error.value());
}

}  // namespace kbsearch::store
