#include "run_apart.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <iostream>

#include "arguments.hpp"
#include "kbsearch/index_check.hpp"
#include "standard_streams.hpp"

namespace kbsearch::cli {
namespace {

/// Names the commit that the index is at; empty if that cannot be told.
std::string commit_of(const std::vector<std::string>& arguments) {
  try {
    return commit_name(db_named(arguments));
  } catch (const std::exception&) {
    return {};
  }
}

[[noreturn]] void be_the_child(pid_t parent, const Command& command, const std::vector<std::string>& arguments) {
  // Whoever kills the command means all of it.
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(kFailure);
  _exit(finish_output(run_and_report([&] { return run_command(command, arguments); })));
}

int tell_death(const Command& command, int signal, bool has_changed) {
  std::cerr << "kbsearch: '" << command.name << "' was ended by signal " << signal << " (" << strsignal(signal)
            << "): ";
  if (!command.changes_index) {
    std::cerr << "the index's files are damaged (repair it from its records with: kbsearch index --rebuild)\n";
  } else if (has_changed) {
    std::cerr << "everything of this run was kept, but what should have followed was not done (the next run does it)\n";
  } else {
    std::cerr
        << "nothing of this run was kept, the index is as it was (the disk fails, or memory is short; run it again "
           "when that is mended)\n";
  }
  return kFailure;
}

}  // namespace

int run_apart(const Command& command, const std::vector<std::string>& arguments) {
  const auto before = commit_of(arguments);
  std::cout.flush();
  std::cerr.flush();
  const pid_t parent = getpid();
  const pid_t child = fork();
  if (child < 0) return run_command(command, arguments);
  if (child == 0) be_the_child(parent, command, arguments);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return kFailure;
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  return tell_death(command, WTERMSIG(status), commit_of(arguments) != before);
}

}  // namespace kbsearch::cli
