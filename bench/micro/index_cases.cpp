// Reading records, indexing them, opening an index.
#include <unistd.h>

#include <fstream>
#include <memory>
#include <sstream>

#include "kbsearch/index_writer.hpp"
#include "kbsearch/record_reader.hpp"
#include "kbsearch/searcher.hpp"
#include "micro/cases.hpp"

namespace kbsearch::bench {
namespace {

std::string first_lines(const Corpus& corpus, std::size_t count) {
  std::ifstream file(corpus.records, std::ios::binary);
  std::string lines;
  std::string line;
  for (std::size_t i = 0; i < count && std::getline(file, line); ++i) lines += line + '\n';
  check(!lines.empty(), "there are no records");
  return lines;
}

RecordReader reader_of(std::istream& stream) {
  return RecordReader::from_stream(stream, "-", {.format = RecordFormat::kJsonLines});
}

Work read_records(const Corpus& corpus) {
  constexpr std::size_t kRecords = 100;
  return [lines = first_lines(corpus, kRecords)] {
    std::istringstream stream(lines);
    auto reader = reader_of(stream);
    std::size_t records = 0;
    std::size_t bytes = 0;
    while (const auto item = reader.next()) {
      const auto* record = std::get_if<Record>(&*item);
      check(record != nullptr, "a record is rejected");
      ++records;
      bytes += record->json.size() + 1;
    }
    check(records == kRecords && bytes == lines.size(), "the records read are not those given");
  };
}

Work index_records(const Corpus& corpus) {
  constexpr std::size_t kRecords = 10;
  // Several processes may do this at once.
  const std::shared_ptr<const std::filesystem::path> out(
      new std::filesystem::path(corpus.scratch.string() + "-" + std::to_string(::getpid())),
      [](const std::filesystem::path* path) {
        std::error_code ignored;
        std::filesystem::remove_all(*path, ignored);
        delete path;
      });
  return [lines = first_lines(corpus, kRecords), out] {
    std::istringstream stream(lines);
    auto reader = reader_of(stream);
    const auto report = load(*out, reader, {.jobs = 1, .rebuild = true});
    check(report.doc_count == kRecords, "records are missing from the index");
  };
}

Work open_index(const Corpus& corpus) {
  return [path = corpus.index] { check(Searcher::open(path).is_current(), "the index is not the newest commit"); };
}

/// What a process does that answers one query.
Work open_and_ask(const Corpus& corpus) {
  const auto queries = first_lines(corpus, 1);
  const auto id = Record::from_json(queries).id;
  return [path = corpus.index, id] {
    const auto searcher = Searcher::open(path);
    const auto results = searcher.search("id:" + id);
    check(results.hits.size() == 1 && results.hits[0].record_id == id, "the first record is not found by its id");
  };
}

}  // namespace

std::vector<Case> index_cases() {
  return {{"ReadRecords", read_records},
          {"IndexRecords", index_records},
          {"Open", open_index},
          {"OpenAndAsk", open_and_ask}};
}

}  // namespace kbsearch::bench
