// How the service is run: what its command line says, resolved.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace kbsearch::cli::serve {

struct Settings {
  std::filesystem::path db;
  std::string address = "127.0.0.1";
  int port = 7700;                               ///< 0: any that is free.
  std::chrono::milliseconds refresh_every{250};  ///< How often commits of others are looked for.
};

/// Reads ADDRESS:PORT, [IPV6]:PORT or PORT into `settings`. Throws UsageError.
void read_listen(const std::string& text, Settings& settings);

}  // namespace kbsearch::cli::serve
