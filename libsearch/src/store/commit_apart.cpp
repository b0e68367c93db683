#include "store/commit_apart.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <optional>
#include <string>
#include <string_view>

#include "kbsearch/error.hpp"
#include "store/files.hpp"

namespace kbsearch::store {
namespace {

constexpr std::string_view kDone = "done";
/// What a child says fits into a pipe's buffer: it never waits for its reader.
constexpr std::size_t kMaxReport = 2048;

void commit_here(Xapian::WritableDatabase& database) {
  database.commit_transaction();
  try {
    database.commit();
  } catch (...) {
    // A destructor must find a transaction, which it takes back, or it would commit what is left of this.
    database.begin_transaction(/*flushed=*/false);
    throw;
  }
  database.begin_transaction(/*flushed=*/false);
}

/// Nothing of the parent's is destroyed, flushed or called at exit here.
[[noreturn]] void be_the_child(pid_t parent, int report, Xapian::WritableDatabase& database) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  // An end by a signal is reported by the parent: no backtrace, no core of the host program.
  std::signal(SIGABRT, SIG_DFL);
  std::string said;
  try {
    database.commit_transaction();
    database.commit();
    said = kDone;
  } catch (const Xapian::Error& error) {
    const char* system = error.get_error_string();
    said = error.get_msg() + (system != nullptr ? std::string(": ") + system : "");
  } catch (...) {
    said = "out of memory";
  }
  said.resize(std::min(said.size(), kMaxReport));
  static_cast<void>(!::write(report, said.data(), said.size()));
  _exit(said == kDone ? 0 : 1);
}

/// Waits for the child's end. Returns its status; nothing if the host program reaps all children itself.
std::optional<int> wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return std::nullopt;
  }
  return status;
}

std::string read_report(const Descriptor& reading) {
  ::fcntl(reading.get(), F_SETFL, O_NONBLOCK);
  std::string said(kMaxReport, '\0');
  const auto size = ::read(reading.get(), said.data(), said.size());
  said.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  return said;
}

}  // namespace

void commit_apart(Xapian::WritableDatabase& database, const std::string& shown) {
#ifdef __SANITIZE_THREAD__
  // The allocator of ThreadSanitizer does not know of fork: a child that is made while another thread allocates waits
  // for a lock that nobody will give back.
  return commit_here(database);
#endif
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw_io("commit to", shown, errno);
  const Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) return commit_here(database);
  if (child == 0) be_the_child(parent, writing.get(), database);
  const auto status = wait_for(child);
  const auto said = read_report(reading);
  // Either is enough: what was said may not have been written, and a sanitizer may end a child with a code of its own.
  if (said == kDone || (status && WIFEXITED(*status) && WEXITSTATUS(*status) == 0)) return;
  throw Error(
      ErrorCode::kIo,
      "index '" + shown + "': " + (!said.empty() ? said : "the commit came to no end: the disk or the memory fails"),
      shown);
}

bool may_run_out_of_room(const std::filesystem::path& path) {
  constexpr std::uint64_t kAmple = std::uint64_t{512} << 20;
  struct statvfs disk {};
  rlimit files{};
  const bool is_known = ::statvfs(path.c_str(), &disk) == 0 && ::getrlimit(RLIMIT_FSIZE, &files) == 0;
  return !is_known || files.rlim_cur != RLIM_INFINITY || std::uint64_t{disk.f_bavail} * disk.f_frsize < kAmple;
}

}  // namespace kbsearch::store
