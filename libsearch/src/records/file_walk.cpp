#include "records/file_walk.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "kbsearch/error.hpp"
#include "records/byte_input.hpp"
#include "records/format_detection.hpp"

namespace kbsearch::records {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& path, const std::error_code& error) {
  throw Error(ErrorCode::kIo, "cannot read '" + path + "': " + error.message());
}

/// Drops the extension of the last component; '/' between components stays.
std::string without_extension(const fs::path& path) { return (path.parent_path() / path.stem()).generic_string(); }

std::uint64_t size_of(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return 0;
  const std::uintmax_t size = fs::file_size(path, error);
  return error ? 0 : static_cast<std::uint64_t>(size);
}

/// Collects the files below one named directory.
class DirectoryWalk {
 public:
  DirectoryWalk(fs::path root, RecordFormat format) : root_(std::move(root)), format_(format) {}

  std::vector<FoundFile> run() {
    std::vector<fs::path> waiting{fs::path()};
    while (!waiting.empty()) {
      const fs::path way = std::move(waiting.back());
      waiting.pop_back();
      list(way, waiting);
    }
    std::sort(files_.begin(), files_.end(), [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
    return std::move(files_);
  }

 private:
  /// `way` leads from the root; empty for the root itself.
  void list(const fs::path& way, std::vector<fs::path>& waiting) {
    const fs::path directory = way.empty() ? root_ : root_ / way;
    std::error_code error;
    fs::directory_iterator entry(directory, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      const fs::path name = entry->path().filename();
      if (name.native().starts_with('.')) continue;
      visit(*entry, way / name, waiting);
    }
    if (!error) return;
    if (way.empty()) refuse(root_.string(), error);
    files_.push_back({directory.string(), {}, {}, 0, true, error.message()});
  }

  void visit(const fs::directory_entry& entry, const fs::path& way, std::vector<fs::path>& waiting) {
    std::error_code error;
    if (entry.is_directory(error)) {
      if (!entry.is_symlink(error)) waiting.push_back(way);
    } else if (is_walked_extension(way.string(), format_)) {
      const fs::path path = root_ / way;
      std::string trouble;
      if (!fs::exists(path, error)) trouble = error ? error.message() : "is a link to nothing";
      if (trouble.empty()) trouble = why_no_file(path.string());
      files_.push_back({path.string(), way.generic_string(), without_extension(way), size_of(path), true, trouble});
    }
  }

  fs::path root_;
  RecordFormat format_;
  std::vector<FoundFile> files_;
};

}  // namespace

std::vector<FoundFile> find_record_files(const std::vector<std::string>& paths, RecordFormat format) {
  std::vector<FoundFile> files;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    const bool is_there = !error && fs::exists(status);
    if (path == kStandardInput || (is_there && open_descriptor_named(path))) {
      files.push_back({path, {}, {}, std::nullopt, false, {}});
      continue;
    }
    if (!is_there) refuse(path, error);
    if (fs::is_directory(status)) {
      auto found = DirectoryWalk(path, format).run();
      std::move(found.begin(), found.end(), std::back_inserter(files));
      continue;
    }
    ByteInput::of_file(path);  // tells now what cannot be opened
    files.push_back({path, path, fs::path(path).stem().string(), size_of(path), false, {}});
  }
  return files;
}

}  // namespace kbsearch::records
