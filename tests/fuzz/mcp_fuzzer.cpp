// Any bytes are messages, a line each: each has one answer or none, which is JSON-RPC within its bounds, and the
// session goes on.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "mcp/http.hpp"
#include "mcp/session.hpp"
#include "support/sample.hpp"

namespace {

using Json = nlohmann::json;
using kbsearch::cli::mcp::Session;

// A record of the sample and all that is told beside it, four times over.
constexpr std::size_t kMostAnswerBytes = 512 * 1024;

void require(bool holds, const char* what, std::string_view of) {
  if (holds) return;
  std::fprintf(stderr, "mcp: %s: %.*s\n", what, static_cast<int>(of.size()), of.data());
  std::abort();
}

const kbsearch::Searcher& searcher() {
  static const auto searcher = kbsearch::Searcher::open(kbsearch::test::sample_index());
  return searcher;
}

void require_answer(const Json& answer, std::string_view text) {
  require(answer.is_object() && answer.value("jsonrpc", "") == "2.0" && answer.contains("id"), "no answer", text);
  require(answer.contains("result") != answer.contains("error"), "an answer of both kinds or none", text);
  if (answer.contains("error")) require(answer["error"]["code"].is_number_integer(), "an error without a code", text);
}

void check(const std::string& text) {
  if (text.empty()) return;
  require(text.find('\n') == text.npos, "an answer of two lines", text);
  require(text.size() < kMostAnswerBytes, "an answer is too long", text.substr(0, 200));
  const auto answer = Json::parse(text, nullptr, false);
  require(!answer.is_discarded(), "an answer is no JSON", text);
  if (!answer.is_array()) return require_answer(answer, text);
  for (const auto& one : answer) require_answer(one, text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  Session session([]() -> const kbsearch::Searcher& { return searcher(); },
                  {.begins_with_initialize = size % 4 == 0, .version = "2025-03-26"});
  kbsearch::cli::mcp::HttpSessions http_sessions;
  std::string http_session;
  for (std::size_t at = 0; at <= size;) {
    const auto end = std::min(input.find('\n', at), size);
    const auto line = input.substr(at, end - at);
    check(session.receive(line));
    const auto posted = kbsearch::cli::mcp::answer_post(
        {.body = line, .content_type = "application/json", .session = http_session}, searcher(), http_sessions);
    check(posted.body);
    if (http_session.empty()) http_session = posted.session;
    static_cast<void>(kbsearch::cli::mcp::is_notification(line));
    at = end + 1;
  }
  const auto pong = Json::parse(session.receive(R"({"jsonrpc":"2.0","id":"last","method":"ping"})"));
  require(pong.value("id", "") == "last" && pong.contains("result"), "it does not go on", input);
  return 0;
}
