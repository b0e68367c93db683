// The C++ side of search_cost.py: for each line of standard input, asks it and tells the median time of a search in
// microseconds and the id of its first hit.  search_cost INDEX RUNS
#include <algorithm>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

#include "kbsearch/searcher.hpp"

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const auto searcher = kbsearch::Searcher::open(arguments[1]);
  const auto runs = std::stoul(arguments[2]);
  for (std::string query; std::getline(std::cin, query);) {
    std::vector<double> microseconds;
    std::string first;
    for (std::size_t i = 0; i < runs; ++i) {
      const auto start = std::chrono::steady_clock::now();
      kbsearch::SearchOptions options;
      options.limit = 10;
      auto results = searcher.search(query, options);
      const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
      microseconds.push_back(took.count());
      first = results.hits.empty() ? "-" : results.hits.front().record_id;
    }
    std::sort(microseconds.begin(), microseconds.end());
    std::cout << microseconds[runs / 2] << '\t' << first << std::endl;
  }
}
