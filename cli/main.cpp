#include <csignal>
#include <iostream>

#include "command.hpp"

int main(int argc, char** argv) {
  // A closed pipe (`kbsearch ... | head`) is a normal end: writing to it fails, and the stream says so.
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  const int code = kbsearch::cli::run_tool({argv + 1, argv + argc});
  std::cout.flush();
  return code;
}
