// The C++ side of search_cost.py: for each line of standard input, asks it and tells the median of a search in
// microseconds of its thread, and the id of its first hit.  search_cost INDEX RUNS
#include <time.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "kbsearch/searcher.hpp"

namespace {

double thread_microseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const auto searcher = kbsearch::Searcher::open(arguments[1]);
  const auto runs = std::stoul(arguments[2]);
  for (std::string query; std::getline(std::cin, query);) {
    std::vector<double> microseconds;
    kbsearch::SearchResults results;
    for (std::size_t i = 0; i < runs; ++i) {
      const double start = thread_microseconds();
      kbsearch::SearchOptions options;
      options.limit = 10;
      results = searcher.search(query, options);  // frees those before, as it does in Python
      microseconds.push_back(thread_microseconds() - start);
    }
    std::sort(microseconds.begin(), microseconds.end());
    std::cout << microseconds[runs / 2] << '\t' << (results.hits.empty() ? "-" : results.hits.front().record_id)
              << std::endl;
  }
}
