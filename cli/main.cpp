#include <unistd.h>

#include <csignal>
#include <iostream>
#include <string_view>

#include "arguments.hpp"
#include "command.hpp"
#include "standard_streams.hpp"

namespace {

int run(int argc, char** argv) {
  // A closed pipe (`kbsearch ... | head`) is a normal end, and a file that may not grow is an error like a full disk:
  // writing fails, and the stream says so.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::ios::sync_with_stdio(false);
  const kbsearch::cli::StandardStreams streams;
  return kbsearch::cli::finish_output(kbsearch::cli::run_tool({argv + 1, argv + argc}));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (...) {
    // Not even the arguments fit into memory: no stream is to be relied on here.
    constexpr std::string_view kMessage = "kbsearch: out of memory\n";
    static_cast<void>(!::write(STDERR_FILENO, kMessage.data(), kMessage.size()));
    return kbsearch::cli::kFailure;
  }
}
