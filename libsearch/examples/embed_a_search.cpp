// A search in a program: make an index of a file, ask it, show what made each hit match.
//
//     embed_a_search corpus/sample/records.jsonl pytorch governance
#include <iostream>
#include <kbsearch/error.hpp>
#include <kbsearch/index_writer.hpp>
#include <kbsearch/searcher.hpp>
#include <kbsearch/temporary_index.hpp>

int main(int argc, char** argv) try {
  if (argc < 3) return std::cerr << "usage: embed_a_search RECORDS WORD...\n", 2;
  std::string query;
  for (int i = 2; i < argc; ++i) query += std::string(argv[i]) + ' ';

  const auto index = kbsearch::TemporaryIndex::of({});  // a program has a directory of its own: load("my.index", ...)
  auto reader = kbsearch::RecordReader::open({argv[1]});
  const auto report = kbsearch::load(index.directory(), reader);
  std::cout << report.doc_count << " records, " << report.rejected << " rejected\n";

  const auto searcher = kbsearch::Searcher::open(index.directory());
  const auto results = searcher.search(query, {.limit = 3});
  for (const auto& hit : results.hits) {
    std::cout << hit.rank << ". " << hit.title << " [" << hit.record_id << "]\n   " << hit.snippet.text << '\n';
  }
  for (const auto& warning : results.warnings) std::cout << "note: " << warning.what << '\n';
  std::cout << results.total.value << " in all\n";
} catch (const kbsearch::Error& error) {
  return std::cerr << error.what() << '\n', 2;
}
