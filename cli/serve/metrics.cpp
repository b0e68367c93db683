#include "serve/metrics.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "kbsearch/version.hpp"

namespace kbsearch::cli::serve {
namespace {

std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  file >> total >> resident;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

void describe(std::ostream& out, const char* name, const char* type, const char* help) {
  out << "# HELP " << name << ' ' << help << "\n# TYPE " << name << ' ' << type << '\n';
}

template <typename Value>
void write(std::ostream& out, const char* name, const char* type, const char* help, const Value& value) {
  describe(out, name, type, help);
  out << name << ' ' << value << '\n';
}

}  // namespace

void Metrics::count_request(const std::string& route, const std::string& method, int status,
                            std::chrono::steady_clock::duration took) {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto bound = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
  const std::lock_guard lock(mutex_);
  ++requests_[{route, method, status}];
  auto& times = times_[route];
  ++times.counts[static_cast<std::size_t>(bound - kBounds.begin())];
  times.sum += seconds;
}

std::string Metrics::text(const Gauges& gauges) const {
  std::ostringstream out;
  describe(out, "kbsearch_requests_total", "counter", "Requests by route, method and status.");
  const std::lock_guard lock(mutex_);
  // Routes and methods are names of our own, never what a client sent: nothing is to be escaped.
  for (const auto& [key, count] : requests_) {
    const auto& [route, method, status] = key;
    out << "kbsearch_requests_total{route=\"" << route << "\",method=\"" << method << "\",status=\"" << status << "\"} "
        << count << '\n';
  }
  describe(out, "kbsearch_request_seconds", "histogram", "From the end of a request's head to its answer.");
  for (const auto& [route, times] : times_) {
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < kBounds.size(); ++i) {
      count += times.counts[i];
      out << "kbsearch_request_seconds_bucket{route=\"" << route << "\",le=\"" << kBounds[i] << "\"} " << count << '\n';
    }
    count += times.counts.back();
    out << "kbsearch_request_seconds_bucket{route=\"" << route << "\",le=\"+Inf\"} " << count << '\n'
        << "kbsearch_request_seconds_sum{route=\"" << route << "\"} " << times.sum << '\n'
        << "kbsearch_request_seconds_count{route=\"" << route << "\"} " << count << '\n';
  }
  write(out, "kbsearch_connections_open", "gauge", "Connections at present.", connections_open.load());
  write(out, "kbsearch_connections_total", "counter", "Connections that were taken.", connections.load());
  write(out, "kbsearch_connections_refused_total", "counter", "Connections beyond the limit.",
        connections_refused.load());
  write(out, "kbsearch_searches_running", "gauge", "Searches at work.", gauges.searches_running);
  write(out, "kbsearch_searches_waiting", "gauge", "Searches that wait for others.", gauges.searches_waiting);
  write(out, "kbsearch_searches_refused_total", "counter", "Searches that found too many waiting, or waited too long.",
        searches_refused.load());
  write(out, "kbsearch_index_reloads_total", "counter",
        "Changes of the index files that were moved on to: one or two for each commit.", reloads.load());
  write(out, "kbsearch_index_reload_failures_total", "counter", "Times that the index could not be read anew.",
        reload_failures.load());
  describe(out, "kbsearch_index_info", "gauge", "The state of the index that is shown.");
  out << "kbsearch_index_info{revision=\"" << gauges.revision << "\"} 1\n";
  describe(out, "kbsearch_build_info", "gauge", "The version that runs.");
  out << "kbsearch_build_info{version=\"" << version() << "\"} 1\n";
  write(out, "process_resident_memory_bytes", "gauge", "Memory in use.", resident_bytes());
  return out.str();
}

}  // namespace kbsearch::cli::serve
