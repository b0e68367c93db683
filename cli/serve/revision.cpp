#include "serve/revision.hpp"

#include <sys/stat.h>
#include <xxhash.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "kbsearch/version.hpp"

namespace kbsearch::cli::serve {
namespace {

namespace fs = std::filesystem;

/// What it tells apart is not chosen by anyone who gains by a collision.
class Digest {
 public:
  void add(std::string_view bytes) {
    bytes_ += bytes;
    bytes_ += '\xff';  // ends it: no byte of UTF-8
  }
  void add(std::uint64_t number) { add(std::to_string(number)); }
  std::string text() const {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx",
                  static_cast<unsigned long long>(XXH3_64bits(bytes_.data(), bytes_.size())));
    return digits;
  }

 private:
  std::string bytes_;
};

/// Any change of an index changes a file: some twenty calls of stat, 30 us.
std::string stamp_of(const fs::path& directory) {
  std::vector<std::string> paths;
  std::error_code fault;
  for (fs::recursive_directory_iterator at(directory, fault), end; at != end; at.increment(fault)) {
    paths.push_back(at->path().string());
    if (fault) break;
  }
  std::sort(paths.begin(), paths.end());
  Digest digest;
  for (const auto& path : paths) {
    struct stat found {};
    if (stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) continue;
    digest.add(std::string_view(path).substr(directory.string().size()));
    digest.add(static_cast<std::uint64_t>(found.st_size));
    digest.add(static_cast<std::uint64_t>(found.st_mtim.tv_sec));
    digest.add(static_cast<std::uint64_t>(found.st_mtim.tv_nsec));
  }
  return digest.text();
}

}  // namespace

Revision::Revision(const Settings& settings, const Searcher& searcher)
    : directory_(settings.db),
      // The other settings bound what is answered, and change none of its bytes.
      manner_(std::string(version()) + (settings.show_paths ? " with paths" : "")),
      text_(stamp_of(settings.db)) {
  // What was committed between the two is moved on to by the first look.
  if (!searcher.is_current()) text_ = "0000000000000000";
}

bool Revision::follow(Searcher& searcher) {
  const std::lock_guard following(following_);
  // Before the look at the index: a commit in between is met by the next look.
  auto stamp = stamp_of(directory_);
  if (stamp == text()) return false;
  searcher.refresh();
  const std::lock_guard lock(mutex_);
  text_ = std::move(stamp);
  return true;
}

std::string Revision::text() const {
  const std::lock_guard lock(mutex_);
  return text_;
}

std::string Revision::tag_of(const Request& request) const {
  Digest digest;
  digest.add(text());
  digest.add(manner_);
  digest.add(request.path);
  for (const auto& [name, value] : request.parameters) {
    digest.add(name);
    digest.add(value);
  }
  const auto hour =
      std::chrono::duration_cast<std::chrono::hours>(std::chrono::system_clock::now().time_since_epoch()).count();
  digest.add(static_cast<std::uint64_t>(hour));
  return "W/\"" + digest.text() + '"';
}

bool Revision::is_known(const Request& request, const std::string& tag) {
  // Tags of others hold no quotation mark, so that ours is met whole or not at all.
  return request.header("If-None-Match").find(tag.substr(2)) != std::string::npos;
}

}  // namespace kbsearch::cli::serve
