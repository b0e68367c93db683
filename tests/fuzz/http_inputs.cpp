// Requests of every route, and pieces of addresses and options.
#include "fuzz/inputs.hpp"

namespace kbsearch::fuzz {

std::vector<std::string> seeds() {
  return {
      "GET /v1/search?q=zebra+crossing&limit=5&explain=1&facet=tag:3&filter=tag:road",
      "GET /v1/search?q=open+source&sort=importance:asc&collapse=url&passages=3&typing&after=01",
      "GET /v1/search?q=%22zebra&profile=research&all_words=true&typos=0&expand=false&offset=2",
      "GET /v1/search?timeout_ms=900&max_words=3&max_expansions=4&executor=both&q=zeb*&exact_total_up_to=1",
      "GET /v1/suggest?q=zeb&limit=3",
      "GET /v1/records/a",
      "GET /v1/similar/b?limit=2&explain",
      "GET /v1/explain?q=zebra&id=a&id=b",
      "GET /v1/facets?q=open",
      "GET /v1/facets",
      "GET /v1/stats",
      "HEAD /healthz",
      "GET /readyz",
      "GET /metrics",
      "GET /openapi.json",
      "OPTIONS /v1/search",
      "PUT /v1/records/a\n{\"id\":\"a\"}",
      "POST /v1/search\n{\"q\":\"zebra\",\"limit\":3,\"facets\":[\"tag\",{\"field\":\"importance\",\"max_values\":3}]}",
      "POST /v1/search\n{\"q\":\"zebra\",\"sort\":{\"field\":\"importance\",\"ascending\":true},\"profile\":{}}",
      "POST /v1/search\n{\"queries\":[{\"id\":\"1\",\"q\":\"zebra\"},{\"id\":\"2\",\"q\":\"open: \\\"source\"}],"
      "\"limit\":2,\"plain_words\":false}"};
}

std::string piece(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"&",
                                                  "=",
                                                  "?",
                                                  "%",
                                                  "%00",
                                                  "%FF",
                                                  "%C3",
                                                  "+",
                                                  "/",
                                                  "..",
                                                  "limit=",
                                                  "offset=",
                                                  "&facet=",
                                                  "&filter=",
                                                  "&sort=",
                                                  ":asc",
                                                  ":month",
                                                  "q=",
                                                  "id=",
                                                  "&after=",
                                                  "-1",
                                                  "99999999999999999999",
                                                  "1e3",
                                                  "null",
                                                  "true",
                                                  "{",
                                                  "}",
                                                  "[",
                                                  "]",
                                                  "\"",
                                                  "\\",
                                                  ",",
                                                  ":",
                                                  "\"limit\":",
                                                  "\"profile\":",
                                                  "\"queries\":",
                                                  "\"facets\":",
                                                  "{\"field\":",
                                                  "\"timeout_us\":0",
                                                  "\"filter\":\"",
                                                  "importance:10..",
                                                  "\n",
                                                  "POST ",
                                                  "GET ",
                                                  "/v1/search",
                                                  "/v1/records/",
                                                  "\xF0\x9F\x9A\x80",
                                                  "\xFF"};
  return pieces[random() % pieces.size()];
}

std::string fresh_input(std::mt19937& random) {
  static const std::vector<std::string> begins = {"GET /v1/search?q=", "GET /v1/",         "POST /v1/search\n{",
                                                  "GET /v1/explain?",  "GET /v1/records/", "GET /"};
  std::string input = begins[random() % begins.size()];
  for (auto pieces = random() % 12; pieces > 0; --pieces) input += piece(random);
  return input;
}

}  // namespace kbsearch::fuzz
