#include "store/index_directory.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <sstream>

#include "kbsearch/error.hpp"

namespace kbsearch::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "kbsearch-index";
constexpr std::string_view kGenerationPrefix = "generation-";

[[noreturn]] void throw_io(const std::string& action, const fs::path& path, int error) {
  throw Error(ErrorCode::kIo, "cannot " + action + " '" + path.string() + "': " + std::strerror(error));
}

void write_durably(const fs::path& path, const std::string& text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) throw_io("write", path, errno);
  std::size_t done = 0;
  while (done < text.size()) {
    const auto written = ::write(file, text.data() + done, text.size() - done);
    if (written < 0 && errno != EINTR) {
      const int error = errno;
      ::close(file);
      throw_io("write", path, error);
    }
    if (written > 0) done += static_cast<std::size_t>(written);
  }
  const int failed = ::fsync(file) != 0 ? errno : 0;
  ::close(file);
  if (failed != 0) throw_io("write", path, failed);
}

void sync_path(const fs::path& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) throw_io("open", path, errno);
  const int failed = ::fsync(file) != 0 && errno != EINVAL ? errno : 0;
  ::close(file);
  if (failed != 0) throw_io("flush", path, failed);
}

std::uint64_t generation_number(const std::string& name) {
  std::uint64_t number = 0;
  if (name.starts_with(kGenerationPrefix)) {
    const char* digits = name.data() + kGenerationPrefix.size();
    std::from_chars(digits, name.data() + name.size(), number);
  }
  return number;
}

struct Current {
  std::string generation;
};

/// Reads CURRENT; an empty generation if there is none.
Current read_current(const fs::path& directory) {
  const fs::path path = directory / "CURRENT";
  std::error_code missing;
  if (!fs::exists(path, missing)) return {};
  std::ifstream file(path, std::ios::binary);
  std::string magic;
  unsigned version = 0;
  Current current;
  if (!file) throw_io("read", path, errno);
  if (!(file >> magic >> version >> current.generation) || magic != kMagic) {
    throw Error(ErrorCode::kIndexCorrupt,
                "'" + path.string() + "' is not a kbsearch index's CURRENT file (remove the directory and index anew)");
  }
  if (version != kFormatVersion) {
    throw Error(ErrorCode::kIndexVersion, "index '" + directory.string() + "' has format version " +
                                              std::to_string(version) + ", this program reads version " +
                                              std::to_string(kFormatVersion) +
                                              " (rebuild it with: kbsearch index --rebuild PATH...)");
  }
  if (generation_number(current.generation) == 0 || current.generation.find('/') != std::string::npos) {
    throw Error(ErrorCode::kIndexCorrupt, "'" + path.string() + "' names no generation");
  }
  return current;
}

}  // namespace

bool IndexDirectory::holds_index() const {
  std::error_code error;
  if (!read_current(path_).generation.empty()) return true;
  if (!fs::exists(path_, error)) return false;
  if (!fs::is_directory(path_, error)) {
    throw Error(ErrorCode::kIndexCorrupt, "'" + shown() + "' is a file, not the directory of an index");
  }
  for (const auto& entry : fs::directory_iterator(path_, error)) {
    const auto name = entry.path().filename().string();
    // A first build that was killed leaves these behind, and nothing else.
    if (name == "LOCK" || name.starts_with("checksums") || name.starts_with("synonyms") ||
        name.starts_with(kGenerationPrefix) || name.starts_with("CURRENT."))
      continue;
    throw Error(ErrorCode::kIndexCorrupt, "'" + shown() + "' is not a kbsearch index: it holds '" + name +
                                              "' (choose another directory with --db)");
  }
  if (error) throw_io("read", path_, error.value());
  return false;
}

fs::path IndexDirectory::current_generation() const {
  if (!holds_index()) {
    throw Error(ErrorCode::kIndexNotFound,
                "index '" + shown() + "' not found (build it with: kbsearch index --db '" + shown() + "' PATH...)");
  }
  return path_ / read_current(path_).generation;
}

fs::path IndexDirectory::next_generation() const {
  std::uint64_t highest = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path_, error)) {
    highest = std::max(highest, generation_number(entry.path().filename().string()));
  }
  return path_ / (std::string(kGenerationPrefix) + std::to_string(highest + 1));
}

void IndexDirectory::replace_file(const std::string& name, const std::string& text) const {
  const fs::path fresh = path_ / (name + ".new");
  write_durably(fresh, text);
  if (std::rename(fresh.c_str(), (path_ / name).c_str()) != 0) throw_io("replace", path_ / name, errno);
  sync_path(path_, O_RDONLY | O_DIRECTORY);
}

void IndexDirectory::swap_to(const fs::path& generation) const {
  std::ostringstream text;
  text << kMagic << ' ' << kFormatVersion << '\n' << generation.filename().string() << '\n';
  replace_file("CURRENT", text.str());
}

std::string IndexDirectory::read_synonyms() const {
  const fs::path path = path_ / "synonyms";
  std::error_code missing;
  if (!fs::exists(path, missing)) return {};
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  const bool is_read = file && !fs::is_directory(path) && (file.peek() == EOF || text << file.rdbuf());
  if (!is_read) throw_io("read", path, errno);
  return text.str();
}

void IndexDirectory::write_synonyms(const std::string& text) const { replace_file("synonyms", text); }

void IndexDirectory::remove_leftovers() const {
  std::string current;
  try {
    current = read_current(path_).generation;
  } catch (const Error&) {
    return;  // an index of another version is about to be rebuilt: until then it stays whole
  }
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path_, error)) {
    const auto name = entry.path().filename().string();
    const bool old_generation = name.starts_with(kGenerationPrefix) && name != current;
    std::error_code ignored;  // what cannot be removed now is tried again by the next writer
    if (old_generation || name == "CURRENT.new" || name == "synonyms.new") fs::remove_all(entry.path(), ignored);
  }
}

void IndexDirectory::create() const {
  std::error_code error;
  fs::create_directories(path_, error);
  if (error) throw_io("create the directory", path_, error.value());
}

WriterLock::WriterLock(const IndexDirectory& directory) {
  const fs::path path = directory.path() / "LOCK";
  descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (descriptor_ < 0) throw_io("write", path, errno);
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    const int failed = errno;
    std::string holder(64, '\0');
    const auto size = ::pread(descriptor_, holder.data(), holder.size(), 0);
    holder.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    ::close(descriptor_);
    if (failed != EWOULDBLOCK) throw_io("lock", path, failed);
    throw Error(ErrorCode::kIndexLocked, "index '" + directory.shown() + "' is being written by " +
                                             (holder.empty() ? "another process" : holder) +
                                             " (wait for it, or stop it; readers are not affected)");
  }
  const std::string holder = "process " + std::to_string(::getpid());
  const bool told = ::ftruncate(descriptor_, 0) == 0 &&
                    ::pwrite(descriptor_, holder.data(), holder.size(), 0) == static_cast<ssize_t>(holder.size());
  static_cast<void>(told);  // the text only helps the message above; the lock itself holds without it
}

WriterLock::~WriterLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void sync_directory(const fs::path& directory) {
  for (const auto& entry : fs::directory_iterator(directory)) sync_path(entry.path(), O_RDONLY);
  sync_path(directory, O_RDONLY | O_DIRECTORY);
}

}  // namespace kbsearch::store
