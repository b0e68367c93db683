#include "queries.hpp"

#include <fstream>
#include <stdexcept>

namespace kbsearch::bench {

std::vector<Query> read_queries(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read the queries '" + path + "'");
  std::vector<Query> queries;
  for (std::string line; std::getline(file, line);) {
    const auto tab = line.find('\t');
    if (tab != line.npos) queries.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  if (queries.empty()) throw std::runtime_error("'" + path + "' has no line `kind<TAB>query`");
  return queries;
}

}  // namespace kbsearch::bench
