// The seam: what answers beside /v1. The page, the Model Context Protocol and the workbench are wired in mounts.cpp,
// and nowhere else; what they are made of knows no HTTP library and no type of this folder.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kbsearch/searcher.hpp"
#include "serve/message.hpp"
#include "serve/settings.hpp"

namespace kbsearch::cli::serve {

/// A part of the service. `answer` is called from many threads at once, each time in a slot for searches: it may
/// search, and should pass the request's deadline and stop token on. What it throws becomes a problem.
struct Mount {
  std::string name;                  ///< For metrics and the log: "page", "mcp".
  std::vector<std::string> methods;  ///< Those it answers; HEAD goes with GET.
  std::function<bool(const std::string& path)> takes;
  std::function<Response(const Request&, const Searcher&)> answer;
  /// Whether a request searches nothing, and so needs no slot; empty if all do.
  std::function<bool(const Request&)> is_cheap = {};
};

/// All of them; the first that takes a path answers it.
std::vector<Mount> mounts_of(const Settings& settings);

}  // namespace kbsearch::cli::serve
