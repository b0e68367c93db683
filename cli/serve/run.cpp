#include "serve/run.hpp"

#include <algorithm>
#include <csignal>
#include <iostream>
#include <thread>

#include "input_file.hpp"
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

/// The first line of the file, without blanks around it.
std::string token_in(const std::string& path) {
  constexpr std::size_t kShortestToken = 16;
  constexpr const char* kBlanks = " \t\r\n";
  auto text = contents_of(path, "token");
  text = text.substr(0, text.find('\n'));
  text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
  text.erase(text.find_last_not_of(kBlanks) + 1);
  const bool is_fit = text.size() >= kShortestToken &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
  if (!is_fit) {
    throw UsageError("--token-file: the first line of '" + path + "' must be a token of at least " +
                     std::to_string(kShortestToken) +
                     " letters, digits and signs (make one with: openssl rand -hex 32)");
  }
  return text;
}

/// Judging needs no token: it is for who sits at this machine.
void read_workbench(const po::variables_map& values, Settings& settings) {
  settings.workbench = values["workbench"].as<bool>();
  const auto text = [&](const char* name) {
    return values.count(name) > 0 ? values[name].as<std::string>() : std::string();
  };
  settings.judged_queries = text("queries");
  settings.qrels = text("qrels");
  settings.versus_db = text("versus-db");
  settings.own_profile = text("compare-profile");
  const bool has_more = !settings.judged_queries.empty() || !settings.qrels.empty() || !settings.versus_db.empty() ||
                        !settings.own_profile.empty();
  if (has_more && !settings.workbench) {
    throw UsageError("--queries, --qrels, --versus-db and --compare-profile are for the --workbench");
  }
  if (settings.judged_queries.empty() != settings.qrels.empty()) {
    throw UsageError("--queries and --qrels go together");
  }
  if (settings.workbench && !is_loopback(settings.address)) {
    throw UsageError(
        "--workbench lets whoever reaches it judge, so it is for this machine alone: --listen 127.0.0.1:PORT");
  }
}

Settings settings_of(const po::variables_map& values, const CommonOptions& common) {
  Settings settings;
  settings.db = common.db;
  read_listen(values["listen"].as<std::string>(), settings);
  if (values.count("host") > 0) settings.hosts = values["host"].as<std::vector<std::string>>();
  read_workbench(values, settings);
  if (values.count("cors") > 0) settings.cors_origin = values["cors"].as<std::string>();
  settings.writable = values["writable"].as<bool>();
  if (settings.writable != (values.count("token-file") > 0)) {
    throw UsageError("--writable and --token-file go together");
  }
  if (settings.writable) settings.token = token_in(values["token-file"].as<std::string>());
  settings.max_connections = values["connections"].as<std::size_t>();
  settings.max_searches = values["searches"].as<std::size_t>();
  settings.max_waiting = values["queue"].as<std::size_t>();
  settings.timeout = std::chrono::seconds(values["timeout"].as<std::size_t>());
  settings.show_paths = values["show-paths"].as<bool>();
  settings.access_log = values["access-log"].as<std::string>();
  settings.log_queries = values["log-queries"].as<bool>();
  const bool is_line = settings.cors_origin.find_first_of("\r\n") == settings.cors_origin.npos;
  if (!is_line) throw UsageError("--cors takes one origin, as https://wiki.example");
  return settings;
}

}  // namespace

int run(const po::variables_map& values) {
  const auto common = common_options(values);
  const auto settings = settings_of(values, common);
  const auto held = hold_signals();
  Service service(settings);
  HttpServer server(service);
  if (!common.quiet) {
    const bool is_ipv6 = settings.address.find(':') != std::string::npos;
    std::cerr << "kbsearch: serving at http://" << (is_ipv6 ? '[' + settings.address + ']' : settings.address) << ':'
              << server.port() << (settings.workbench ? "/workbench" : "/") << " (Ctrl-C ends it)\n";
  }
  std::jthread waiter([&] {
    int signal = 0;
    sigwait(&held, &signal);
    service.retire();
    server.stop();
  });
  server.run();
  return kFound;
}

}  // namespace kbsearch::cli::serve
