// Any bytes are a query that the sample index answers, in every mode, each hit explained; and its second page goes on
// after the first.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "query match: %s\n", what);
  std::abort();
}

/// The modes follow from the bytes, so that one input always does the same.
kbsearch::SearchOptions options_for(const std::uint8_t* bytes, std::size_t size) {
  std::uint32_t mode = static_cast<std::uint32_t>(size);
  for (std::size_t i = 0; i < size; ++i) mode = mode * 31 + bytes[i];
  kbsearch::SearchOptions options;
  options.limit = 3;
  options.explain = true;
  options.typing = (mode & 1u) != 0;
  options.all_words = (mode & 2u) != 0;
  options.expand = (mode & 4u) == 0;
  options.passages = 1 + (mode >> 3) % 3;
  static constexpr const char* kGroups[] = {"", "url", "near", "type"};
  options.collapse = kGroups[(mode >> 5) % 4];
  if ((mode & 128u) != 0) options.facets = {{"type"}, {"quality"}, {"published"}};
  options.related_tags = (mode & 256u) != 0 ? 3 : 0;
  if ((mode & 512u) != 0) options.sort = kbsearch::SortKey{"published", (mode & 1024u) != 0};
  return options;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace kbsearch;
  static const auto searcher = Searcher::open(test::sample_index());
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  auto options = options_for(bytes, size);
  const auto page = searcher.search(text, options);
  for (const auto& hit : page.hits) {
    for (const auto& passage : hit.passages) {
      for (const auto& mark : passage.marks) require(mark.end <= passage.text.size(), "a mark lies outside");
    }
  }
  if (page.next_cursor.empty()) return 0;
  options.after = page.next_cursor;
  const auto next = searcher.search(text, options);
  require(next.total.value == page.total.value, "the second page has another total");
  for (const auto& hit : next.hits) {
    for (const auto& before : page.hits) require(hit.record_id != before.record_id, "a hit comes twice");
  }
  return 0;
}
