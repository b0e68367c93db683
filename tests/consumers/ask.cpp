// The program that uses the library in each way of linking it: makes an index at argv[1], asks it, and meets an error.
#include <kbsearch/error.hpp>
#include <kbsearch/index_writer.hpp>
#include <kbsearch/searcher.hpp>
#include <kbsearch/version.hpp>

#include <iostream>

int main(int, char** arguments) {
  const std::string directory = arguments[1];
  auto writer = kbsearch::IndexWriter::open(directory);
  const auto rejections = writer.replace(kbsearch::Record::from_json(
      R"({"id": "a1", "title": "Heat pumps", "content": "A heat pump moves heat out of the cold air."})"));
  writer.commit();

  const auto searcher = kbsearch::Searcher::open(directory);
  for (const auto& hit : searcher.search("heat pump").hits) {
    std::cout << hit.rank << ' ' << hit.record_id << ' ' << hit.title << '\n';
  }
  try {
    kbsearch::Searcher::open(directory + "/absent");
  } catch (const kbsearch::Error& error) {
    std::cout << kbsearch::to_string(error.code()) << '\n';
  }
  std::cout << "kbsearch " << kbsearch::version() << '\n';
  return rejections.empty() ? 0 : 1;
}
