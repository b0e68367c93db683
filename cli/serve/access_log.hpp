// A line of JSON for each request. Of what people ask nothing is written, unless that is asked for; of tokens nothing.
#pragma once

#include <chrono>
#include <string>

#include "serve/message.hpp"

namespace kbsearch::cli::serve {

/// Safe to share between threads: a line is one write.
class AccessLog {
 public:
  /// `path` is a file to append to, "-" for standard output, empty for none. Throws UsageError if it cannot be opened.
  AccessLog(const std::string& path, bool with_queries);
  ~AccessLog();
  AccessLog(const AccessLog&) = delete;
  AccessLog& operator=(const AccessLog&) = delete;

  /// {"time": UTC, "peer": ADDRESS, "method": TEXT, "path": TEXT, "query"?: TEXT, "status": N, "bytes": N, "us": N}.
  /// ASCII alone, one line. A line that cannot be written is lost: a full disk is no reason not to answer.
  void write(const Request& request, const Response& response, std::chrono::steady_clock::duration took) const;

 private:
  int descriptor_ = -1;
  bool is_own_ = false;
  bool with_queries_;
};

}  // namespace kbsearch::cli::serve
