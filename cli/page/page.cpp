#include "page/page.hpp"

#include <string>

#include "kbsearch/error.hpp"
#include "page/layout.hpp"
#include "page/record_page.hpp"
#include "page/search_page.hpp"

namespace kbsearch::page {
namespace {

constexpr std::string_view kAssetsPath = "/assets/";

Response message_page(int status, std::string_view title, std::string_view message, const Request& request) {
  Asked asked;
  asked.q = parameter(request, "q");
  Html html;
  html << "<main id=\"results\" class=\"message\" tabindex=\"-1\"><h1>" << title << "</h1><p><bdi>"
       << shortened(message, 1'000) << "</bdi></p><p><a href=\"./\">Begin anew</a></p></main>";
  return document(status, std::string(title) + " \xC2\xB7 kbsearch", asked, html);
}

Response answered(const Request& request, const Searcher& searcher) {
  if (request.path == "/") return search_page(request, searcher);
  if (request.path == "/record") return record_page(request, searcher);
  if (request.path.starts_with(kAssetsPath)) {
    if (auto file = asset(std::string_view(request.path).substr(kAssetsPath.size()))) return *std::move(file);
  }
  return message_page(404, "There is no such page", "The address leads nowhere here.", request);
}

Response told(const Error& error, const Request& request) {
  switch (error.code()) {
    case ErrorCode::kInvalidArgument:
    case ErrorCode::kLimitExceeded:
      return message_page(400, "That could not be asked", error.what(), request);
    case ErrorCode::kInterrupted:
    case ErrorCode::kDeadlinePassed:
      return message_page(503, "That took too long", "The search was ended before it was done. Ask for less, or again.",
                          request);
    default:
      break;
  }
  auto response = message_page(500, "The index cannot be read", "The fault is not in what you asked.", request);
  response.fault = error.what();
  return response;
}

}  // namespace

bool knows(std::string_view path) {
  return path == "/" || path == "/record" ||
         (path.starts_with(kAssetsPath) && asset(path.substr(kAssetsPath.size())).has_value());
}

Response answer(const Request& request, const Searcher& searcher) {
  try {
    return answered(request, searcher);
  } catch (const Error& error) {
    return told(error, request);
  }
}

}  // namespace kbsearch::page
