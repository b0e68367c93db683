// The queries that benchmarks ask.
#pragma once

#include <string>
#include <vector>

namespace kbsearch::bench {

struct Query {
  std::string kind;
  std::string text;
};

/// Reads lines of `kind<TAB>query`; others are passed over. Throws std::runtime_error if there is none.
std::vector<Query> read_queries(const std::string& path);

}  // namespace kbsearch::bench
