#include "workbench/workbench.hpp"

#include <algorithm>
#include <new>

#include "kbsearch/error.hpp"
#include "percent_encoding.hpp"
#include "report/markup.hpp"
#include "workbench/side.hpp"

namespace kbsearch::workbench {
namespace {

using report::escaped;

constexpr std::string_view kHome = "/workbench";
constexpr std::string_view kQueries = "/workbench/queries";
constexpr std::string_view kJudge = "/workbench/judge";
constexpr std::string_view kStyle = "/workbench/style.css";
constexpr std::size_t kMostQueryBytes = 8'000;

constexpr std::string_view kOwnStyle = R"css(
main, header, footer { max-width: 80rem; }
header nav { display: flex; gap: 1.25rem; margin-top: .5rem; }
header nav a[aria-current] { color: var(--ink); font-weight: 600; text-decoration: none; }
form.choice { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1.25rem 0; }
form.choice label { display: grid; gap: .15rem; font-size: .8125rem; color: var(--soft); }
form.choice label.query { flex: 1 1 16rem; }
input, select, button { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem; padding: .4rem .6rem; min-width: 0; max-width: 100%; }
button { cursor: pointer; }
form.choice > button { background: var(--accent); border-color: var(--accent); color: var(--ground); }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 1.5rem; }
.sides h2 { margin-top: 1rem; overflow-wrap: anywhere; } .sides h2 span { font-size: .875rem; margin-left: .5rem; }
.hits .card { padding: .75rem 1rem; } .hits p { margin: 0 0 .25rem; }
.head { display: flex; gap: .6rem; align-items: baseline; }
.head .title { flex: 1; min-width: 0; overflow-wrap: anywhere; font-weight: 600; }
.head .score { color: var(--soft); font-variant-numeric: tabular-nums; }
.move { white-space: nowrap; font-size: .8125rem; min-width: 2.6rem; color: var(--soft); font-variant-numeric: tabular-nums; }
.move.up { color: var(--win); } .move.down { color: var(--loss); } .move.gone { color: var(--accent); }
.facts, .why { font-size: .875rem; color: var(--soft); overflow-wrap: anywhere; }
form.judge { display: flex; flex-wrap: wrap; gap: .35rem; align-items: center; font-size: .875rem; margin-top: .35rem; }
form.judge button { padding: .1rem .6rem; min-height: 1.75rem; }
form.judge button[aria-pressed="true"] { background: var(--win); border-color: var(--win); color: var(--ground); font-weight: 700; }
)css";

Response page(int status, const std::string& title, bool is_home, const std::string& content,
              const std::string& switched = {}) {
  // As seen from /workbench, links begin with the last part of the path; from below it they go up first.
  const std::string up = is_home ? "" : "../";
  std::string html =
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" +
      escaped(title) + "</title>\n<link rel=\"stylesheet\" href=\"" + up +
      "workbench/style.css\"></head>\n<body><header><h1>Workbench</h1>\n<nav><a href=\"" + up + "workbench" +
      escaped(switched) + "\"" + (is_home ? " aria-current=\"page\"" : "") + ">One query</a><a href=\"" + up +
      "workbench/queries" + escaped(switched) + "\"" + (is_home ? "" : " aria-current=\"page\"") +
      ">Judged queries</a></nav></header>\n<main>\n" + content + "</main></body></html>\n";
  return {status,
          "text/html; charset=utf-8",
          std::move(html),
          {{"Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
           {"Referrer-Policy", "same-origin"},
           {"Cache-Control", "no-store"}}};
}

Response failure(int status, const Request& request, const std::string& what) {
  const bool is_home = request.path == kHome;
  return page(status, "Workbench", is_home,
              "<section class=\"card\"><h2>That did not work</h2><p>" + escaped(what) + "</p></section>\n");
}

int status_of(const Error& error) {
  switch (error.code()) {
    case ErrorCode::kInvalidArgument:
      return 400;
    case ErrorCode::kInterrupted:
    case ErrorCode::kDeadlinePassed:
      return 503;
    default:
      return 500;
  }
}

/// A page of another site can send a form here, too; browsers say where it comes from.
bool is_of_this_site(const Request& request) {
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin") return false;
  if (request.origin.empty()) return request.fetch_site == "same-origin";
  const auto scheme = request.origin.find("://");
  return scheme != std::string::npos && !request.host.empty() && request.origin.substr(scheme + 3) == request.host;
}

std::string side_key(const Parameters& parameters, const char* name, const char* otherwise) {
  const auto key = parameter(parameters, name);
  return key.empty() ? otherwise : key;
}

std::string question(const Parameters& parameters) {
  auto q = parameter(parameters, "q");
  if (q.size() > kMostQueryBytes) {
    throw Error(ErrorCode::kInvalidArgument,
                "the query has " + std::to_string(q.size()) + " bytes, at most " + std::to_string(kMostQueryBytes) +
                    " are compared",
                "q");
  }
  const auto first = q.find_first_not_of(" \t\r\n");
  const auto last = q.find_last_not_of(" \t\r\n");
  return first == q.npos ? std::string() : q.substr(first, last - first + 1);
}

Response judge(const Request& request, const Searcher& searcher, const Bench& bench) {
  if (request.method != "POST") {
    auto response = failure(405, request, "Judgments are sent with a form.");
    response.headers.emplace_back("Allow", "POST");
    return response;
  }
  if (!is_of_this_site(request)) return failure(403, request, "This form was sent by a page of another site.");
  if (bench.judgments == nullptr) {
    throw Error(ErrorCode::kInvalidArgument, "nothing can be judged: start with --queries FILE --qrels FILE");
  }
  const auto q = question(request.form);
  const auto left = side_named(side_key(request.form, "left", "text"), searcher, bench);
  const auto right = side_named(side_key(request.form, "right", "default"), searcher, bench);
  const auto text = parameter(request.form, "grade");
  std::optional<int> grade;
  if (!text.empty()) {
    if (text.size() > 2 || text.find_first_not_of("0123456789") != text.npos) {
      throw Error(ErrorCode::kInvalidArgument, "grade is '" + text + "', must be a whole number from 0 on", "grade");
    }
    grade = std::stoi(text);
  }
  const auto id = parameter(request.form, "id");
  if (!left.searcher->find(id) && !right.searcher->find(id)) {
    throw Error(ErrorCode::kInvalidArgument, "there is no record '" + id + "' to judge", id);
  }
  bench.judgments->judge(q, id, grade);
  return {303, "text/plain; charset=utf-8", "", {{"Location", "../" + address_of(q, left.key, right.key)}}};
}

Response answered(const Request& request, const Searcher& searcher, const Bench& bench) {
  if (request.path == kJudge) return judge(request, searcher, bench);
  if (request.method != "GET" && request.method != "HEAD") {
    auto response = failure(405, request, "Pages are asked for with GET.");
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  if (request.path == kStyle) {
    return {200,
            "text/css; charset=utf-8",
            std::string(report::style_sheet()) + std::string(kOwnStyle),
            {{"Cache-Control", "no-cache"}}};
  }
  const auto left = side_named(side_key(request.query, "left", "text"), searcher, bench);
  const auto right = side_named(side_key(request.query, "right", "default"), searcher, bench);
  const auto switched = "?left=" + cli::percent_encoded(left.key) + "&right=" + cli::percent_encoded(right.key);
  if (request.path == kQueries) {
    return page(200, "Workbench: judged queries", false, queries_page(left, right, request, searcher, bench), switched);
  }
  if (request.path != kHome) return failure(404, request, "There is no such page.");
  const auto q = question(request.query);
  return page(200, q.empty() ? "Workbench" : "Workbench: " + q, true,
              comparison_page(q, left, right, request, searcher, bench), switched);
}

}  // namespace

bool knows(std::string_view path) { return path == kHome || path == kQueries || path == kJudge || path == kStyle; }

Response answer(const Request& request, const Searcher& searcher, const Bench& bench) {
  try {
    return answered(request, searcher, bench);
  } catch (const Error& error) {
    return failure(status_of(error), request, error.what());
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    return failure(500, request, error.what());
  }
}

Parameters form_of(std::string_view body) {
  const auto decoded = [](std::string_view text) {
    std::string out;
    const auto digit = [](char c) {
      return c >= '0' && c <= '9'   ? c - '0'
             : c >= 'a' && c <= 'f' ? c - 'a' + 10
             : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                    : -1;
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool is_escape =
          text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
      if (is_escape) {
        out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
        i += 2;
      } else {
        out += text[i] == '+' ? ' ' : text[i];
      }
    }
    return out;
  };
  Parameters parameters;
  while (!body.empty()) {
    const auto end = std::min(body.find('&'), body.size());
    const auto part = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    if (part.empty()) continue;
    const auto equals = std::min(part.find('='), part.size());
    parameters.emplace_back(decoded(part.substr(0, equals)), decoded(part.substr(std::min(equals + 1, part.size()))));
  }
  return parameters;
}

}  // namespace kbsearch::workbench
