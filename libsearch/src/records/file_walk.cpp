#include "records/file_walk.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <unordered_set>

#include "kbsearch/error.hpp"
#include "records/byte_input.hpp"
#include "records/format_detection.hpp"

namespace kbsearch::records {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& path, const std::error_code& error) {
  throw Error(ErrorCode::kIo, "cannot read '" + path + "': " + error.message(), path);
}

std::uint64_t bytes_of(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return 0;
  const std::uintmax_t size = fs::file_size(path, error);
  return error ? 0 : static_cast<std::uint64_t>(size);
}

/// Returns `path` absolute and without links, as far as it exists.
std::string canonical(const std::string& path) {
  std::error_code error;
  const auto found = fs::weakly_canonical(path, error);
  if (!error) return found.string();
  const auto absolute = fs::absolute(path, error);
  return error ? path : absolute.lexically_normal().string();
}

/// Collects the files below one named directory.
class DirectoryWalk {
 public:
  DirectoryWalk(fs::path root, fs::path absolute, RecordFormat format)
      : root_(std::move(root)), absolute_(std::move(absolute)), format_(format) {}

  void run(FoundFiles& found) {
    std::vector<fs::path> waiting{fs::path()};
    while (!waiting.empty()) {
      const fs::path way = std::move(waiting.back());
      waiting.pop_back();
      list(way, waiting);
    }
    const auto by_path = [](const auto& a, const auto& b) { return a.path < b.path; };
    std::sort(files_.begin(), files_.end(), by_path);
    std::sort(passed_over_.begin(), passed_over_.end(), by_path);
    std::move(files_.begin(), files_.end(), std::back_inserter(found.files));
    std::move(passed_over_.begin(), passed_over_.end(), std::back_inserter(found.passed_over));
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
    files_.push_back({directory.string(), (absolute_ / way).string(), {}, {}, 0, true, error.message()});
  }

  void visit(const fs::directory_entry& entry, const fs::path& way, std::vector<fs::path>& waiting) {
    std::error_code error;
    if (entry.is_directory(error)) {
      if (!entry.is_symlink(error)) waiting.push_back(way);
      return;
    }
    const fs::path path = root_ / way;
    if (!is_walked_extension(way.string(), format_)) {
      std::string reason = why_passed_over(path.string());
      if (reason.empty()) reason = kUnknownFormat;
      passed_over_.push_back({path.string(), kind_of(path.string()), std::move(reason)});
      return;
    }
    std::string trouble;
    if (!fs::exists(path, error)) trouble = error ? error.message() : "is a link to nothing";
    if (trouble.empty()) trouble = why_no_file(path.string());
    files_.push_back({path.string(), (absolute_ / way).string(), {}, {}, bytes_of(path), true, trouble});
  }

  fs::path root_;
  fs::path absolute_;  ///< The same without links.
  RecordFormat format_;
  std::vector<FoundFile> files_;
  std::vector<PassedOver> passed_over_;
};

RecordFormat effective(RecordFormat given, RecordFormat remembered) {
  return given != RecordFormat::kAuto ? given : remembered;
}

/// Gives the files their places; keeps the first of those that are the same file.
void place(std::vector<FoundFile>& files, RecordFormat format, const SourceRoots& roots) {
  std::unordered_set<std::string> met;
  std::erase_if(files, [&](FoundFile& file) {
    const bool can_be_read = file.bytes && file.trouble.empty();
    if (can_be_read && !met.insert(canonical(file.path)).second) return true;
    FilePlace found = roots.place_of(file.absolute);
    file.source = found.source;
    file.format = effective(format, roots.format_of(file.absolute));
    file.page_path = std::move(found.way);
    file.page_id = std::move(found.id);
    return false;
  });
}

}  // namespace

std::string kind_of(const std::string& path) {
  const auto name = fs::path(path).filename();
  return name.has_extension() ? name.extension().string() : "'" + name.string() + "'";
}

FoundFiles find_record_files(const std::vector<std::string>& paths, RecordFormat format, SourceRoots& roots) {
  FoundFiles found;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    const bool is_there = !error && fs::exists(status);
    if (path == kStandardInput || (is_there && open_descriptor_named(path))) {
      found.files.push_back({path, kStandardInput, {}, {}, std::nullopt, false, {}});
      found.named_paths.emplace_back(kStandardInput);
      roots.add(kStandardInput, /*is_directory=*/false, format);
      continue;
    }
    if (!is_there) refuse(path, error);
    found.named_paths.push_back(canonical(path));
    roots.add(found.named_paths.back(), fs::is_directory(status), format);
    if (fs::is_directory(status)) {
      DirectoryWalk(path, found.named_paths.back(), effective(format, roots.format_of(found.named_paths.back())))
          .run(found);
    } else {
      ByteInput::of_file(path);  // tells now what cannot be opened
      found.files.push_back({path, found.named_paths.back(), {}, {}, bytes_of(path), false, {}});
    }
  }
  place(found.files, format, roots);
  return found;
}

}  // namespace kbsearch::records
