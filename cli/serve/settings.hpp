// How the service is run: what its command line says, resolved, and the limits that it does not offer to change.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace kbsearch::cli::serve {

struct Settings {
  std::filesystem::path db;

  // -- where, and for whom

  std::string address = "127.0.0.1";
  int port = 7700;                      ///< 0: any that is free.
  std::vector<std::string> hosts = {};  ///< Names, beside those of this machine, that a request may be addressed to.
  std::string cors_origin = {};         ///< The one origin whose pages may read answers; "*" for all, empty for none.
  bool writable = false;                ///< Records may be put and deleted, by who has the token.
  std::string token = {};               ///< Never empty if writable.

  // -- the workbench, on loopback alone

  bool workbench = false;
  std::string judged_queries = {};       ///< Files of judgments; both empty: nothing can be judged.
  std::string qrels = {};                ///< See `judged_queries`.
  std::filesystem::path versus_db = {};  ///< Another index to compare with; empty for none.
  std::string own_profile = {};          ///< A ranking profile's file, beside the built-in ones; empty for none.

  // -- how much at a time

  std::size_t max_connections = 256;  ///< Further ones are refused with 503.
  std::size_t max_searches = 0;       ///< At work at once; 0: one for each processor.
  std::size_t max_waiting = 64;       ///< Searches that wait for others; further ones are refused with 503.
  /// How long a search that is refused waits for that: clients that ask again at once would take the processor from the
  /// searches that were taken.
  std::chrono::milliseconds refusal_pause{100};
  std::chrono::milliseconds timeout{10'000};  ///< Of an answer, from the moment its request is there.

  // -- how much of one

  std::size_t max_hits = 1'000;            ///< Of one answer, all queries of a batch together ten times as many.
  std::size_t max_passed_over = 100'000;   ///< The largest offset.
  std::size_t max_facet_values = 10'000;   ///< Of all facets of one answer.
  std::size_t max_batch = 100;             ///< Queries of a batch, ids to be explained.
  std::size_t max_head_bytes = 32u << 10;  ///< Request line and headers.
  std::size_t max_path_bytes = 2u << 10;
  std::size_t max_body_bytes = 1u << 20;         ///< Of a search.
  std::size_t max_load_bytes = 64u << 20;        ///< Of records to be written.
  std::chrono::milliseconds head_time{10'000};   ///< From the first byte of a request to the end of its head.
  std::chrono::milliseconds body_time{30'000};   ///< For its body.
  std::chrono::milliseconds write_time{30'000};  ///< For a client to take its answer.
  std::chrono::milliseconds idle_time{15'000};   ///< Between two requests of a connection.
  std::size_t max_requests = 10'000;             ///< Of one connection.

  // -- what is told

  bool show_paths = false;      ///< Answers may tell where files lie on this machine.
  std::string access_log = {};  ///< A file, "-" for standard output, empty for none.
  bool log_queries = false;

  std::chrono::milliseconds refresh_every{250};  ///< How often commits of others are looked for.
};

/// Reads ADDRESS:PORT, [IPV6]:PORT or PORT into `settings`. Throws UsageError.
void read_listen(const std::string& text, Settings& settings);

/// Whether the address is one of this machine alone.
bool is_loopback(const std::string& address);

/// Whether a request may be addressed to `host`, the value of its Host header: a page of another site whose name was
/// made to point to this machine must not read the index. True for any where the service listens to others and no
/// names are given.
bool is_own_host(const std::string& host, const Settings& settings);

}  // namespace kbsearch::cli::serve
