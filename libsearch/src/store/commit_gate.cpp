#include "store/commit_gate.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "kbsearch/error.hpp"

namespace kbsearch::store {
namespace {

constexpr const char* kGateName = "GATE";
constexpr off_t kTurnstile = 0;
constexpr off_t kRoom = 1;
using Clock = std::chrono::steady_clock;

/// Locks belong to the open file, not to the process: threads exclude each other, too.
bool try_lock(const Descriptor& file, short type, off_t byte) {
  struct flock lock {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = byte;
  lock.l_len = 1;
  return ::fcntl(file.get(), F_OFD_SETLK, &lock) == 0;
}

bool lock_by(Clock::time_point deadline, const Descriptor& file, short type, off_t byte) {
  auto pause = std::chrono::microseconds(50);
  constexpr std::chrono::microseconds kLongestPause{2'000};
  while (!try_lock(file, type, byte)) {
    if ((errno != EAGAIN && errno != EACCES && errno != EINTR) || Clock::now() >= deadline) return false;
    std::this_thread::sleep_for(pause);
    pause = std::min(2 * pause, kLongestPause);
  }
  return true;
}

}  // namespace

GatePass enter_as_reader(const std::filesystem::path& index_directory) {
  auto file = open_for_reading(index_directory / kGateName);
  if (!file) return file;
  const auto deadline = Clock::now() + 2 * kCommitPatience;
  const bool is_inside = lock_by(deadline, file, F_RDLCK, kTurnstile) && lock_by(deadline, file, F_RDLCK, kRoom);
  if (!is_inside) return GatePass();
  try_lock(file, F_UNLCK, kTurnstile);
  return file;
}

GatePass enter_as_commit(const std::filesystem::path& index_directory) {
  auto file = open_lock_file(index_directory / kGateName);
  const auto deadline = Clock::now() + kCommitPatience;
  const bool is_inside = lock_by(deadline, file, F_WRLCK, kTurnstile) && lock_by(deadline, file, F_WRLCK, kRoom);
  if (!is_inside) return GatePass();
  return file;
}

}  // namespace kbsearch::store
