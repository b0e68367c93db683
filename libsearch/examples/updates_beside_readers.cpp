// Changes while others read: readers see whole commits, and move on when they choose to. A load reads from a function.
#include <atomic>
#include <iostream>
#include <kbsearch/error.hpp>
#include <kbsearch/index_writer.hpp>
#include <kbsearch/searcher.hpp>
#include <kbsearch/temporary_index.hpp>
#include <optional>
#include <thread>

namespace {

kbsearch::Record note(int number, const std::string& title) {
  return kbsearch::Record::from_json(R"({"id": "n)" + std::to_string(number) + R"(", "title": ")" + title + R"("})");
}

}  // namespace

int main() {
  auto index = kbsearch::TemporaryIndex::of({note(0, "heat"), note(1, "heat")});
  auto searcher = index.searcher();

  // One thread asks without pause while another one writes: each pair of notes is there whole, or not at all.
  std::atomic<bool> done = false;
  std::atomic<int> halves = 0;
  std::thread reader([&] {
    while (!done) {
      if (searcher.search("heat", {.snippets = false}).total.value % 2 != 0) ++halves;
      searcher.refresh();
    }
  });
  {
    auto writer = index.writer();
    for (int i = 2; i < 10; i += 2) {
      for (const auto& rejection : writer.replace(note(i, "heat"))) std::cout << rejection.reason << '\n';
      for (const auto& rejection : writer.replace(note(i + 1, "heat"))) std::cout << rejection.reason << '\n';
      writer.commit();
    }
    try {
      auto second = index.writer();
    } catch (const kbsearch::Error& error) {
      std::cout << "a second writer: " << to_string(error.code()) << '\n';
    }
  }  // the lock goes with the writer
  done = true;
  reader.join();
  std::cout << "answers with half a commit: " << halves << '\n';

  // A reader that does not refresh keeps its commit.
  const auto old = index.searcher();
  int next = 10;
  auto records = kbsearch::RecordReader::from_function([&]() -> std::optional<kbsearch::RecordReader::Item> {
    if (next == 100) return std::nullopt;
    return note(next++, "storage");
  });
  const auto report = kbsearch::load(index.directory(), records, {.jobs = 1});
  std::cout << "loaded " << report.added << ", in the index " << report.doc_count << '\n';
  std::cout << "kept commit: " << old.search("storage").total.value << ", current: " << std::boolalpha
            << old.is_current() << '\n';
  searcher.refresh();
  std::cout << "refreshed: " << searcher.search("storage").total.value << '\n';
}
