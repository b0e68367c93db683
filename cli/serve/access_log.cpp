#include "serve/access_log.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <nlohmann/json.hpp>

#include "arguments.hpp"

namespace kbsearch::cli::serve {
namespace {

std::string utc_now() {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  const auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1'000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char day[32];
  std::strftime(day, sizeof day, "%Y-%m-%dT%H:%M:%S", &parts);
  char text[48];
  std::snprintf(text, sizeof text, "%s.%03dZ", day, static_cast<int>(milliseconds));
  return text;
}

}  // namespace

AccessLog::AccessLog(const std::string& path, bool with_queries) : with_queries_(with_queries) {
  if (path == "-") {
    descriptor_ = STDOUT_FILENO;
  } else if (!path.empty()) {
    descriptor_ = open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0640);
    if (descriptor_ < 0) throw UsageError("--access-log: '" + path + "' cannot be written: " + std::strerror(errno));
    is_own_ = true;
  }
}

AccessLog::~AccessLog() {
  if (is_own_) close(descriptor_);
}

void AccessLog::write(const Request& request, const Response& response,
                      std::chrono::steady_clock::duration took) const {
  if (descriptor_ < 0) return;
  nlohmann::ordered_json line = {
      {"time", utc_now()}, {"peer", request.peer}, {"method", request.method}, {"path", request.path}};
  if (with_queries_) {
    std::string query;
    for (const auto& [name, value] : request.parameters) query += (query.empty() ? "" : "&") + name + '=' + value;
    if (!query.empty()) line["query"] = query;
  }
  line["status"] = response.status;
  line["bytes"] = response.body.size();
  line["us"] = std::chrono::duration_cast<std::chrono::microseconds>(took).count();
  constexpr std::size_t kMostFaultBytes = 1'000;
  if (!response.fault.empty()) line["fault"] = response.fault.substr(0, kMostFaultBytes);
  const auto text = line.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) + '\n';
  static_cast<void>(!::write(descriptor_, text.data(), text.size()));
}

}  // namespace kbsearch::cli::serve
