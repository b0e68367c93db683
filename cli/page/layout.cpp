#include "page/layout.hpp"

#include <algorithm>

#include "page/assets.hpp"

namespace kbsearch::page {
namespace {

/// Nothing but our own files, and neither scripts nor styles within a page: whatever a record smuggled in, a browser
/// would not run it.
constexpr const char* kContentSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'";

std::vector<std::pair<std::string, std::string>> headers_of_pages() {
  return {{"Content-Security-Policy", kContentSecurityPolicy},
          {"Referrer-Policy", "no-referrer"},
          {"Cache-Control", "no-cache"}};
}

constexpr const char* kHtml = "text/html; charset=utf-8";

void write_search_form(Html& html, const Asked& asked) {
  html << "<form id=\"search\" role=\"search\" action=\"./\" method=\"get\">"
          "<label class=\"hidden\" for=\"q\">Search</label>"
          "<input id=\"q\" name=\"q\" type=\"search\" value=\""
       << asked.q
       << "\" placeholder=\"Search the knowledge base\" autocomplete=\"off\" autocapitalize=\"off\" "
          "spellcheck=\"false\" "
          "dir=\"auto\" maxlength=\"1000\" aria-describedby=\"keys\">"
          "<button type=\"submit\">Search</button>";
  for (const auto& condition : asked.conditions) {
    html << "<input type=\"hidden\" name=\"filter\" value=\"" << condition.filter << "\">";
  }
  if (!asked.profile.empty()) html << "<input type=\"hidden\" name=\"profile\" value=\"" << asked.profile << "\">";
  if (asked.limit != Asked::kLimit) html << "<input type=\"hidden\" name=\"limit\" value=\"" << asked.limit << "\">";
  html << "</form>";
}

}  // namespace

std::string asset_address(std::string_view name) {
  const auto* found = std::find_if(std::begin(kAssets), std::end(kAssets),
                                   [&](const Asset& candidate) { return candidate.name == name; });
  std::string address = "assets/" + std::string(name);
  if (found != std::end(kAssets)) address += "?v=" + std::string(found->version);
  return address;
}

std::optional<Response> asset(std::string_view name) {
  for (const auto& candidate : kAssets) {
    if (candidate.name != name) continue;
    Response response{.content_type = std::string(candidate.content_type), .body = std::string(candidate.text)};
    response.headers = {{"Cache-Control", "public, max-age=3600"},
                        {"ETag", '"' + std::string(candidate.version) + '"'}};
    // A wiki loads the component from another origin.
    if (name == "kb-search.js") {
      response.headers.emplace_back("Access-Control-Allow-Origin", "*");
      response.headers.emplace_back("Cross-Origin-Resource-Policy", "cross-origin");
    }
    return response;
  }
  return std::nullopt;
}

Response redirect_to(const std::string& address) {
  Response response{.status = 303, .content_type = kHtml};
  response.headers = headers_of_pages();
  response.headers.emplace_back("Location", address);
  return response;
}

Response document(int status, std::string_view title, const Asked& asked, const Html& content,
                  std::string_view address) {
  Html html;
  html << "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"
       << shortened(title, 200) << "</title>\n<link rel=\"icon\" href=\"" << asset_address("icon.svg")
       << "\" type=\"image/svg+xml\">\n<link rel=\"stylesheet\" href=\"" << asset_address("page.css")
       << "\">\n<script type=\"module\" src=\"" << asset_address("page.js")
       << "\"></script>\n<script type=\"module\" src=\"" << asset_address("ways.js")
       << "\"></script>\n</head>\n<body>\n"
          "<a class=\"skip\" href=\"#results\">Skip to the results</a>\n"
          "<header><a class=\"brand\" href=\"./\">kbsearch</a>";
  write_search_form(html, asked);
  html << "</header>\n<p id=\"announcement\" class=\"hidden\" role=\"status\"></p>\n<div id=\"answer\" data-address=\""
       << address << "\">\n"
       << content
       << "\n</div>\n<footer><p id=\"keys\"><kbd>/</kbd> to search, <kbd>\xE2\x86\x93</kbd> <kbd>\xE2\x86\x91</kbd> "
          "through the results, <kbd>Enter</kbd> to open, <kbd>Esc</kbd> back to the words. "
          "<kbd>+word</kbd> requires, <kbd>-word</kbd> leaves out, <kbd>&quot;a phrase&quot;</kbd> keeps the "
          "order.</p></footer>\n</body>\n</html>\n";
  Response response{.status = status, .content_type = kHtml, .body = std::move(html).str()};
  response.headers = headers_of_pages();
  return response;
}

}  // namespace kbsearch::page
