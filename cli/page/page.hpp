// What a browser shows: a page to search, a page for each record, and the files these are made of.
//
//     const auto response = page::answer({.path = "/", .query = {{"q", "heat pump"}}}, searcher);
//     send(response.status, response.content_type, response.headers, response.body);
//
// A pure function of the request and the index: no sockets, no files, no state. Every page works without its script;
// the script asks for the same pages and puts in what changed. Links are relative, so the pages may lie below any
// prefix that ends in `/`.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kbsearch/searcher.hpp"

namespace kbsearch::page {

/// A GET (or HEAD) of a page. Texts may be any bytes.
struct Request {
  std::string path = "/";  ///< Percent-decoded, without the prefix: `/`, `/record`, `/assets/page.css`.
  /// Percent-decoded parameters in their order. `/` reads those of `/v1/search` that a page needs: q, filter (any
  /// number, all meant), sort, collapse, limit, offset, profile, all_words, typing; `like` (an id: records like that
  /// one) in place of q; and from.FIELD and to.FIELD of its own form, which it answers with a redirect to a filter.
  /// `/record` reads id and q. Others are passed over.
  std::vector<std::pair<std::string, std::string>> query = {};
  std::stop_token stop = {};                                           ///< Ends the searches, as in SearchOptions.
  std::optional<std::chrono::steady_clock::time_point> deadline = {};  ///< The same.
};

/// An answer, complete but for Date, Content-Length and whatever the server adds.
struct Response {
  int status = 200;                                               ///< 200, 303 (with Location), 400, 404, 500 or 503.
  std::string content_type = {};                                  ///< With the character set.
  std::string body = {};                                          ///< HTML, or a file of the page.
  std::vector<std::pair<std::string, std::string>> headers = {};  ///< Content-Security-Policy, Cache-Control, ...
  std::string fault = {};  ///< For the server's log: what is wrong with the index, in words that name its files.
};

/// Returns whether answer() knows the path; of any other it makes a page that says so, with status 404.
[[nodiscard]] bool knows(std::string_view path);

/// Returns what a browser shows for the request. What is wrong with it is told by a page with status 400; what is wrong
/// with the index, by one with status 500; a search that was ended, by one with status 503: an error is never an empty
/// result. Throws std::bad_alloc alone. May be called by any number of threads.
[[nodiscard]] Response answer(const Request& request, const Searcher& searcher);

}  // namespace kbsearch::page
