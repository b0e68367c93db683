#include "store/writer_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <string>
#include <thread>

#include "kbsearch/error.hpp"

namespace kbsearch::store {

namespace {

/// A writer that was killed a moment ago may not have ended yet.
bool lock_soon(const Descriptor& file) {
  constexpr int kAttempts = 20;
  for (int attempt = 1; ::flock(file.get(), LOCK_EX | LOCK_NB) != 0; ++attempt) {
    if (attempt == kAttempts || (errno != EWOULDBLOCK && errno != EINTR)) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

}  // namespace

WriterLock::WriterLock(const IndexDirectory& directory, For what) {
  if (what == For::kIndex && directory.is_snapshot()) {
    throw Error(ErrorCode::kInvalidArgument,
                "'" + directory.shown() +
                    "' is a snapshot, which nothing changes (restore it to another directory, and change that)",
                directory.shown());
  }
  const auto path = directory.path() / "LOCK";
  file_ = open_lock_file(path);
  if (!lock_soon(file_)) {
    const int failed = errno;
    if (failed != EWOULDBLOCK) throw_io("lock", path, failed);
    std::string holder(64, '\0');
    holder.resize(read_at(file_, holder.data(), holder.size(), 0, path));
    throw Error(ErrorCode::kIndexLocked,
                "index '" + directory.shown() + "' is being written by " +
                    (holder.empty() ? "another process" : holder) +
                    " (wait for it, or stop it; readers are not affected)",
                directory.shown());
  }
  const std::string holder = "process " + std::to_string(::getpid());
  const bool told = ::ftruncate(file_.get(), 0) == 0 &&
                    ::pwrite(file_.get(), holder.data(), holder.size(), 0) == static_cast<ssize_t>(holder.size());
  static_cast<void>(told);  // the text only helps the message above; the lock itself holds without it
}

bool has_writer(const IndexDirectory& directory) {
  const auto file = open_for_reading(directory.path() / "LOCK");
  if (!file) return false;
  // Given back at the end of the function: a writer that comes this moment tries again.
  return ::flock(file.get(), LOCK_SH | LOCK_NB) != 0;
}

}  // namespace kbsearch::store
