#include "micro/cases.hpp"

#include <iterator>

namespace kbsearch::bench {

Corpus::Corpus(const std::filesystem::path& directory)
    : records(directory / "records.jsonl"),
      queries(directory / "queries.tsv"),
      index(directory / "index"),
      one_record(directory / "one.index"),
      scratch(directory / "scratch") {
  for (const auto& path : {records, queries, index, one_record}) {
    if (!std::filesystem::exists(path)) {
      throw std::runtime_error("'" + path.string() + "' is missing (bench/micro.py makes it)");
    }
  }
}

std::vector<Case> all_cases() {
  std::vector<Case> all;
  for (auto* cases : {text_cases, posting_cases, index_cases, search_cases}) {
    auto some = cases();
    all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
  }
  return all;
}

}  // namespace kbsearch::bench
