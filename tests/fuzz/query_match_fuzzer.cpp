// Any bytes are a query that the sample index answers, each hit explained.
#include <cstdint>
#include <string_view>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace kbsearch;
  static const auto searcher = Searcher::open(test::sample_index());
  searcher.search(std::string_view(reinterpret_cast<const char*>(bytes), size), {.limit = 3, .explain = true});
  return 0;
}
