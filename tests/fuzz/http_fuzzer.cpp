// Whatever a request says, the service answers it: with JSON, a page, or a problem that says what is wrong, never with
// nothing and never with an error of its own.
//
// An input is a request as text: METHOD, a blank, the address, a line break, the body. What is wrong below that, in the
// bytes of a connection, is for tests/serve/replay_test.cpp.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "serve/service.hpp"
#include "support/sample.hpp"

namespace {

using namespace kbsearch::cli::serve;
using nlohmann::json;

void require(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "http: %s\n", what.c_str());
  std::abort();
}

Service& service() {
  static const kbsearch::test::TemporaryDirectory directory;
  static Service service([] {
    kbsearch::test::load_lines(directory / "index",
                               "{\"id\":\"a\",\"title\":\"zebra crossing\",\"tags\":[\"road\"]}\n"
                               "{\"id\":\"b\",\"title\":\"open source\",\"importance\":40}\n");
    Settings settings;
    settings.db = directory / "index";
    settings.timeout = std::chrono::seconds(5);
    return settings;
  }());
  return service;
}

std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      plain += static_cast<char>(std::strtol(std::string(text.substr(i + 1, 2)).c_str(), nullptr, 16));
      i += 2;
    } else {
      plain += text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

Request request_of(std::string_view input) {
  Request request;
  const auto line = input.substr(0, input.find('\n'));
  request.body = input.substr(std::min(line.size() + 1, input.size()));
  request.method = line.substr(0, line.find(' '));
  auto target = line.substr(std::min(request.method.size() + 1, line.size()));
  request.path = decoded(target.substr(0, target.find('?')));
  target.remove_prefix(std::min(target.find('?'), target.size()));
  while (!target.empty()) {
    target.remove_prefix(1);
    const auto part = target.substr(0, target.find('&'));
    const auto name = part.substr(0, part.find('='));
    request.parameters.emplace(decoded(name), decoded(part.substr(std::min(name.size() + 1, part.size()))));
    target.remove_prefix(part.size());
  }
  request.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
  return request;
}

bool is_json(const Response& response) {
  std::string_view left = response.body;
  if (response.content_type != "application/x-ndjson") return json::accept(left);
  while (!left.empty()) {
    const auto line = left.substr(0, left.find('\n'));
    if (!json::accept(line)) return false;
    left.remove_prefix(std::min(line.size() + 1, left.size()));
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const auto request = request_of(input);
  const auto response = service().answer(request);
  const auto shown = " for " + std::string(input.substr(0, 300)) + "\n" + response.body.substr(0, 300);
  require(response.status != 500 && response.status != 504, "status " + std::to_string(response.status) + shown);
  const bool is_page = response.content_type.starts_with("text/html");
  if (is_page || (response.status >= 400 && !request.path.starts_with("/v1"))) {
    // The page and the agents' part say what is wrong in forms of their own.
    require(!response.body.empty() || response.status / 100 == 3, "nothing" + shown);
  } else if (response.status >= 400) {
    require(response.content_type == "application/problem+json", "no problem" + shown);
    const auto problem = json::parse(response.body, nullptr, false);
    require(problem.is_object() && problem["status"] == response.status && problem["detail"] != "",
            "no reason" + shown);
  } else if (response.content_type.find("json") != std::string::npos) {
    require(is_json(response), "no JSON" + shown);
  }
  return 0;
}
