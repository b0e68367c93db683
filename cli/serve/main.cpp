// The program that `kbsearch serve` becomes. Apart from the tool, because loading what the HTTP library needs (OpenSSL
// among it) takes as long as a search.
#include <csignal>
#include <iostream>

#include "command.hpp"
#include "serve/run.hpp"
#include "standard_streams.hpp"

int main(int argc, char** argv) {
  using namespace kbsearch::cli;
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::ios::sync_with_stdio(false);
  const StandardStreams streams;
  return finish_output(run_and_report([&] {
    return serve::run(parse_arguments({argv + 1, argv + argc}, declare_serve()));
  }));
}
