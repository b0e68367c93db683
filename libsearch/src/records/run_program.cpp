#include "records/run_program.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "records/json_record.hpp"
#include "records/reason.hpp"

namespace kbsearch::records {
namespace {

using Clock = std::chrono::steady_clock;

/// So much of what it says on standard error is kept; the rest is read and thrown away.
constexpr std::size_t kMaxErrorBytes = 4096;
constexpr std::size_t kMaxShownErrorBytes = 150;

class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) ends_ = {-1, -1};
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_reading();
    close_writing();
  }
  bool is_open() const { return ends_[0] >= 0; }
  int reading() const { return ends_[0]; }
  int writing() const { return ends_[1]; }
  void close_reading() { close(ends_[0]); }
  void close_writing() { close(ends_[1]); }

 private:
  static void close(int& end) {
    if (end >= 0) ::close(std::exchange(end, -1));
  }
  std::array<int, 2> ends_{-1, -1};
};

std::string system_message(int error) { return std::generic_category().message(error); }

/// Starts the program in a process group of its own. Returns 0, or the error.
int start(const std::string& program, const std::vector<std::string>& arguments, const Pipe& output, const Pipe& errors,
          pid_t& child) {
  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output.writing(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, errors.writing(), STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  // What this process ignores or blocks is no business of the program's.
  sigset_t all;
  sigset_t none;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setpgroup(&attributes, 0);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  const int error = posix_spawn(&child, program.c_str(), &actions, &attributes, argv.data(), environ);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

/// Appends what can be read to `text`, as far as that stays within `most`. Returns false at the end.
bool take(int descriptor, std::string& text, std::size_t most, bool& is_over) {
  std::array<char, 65536> part;
  const ssize_t got = ::read(descriptor, part.data(), part.size());
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return false;
  const auto size = static_cast<std::size_t>(got);
  is_over = size > most - text.size();
  text.append(part.data(), std::min(size, most - text.size()));
  return true;
}

/// Waits until the child ends or the time is over. Returns whether it has ended.
bool ends_by(pid_t child, Clock::time_point deadline) {
  constexpr auto kLookAgain = std::chrono::milliseconds(2);
  siginfo_t end{};
  while (Clock::now() < deadline) {
    end.si_pid = 0;
    // It is only looked at: not waited for, the child keeps its number, and so its group.
    const int result = ::waitid(P_PID, static_cast<id_t>(child), &end, WEXITED | WNOHANG | WNOWAIT);
    if (result == 0 && end.si_pid == child) return true;
    if (result < 0 && errno != EINTR) return true;  // whoever runs us waits for all children
    std::this_thread::sleep_for(kLookAgain);
  }
  return false;
}

std::string end_of(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return {};
  }
  if (WIFSIGNALED(status)) return "was ended by signal " + std::to_string(WTERMSIG(status));
  return WEXITSTATUS(status) == 0 ? std::string() : "failed (exit code " + std::to_string(WEXITSTATUS(status)) + ")";
}

}  // namespace

std::string find_program(const std::string& name) {
  const char* path = std::getenv("PATH");
  for (std::string_view folders = path == nullptr ? "" : path; !folders.empty();) {
    const std::string_view folder = folders.substr(0, folders.find(':'));
    folders.remove_prefix(std::min(folder.size() + 1, folders.size()));
    if (!folder.starts_with('/')) continue;
    std::string program = std::string(folder) + "/" + name;
    std::error_code error;
    if (std::filesystem::is_regular_file(program, error) && ::access(program.c_str(), X_OK) == 0) return program;
  }
  return {};
}

ProgramRun run_program(const std::string& program, const std::vector<std::string>& arguments,
                       std::chrono::milliseconds time_limit, std::size_t max_output_bytes) {
  Pipe output;
  Pipe errors;
  ProgramRun run;
  if (!output.is_open() || !errors.is_open()) return {{}, "cannot be run: " + system_message(errno)};
  const auto deadline = Clock::now() + time_limit;
  pid_t child = 0;
  if (const int error = start(program, arguments, output, errors, child); error != 0) {
    return {{}, "cannot be run: " + system_message(error)};
  }
  output.close_writing();
  errors.close_writing();

  std::string said;
  bool is_over = false;
  bool ignored = false;
  while ((output.is_open() || errors.is_open()) && !is_over) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) break;
    // A negative descriptor is passed over.
    std::array<pollfd, 2> ready = {{{output.reading(), POLLIN, 0}, {errors.reading(), POLLIN, 0}}};
    if (::poll(ready.data(), ready.size(), static_cast<int>(std::min<long long>(left, 60'000))) < 0) {
      if (errno == EINTR) continue;
      break;
    }
    if (ready[0].revents != 0 && !take(output.reading(), run.output, max_output_bytes, is_over)) output.close_reading();
    if (ready[1].revents != 0 && !take(errors.reading(), said, kMaxErrorBytes, ignored)) errors.close_reading();
  }
  // One that has closed its output may go on all the same.
  const bool is_late = !is_over && (output.is_open() || errors.is_open() || !ends_by(child, deadline));
  if (is_over || is_late) ::kill(-child, SIGKILL);
  const std::string end = end_of(child);
  if (is_over) {
    run.fault = "gave more than " + std::to_string(max_output_bytes) + " bytes";
  } else if (is_late) {
    const auto limit = time_limit.count();
    const std::string shown =
        limit % 1000 == 0 ? std::to_string(limit / 1000) + " seconds" : std::to_string(limit) + " ms";
    run.fault = "was not done after " + shown;
  } else {
    run.fault = end;
  }
  if (!run.fault.empty() && !said.empty()) run.fault += ": " + one_line(trim_json(said), kMaxShownErrorBytes);
  return run;
}

}  // namespace kbsearch::records
