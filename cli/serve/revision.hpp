// Which state of the index is shown, and tags for what was answered from it. Safe to share between threads.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>

#include "kbsearch/searcher.hpp"
#include "serve/message.hpp"
#include "serve/settings.hpp"

namespace kbsearch::cli::serve {

class Revision {
 public:
  Revision(const Settings& settings, const Searcher& searcher);

  /// Looks whether the files of the index have changed, and if so lets `searcher` move on. Returns whether they had.
  /// Throws Error if the index cannot be read; what was shown stays, and the next call tries again.
  bool follow(Searcher& searcher);

  /// 16 hexadecimal digits: a digest of the names, sizes and times of the index's files when it was last opened.
  /// Copies that keep the times have the same. A Searcher may be ahead of it for a moment, never behind.
  std::string text() const;

  /// The tag of what a request is answered now: by this version, with these settings, of this state. Weak: answers of
  /// one state differ in the time that they took. It changes each hour, too, as queries may name days by today.
  std::string tag_of(const Request& request) const;

  /// Whether the client has that already (If-None-Match).
  static bool is_known(const Request& request, const std::string& tag);

 private:
  const std::filesystem::path directory_;
  const std::string manner_;  ///< What else than the index and the request decides on an answer's bytes.
  mutable std::mutex mutex_;
  std::mutex following_;
  std::string text_;
};

}  // namespace kbsearch::cli::serve
