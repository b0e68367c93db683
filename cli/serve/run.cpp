#include "serve/run.hpp"

#include <csignal>
#include <iostream>
#include <thread>

#include "serve/http_server.hpp"

namespace kbsearch::cli::serve {
namespace {

/// SIGINT and SIGTERM wait for whoever asks, in all threads that are started from now on.
sigset_t hold_signals() {
  sigset_t held;
  sigemptyset(&held);
  sigaddset(&held, SIGINT);
  sigaddset(&held, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &held, nullptr);
  return held;
}

}  // namespace

int run(const po::variables_map& values) {
  const auto common = common_options(values);
  Settings settings;
  settings.db = common.db;
  read_listen(values["listen"].as<std::string>(), settings);
  const auto held = hold_signals();
  Service service(settings);
  HttpServer server(settings, service);
  if (!common.quiet) {
    const bool is_ipv6 = settings.address.find(':') != std::string::npos;
    std::cerr << "kbsearch: serving at http://" << (is_ipv6 ? '[' + settings.address + ']' : settings.address) << ':'
              << server.port() << "/ (Ctrl-C ends it)\n";
  }
  std::jthread waiter([&] {
    int signal = 0;
    sigwait(&held, &signal);
    server.stop();
  });
  server.run();
  return kFound;
}

}  // namespace kbsearch::cli::serve
