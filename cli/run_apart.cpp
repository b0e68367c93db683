#include "run_apart.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <iostream>

#include "arguments.hpp"
#include "interruption.hpp"
#include "kbsearch/index_check.hpp"
#include "kbsearch/index_writer.hpp"
#include "standard_streams.hpp"
#include "terminal_sequences.hpp"

namespace kbsearch::cli {
namespace {

/// The directory that the command is about: the index, or what it names instead.
std::filesystem::path directory_of(const Command& command, const std::vector<std::string>& arguments) {
  if (command.changes_instead != nullptr) return command.changes_instead(arguments);
  return db_named(arguments);
}

/// Names the commit that it is at; empty if that cannot be told.
std::string commit_of(const Command& command, const std::vector<std::string>& arguments) {
  try {
    return commit_name(directory_of(command, arguments));
  } catch (const std::exception&) {
    return {};
  }
}

[[noreturn]] void be_the_child(pid_t parent, const Command& command, const std::vector<std::string>& arguments) {
  // Whoever kills the command means all of it.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(kFailure);
  if (command.stops_when_asked) note_interruptions();
  _exit(finish_output(run_and_report([&] { return run_command(command, arguments); })));
}

/// Removes what a child that had to be killed has left; what cannot be removed now is removed by the next writer.
void clean_up_after(const Command& command, const std::vector<std::string>& arguments) {
  try {
    remove_leftovers(directory_of(command, arguments));
  } catch (const std::exception&) {
  }
}

/// What it changes, in words.
const char* changed_by(const Command& command) {
  return command.changes_instead != nullptr ? "what was there" : "the index";
}

/// One line that says what became of the index. Returns the exit code that shells give.
int tell_interruption(const Command& command, const ChildEnd& end, bool has_changed) {
  const bool has_told = WIFEXITED(end.status) && WEXITSTATUS(end.status) == kInterrupted;
  const bool was_done = WIFEXITED(end.status) && !has_told;
  if (isatty(STDERR_FILENO) != 0 && !has_told) draw_on_standard_error(kEraseLine);  // how far it was
  if (has_changed) {
    std::cerr << "kbsearch: interrupted: everything of this run was kept\n";
  } else if (!has_told && !was_done) {
    std::cerr << "kbsearch: interrupted";
    if (command.changes_index) {
      std::cerr << ": nothing of this run was kept, " << changed_by(command) << " is as it was";
    }
    std::cerr << '\n';
  }
  return 128 + end.interrupted_by;
}

int tell_death(const Command& command, int signal, bool has_changed) {
  std::cerr << "kbsearch: '" << command.name << "' was ended by signal " << signal << " (" << strsignal(signal)
            << "): ";
  if (!command.changes_index) {
    std::cerr << "the index's files are damaged (repair it from its records with: kbsearch index --rebuild)\n";
  } else if (has_changed) {
    std::cerr << "everything of this run was kept, but what should have followed was not done (the next run does it)\n";
  } else {
    std::cerr << "nothing of this run was kept, " << changed_by(command)
              << " is as it was (the disk fails, or memory is short; run it again when that is mended)\n";
  }
  return kFailure;
}

}  // namespace

int run_apart(const Command& command, const std::vector<std::string>& arguments) {
  const auto before = commit_of(command, arguments);
  std::cout.flush();
  std::cerr.flush();
  const pid_t parent = getpid();
  HeldSignals signals;
  const pid_t child = fork();
  if (child <= 0) signals.release();
  if (child < 0) return run_command(command, arguments);
  if (child == 0) be_the_child(parent, command, arguments);
  auto end = signals.wait_for(child);
  if (end.was_killed && command.changes_index) clean_up_after(command, arguments);
  // Ctrl-C reaches the child by itself, which may end by it before we hear of it.
  const bool ended_so = WIFSIGNALED(end.status) && (WTERMSIG(end.status) == SIGINT || WTERMSIG(end.status) == SIGTERM);
  if (ended_so && end.interrupted_by == 0) end.interrupted_by = WTERMSIG(end.status);
  if (WIFEXITED(end.status) && WEXITSTATUS(end.status) == kInterrupted && end.interrupted_by == 0) {
    end.interrupted_by = SIGINT;
  }
  if (end.interrupted_by == 0 && WIFEXITED(end.status)) return WEXITSTATUS(end.status);
  const bool has_changed = commit_of(command, arguments) != before;
  if (end.interrupted_by != 0) return tell_interruption(command, end, has_changed);
  return tell_death(command, WTERMSIG(end.status), has_changed);
}

}  // namespace kbsearch::cli
