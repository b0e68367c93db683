#include "interruption.hpp"

#include <sys/wait.h>
#include <time.h>

#include <cerrno>
#include <chrono>
#include <csignal>

namespace kbsearch::cli {
namespace {

constexpr auto kGrace = std::chrono::seconds(2);
// Should the end of a child not be signalled, it is looked at this often.
constexpr long kLookAgainNanoseconds = 50'000'000;

volatile std::sig_atomic_t is_interrupted = 0;

void note(int) { is_interrupted = 1; }

bool is_ignored(int signal) {
  struct sigaction present {};
  return sigaction(signal, nullptr, &present) == 0 && present.sa_handler == SIG_IGN;
}

}  // namespace

struct HeldSignals::Masks {
  sigset_t held;
  sigset_t former;
};

void note_interruptions() {
  struct sigaction action {};
  action.sa_handler = note;
  action.sa_flags = SA_RESTART;  // no read or write of the index is to fail by it
  for (const int signal : {SIGINT, SIGTERM}) {
    if (!is_ignored(signal)) sigaction(signal, &action, nullptr);
  }
}

bool was_interrupted() { return is_interrupted != 0; }

HeldSignals::HeldSignals() : masks_(std::make_unique<Masks>()) {
  sigemptyset(&masks_->held);
  sigaddset(&masks_->held, SIGCHLD);
  for (const int signal : {SIGINT, SIGTERM}) {
    if (!is_ignored(signal)) sigaddset(&masks_->held, signal);
  }
  sigprocmask(SIG_BLOCK, &masks_->held, &masks_->former);
}

HeldSignals::~HeldSignals() { release(); }

void HeldSignals::release() { sigprocmask(SIG_SETMASK, &masks_->former, nullptr); }

ChildEnd HeldSignals::wait_for(pid_t child) const {
  using std::chrono::steady_clock;
  ChildEnd end;
  steady_clock::time_point asked;
  for (;;) {
    const pid_t ended = waitpid(child, &end.status, WNOHANG);
    if (ended == child || (ended < 0 && errno != EINTR)) return end;
    if (end.interrupted_by != 0 && !end.was_killed && steady_clock::now() - asked > kGrace) {
      end.was_killed = true;
      kill(child, SIGKILL);
    }
    const timespec moment{0, kLookAgainNanoseconds};
    const int signal = sigtimedwait(&masks_->held, nullptr, &moment);
    if ((signal != SIGINT && signal != SIGTERM) || end.interrupted_by != 0) continue;
    end.interrupted_by = signal;
    asked = steady_clock::now();
    kill(child, signal);
  }
}

}  // namespace kbsearch::cli
