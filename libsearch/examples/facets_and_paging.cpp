// What a results page needs: counts to filter by, all pages by their cursors, and what a user chose as a filter.
#include <iostream>
#include <kbsearch/filter.hpp>
#include <kbsearch/index_writer.hpp>
#include <kbsearch/query_builders.hpp>
#include <kbsearch/searcher.hpp>
#include <kbsearch/temporary_index.hpp>

int main() {
  std::vector<kbsearch::Record> records;
  for (int i = 0; i < 12; ++i) {
    records.push_back(kbsearch::Record::from_json(
        R"({"id": "r)" + std::to_string(i) + R"(", "title": "Heat, part )" + std::to_string(i) + R"(", "type": ")" +
        (i % 3 == 0 ? "paper" : "blog") + R"(", "tags": [")" + (i % 2 == 0 ? "UK Government" : "storage") +
        R"("], "importance": )" + std::to_string(10 * i % 100) + R"(, "published": ")" + std::to_string(2020 + i % 4) +
        R"("})"));
  }
  const auto index = kbsearch::TemporaryIndex::of(records);
  const auto searcher = index.searcher();

  kbsearch::SearchOptions options{.limit = 5, .facets = {{.field = "tag"}, {.field = "published"}, {.field = "type"}}};
  options.filter = kbsearch::one_of("type", {"blog"});  // whatever was chosen, quotes and all: it is never an operator
  int page = 1;
  do {
    const auto results = searcher.search("heat", options);
    if (page == 1) {
      for (const auto& facet : results.facets) {
        std::cout << facet.field << ':';
        for (const auto& count : facet.counts) std::cout << ' ' << count.label << " (" << count.count << ')';
        std::cout << '\n';
      }
    }
    std::cout << "page " << page++ << ':';
    for (const auto& hit : results.hits) std::cout << ' ' << hit.record_id;
    std::cout << '\n';
    options.after = results.next_cursor;
    options.facets.clear();  // counted once: they are the same on each page
  } while (!options.after.empty());

  // The same question as a value, without any text to parse.
  using namespace kbsearch::queries;
  const auto query = all_of({word("heat"), keyword("type", {"blog"}), without(keyword("tag", {"storage"}))});
  std::cout << to_string(query) << ": " << searcher.search(query).total.value << '\n';
}
