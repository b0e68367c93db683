// A request and its answer, without any type of the HTTP library: what handlers see, tests make, and fuzzers feed.
#pragma once

#include <strings.h>

#include <chrono>
#include <map>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace kbsearch::cli::serve {

struct NoCaseLess {
  using is_transparent = void;
  bool operator()(const std::string& a, const std::string& b) const { return strcasecmp(a.c_str(), b.c_str()) < 0; }
};

struct Request {
  std::string method = "GET";
  std::string path = "/";                                   ///< Decoded, without the query.
  std::multimap<std::string, std::string> parameters = {};  ///< Of the query, decoded; equal names in their order.
  std::multimap<std::string, std::string, NoCaseLess> headers = {};
  std::string body = {};
  std::string peer = {};  ///< Address of the client.
  /// When its answer is of no more use: then, or when the client has gone. What takes long looks at both.
  std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
  std::stop_token stop = {};

  /// Value of the first header of that name, whatever its case; empty if there is none.
  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string fault = {};  ///< For the log alone: what went wrong, where the body leaves out the files it is about.
};

}  // namespace kbsearch::cli::serve
