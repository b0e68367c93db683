// Messages of the Model Context Protocol, and pieces of them.
#include "fuzz/inputs.hpp"
#include "support/query_texts.hpp"

namespace kbsearch::fuzz {
namespace {

constexpr const char* kTools[] = {"search", "check_claim", "get_record", "similar", "facets", "explain", "serch"};
constexpr const char* kArguments[] = {R"("query":"pytorch governance")",
                                      R"("query":"heat \"open (")",
                                      R"("filter":"type:paper importance:60..")",
                                      R"("filter":"tpye:x")",
                                      R"("limit":3)",
                                      R"("limit":-1)",
                                      R"("cursor":"01")",
                                      R"("max_tokens":100)",
                                      R"("passages":5)",
                                      R"("facets":["type","tag:3"])",
                                      R"("facets":"published:month")",
                                      R"("sort":"published:asc")",
                                      R"("all_words":true)",
                                      R"("claim":"PyTorch is a foundation of 2022")",
                                      R"("claim":"zyxwv")",
                                      R"("id":"87c36d42aade0023")",
                                      R"("id":"fair")",
                                      R"("parts":["title","content"])",
                                      R"("offset":7)",
                                      R"("ids":["fair","x"])",
                                      R"("max_values":2)",
                                      R"("query":null)",
                                      R"("limit":1e9)"};
constexpr const char* kMessages[] = {
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18"}})",
    R"({"jsonrpc":"2.0","method":"notifications/initialized"})",
    R"({"jsonrpc":"2.0","id":"a","method":"ping"})",
    R"({"jsonrpc":"2.0","id":2,"method":"tools/list"})",
    R"({"jsonrpc":"2.0","id":3,"method":"resources/list","params":{"cursor":null}})",
    R"({"jsonrpc":"2.0","id":4,"method":"resources/templates/list"})",
    R"({"jsonrpc":"2.0","id":5,"method":"resources/read","params":{"uri":"kbsearch://record/fair"}})",
    R"({"jsonrpc":"2.0","id":6,"method":"resources/read","params":{"uri":"kbsearch://record/%66%"}})",
    R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":3}})",
    R"([{"jsonrpc":"2.0","id":7,"method":"ping"},{"jsonrpc":"2.0","id":7,"method":"ping"},3])",
    R"({"jsonrpc":"2.0","id":8,"result":{}})",
    R"({"id":null,"method":7,"params":[]})"};

template <typename T, std::size_t N>
const T& one_of(const T (&all)[N], std::mt19937& random) {
  return all[random() % N];
}

std::string call(std::mt19937& random) {
  std::string arguments;
  for (auto count = random() % 4; count > 0; --count) {
    arguments += (arguments.empty() ? "" : ",") + std::string(one_of(kArguments, random));
  }
  return R"({"jsonrpc":"2.0","id":)" + std::to_string(random() % 9) + R"(,"method":"tools/call","params":{"name":")" +
         one_of(kTools, random) + R"(","arguments":{)" + arguments + "}}}";
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all(std::begin(kMessages), std::end(kMessages));
  std::mt19937 random(7);
  for (int i = 0; i < 200; ++i) all.push_back(call(random));
  return all;
}

std::string piece(std::mt19937& random) {
  static constexpr const char* kPieces[] = {"\n", "\"", "{",       "}",       "[",    "]",
                                            ",",  ":",  "\\u0000", "\\ud83d", "null", "1e999"};
  switch (random() % 4) {
    case 0:
      return one_of(kArguments, random);
    case 1:
      return test::jumbled_text(random, 3);
    default:
      return one_of(kPieces, random);
  }
}

std::string fresh_input(std::mt19937& random) {
  std::string input;
  for (auto count = 1 + random() % 4; count > 0; --count) {
    if (!input.empty()) input += '\n';
    input += random() % 2 == 0 ? call(random) : std::string(one_of(kMessages, random));
  }
  return input;
}

}  // namespace kbsearch::fuzz
