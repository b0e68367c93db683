#include <csignal>
#include <iostream>

#include "command.hpp"
#include "standard_streams.hpp"

int main(int argc, char** argv) {
  // A closed pipe (`kbsearch ... | head`) is a normal end, and a file that may not grow is an error like a full disk:
  // writing fails, and the stream says so.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::ios::sync_with_stdio(false);
  const kbsearch::cli::StandardStreams streams;
  return kbsearch::cli::finish_output(kbsearch::cli::run_tool({argv + 1, argv + argc}));
}
