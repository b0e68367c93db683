// Records of your own shape: a schema tells what their members mean, here those of books.
#include <iostream>
#include <kbsearch/filter.hpp>
#include <kbsearch/index_writer.hpp>
#include <kbsearch/searcher.hpp>
#include <kbsearch/temporary_index.hpp>

namespace {

constexpr const char* kSchema = R"({
  "name": "books",
  "fields": [
    {"name": "title",  "kind": "text", "weight": 3},
    {"name": "blurb",  "kind": "text", "paths": ["blurb", "back_cover"]},
    {"name": "author", "kind": "keyword", "paths": ["authors"], "facet": true, "word_weight": 0.5},
    {"name": "pages",  "kind": "number", "sort": true, "minimum": 1},
    {"name": "out",    "kind": "date", "paths": ["published"], "aliases": ["published"], "facet": true, "sort": true}
  ]
})";

constexpr const char* kBooks[] = {
    R"({"id": "b1", "title": "Heat at Home", "authors": ["Ada Birch"], "pages": 210, "published": "2021",
        "blurb": "Pumps, pipes and patience."})",
    R"({"id": "b2", "title": "The Cold Cellar", "authors": ["Ada Birch", "Tom Reed"], "pages": 96, "published": "2023-04",
        "back_cover": "A novel about a house without heat."})",
    R"({"id": "b3", "title": "Governing Pumps", "authors": ["Lin Ode"], "pages": 340, "published": "4 May 2024"})",
    R"({"id": "b4", "title": "A Leaflet", "pages": "none", "blurb": "Heat, in brief."})"};

}  // namespace

int main() {
  const auto schema = kbsearch::Schema::from_json(kSchema);
  auto index = kbsearch::TemporaryIndex::of({}, schema);
  auto writer = index.writer();
  for (const char* book : kBooks) {
    // A field that cannot be read is told, and does not cost the record.
    for (const auto& rejection : writer.replace(kbsearch::Record::from_json(book))) {
      std::cout << rejection.record_id << ": " << rejection.field << " " << rejection.reason << '\n';
    }
  }
  writer.commit();

  const auto searcher = index.searcher();
  const auto show = [&](const std::string& query, const kbsearch::SearchOptions& options) {
    std::cout << query << (options.filter.empty() ? "" : "  [" + options.filter + "]") << ':';
    for (const auto& hit : searcher.search(query, options).hits) std::cout << ' ' << hit.record_id;
    std::cout << '\n';
  };
  show("heat", {});
  show("birch", {});  // words of authors are searched, too
  show("pumps pages:..300", {});
  show("", {.filter = kbsearch::one_of("author", {"Ada Birch"}), .sort = kbsearch::SortKey{"pages", true}});
  show("published:2023..", {.sort = kbsearch::SortKey{"out", true}});
}
