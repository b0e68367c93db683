// Any bytes are a query: it parses, its printed form and its JSON read back, and every warning lies within the text.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "kbsearch/query.hpp"

namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "query parser: %s\n", what);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace kbsearch;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto& schema = Schema::knowledge_base();
  // Room for the backslashes of the printed form, and a fixed day.
  const QueryParserOptions options{.max_bytes = 1'000'000, .today = std::chrono::sys_days(std::chrono::days(20'000))};
  const auto parsed = parse_query(text, schema, options);
  for (const auto& warning : parsed.warnings) require(warning.at <= size, "a warning lies outside of the text");
  const auto printed = to_string(parsed.query);
  const bool reads_back = parse_query(printed, schema, options).query == parsed.query;
  require(reads_back, ("the printed form does not read back: " + printed).c_str());
  require(query_from_json(query_to_json(parsed.query)) == parsed.query, "JSON does not read back");
  return 0;
}
