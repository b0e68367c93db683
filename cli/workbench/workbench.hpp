// A workbench for those who tune: two rankings of one query side by side, what moved and why, judgments by a click, and
// the judged queries with wins and losses. Pages without a script, and one form.
//
//     workbench::Bench bench{.judgments = &file};
//     const auto response = workbench::answer({.path = "/workbench", .query = {{"q", "heat pump"}}}, searcher, bench);
//
// A function of the request, the index and the files of judgments: no sockets. For this machine alone: who reaches it
// may judge.
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/searcher.hpp"
#include "workbench/judgments_file.hpp"

namespace kbsearch::workbench {

using Parameters = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = "GET";  ///< GET, HEAD or POST.
  std::string path = "/workbench";
  Parameters query = {};        ///< Percent-decoded, in their order: q, left, right, metric.
  Parameters form = {};         ///< Of a POST to /workbench/judge: q, left, right, id, grade.
  std::string host = {};        ///< The header Host.
  std::string origin = {};      ///< The header Origin.
  std::string fetch_site = {};  ///< The header Sec-Fetch-Site.
  std::stop_token stop = {};    ///< Ends the searches.
  std::optional<std::chrono::steady_clock::time_point> deadline = {};  ///< The same.
};

struct Response {
  int status = 200;  ///< 200, 303 (with Location), 400, 403, 404, 405, 500 or 503.
  std::string content_type = {};
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};
};

/// What is worked on. All of it must outlive the answers.
struct Bench {
  JudgmentsFile* judgments = nullptr;         ///< Null: nothing can be judged.
  const Searcher* other = nullptr;            ///< Another index to compare with; null if there is none.
  std::string other_name = {};                ///< What that is called: its path.
  std::vector<RankingProfile> profiles = {};  ///< Beside the built-in ones.
};

/// The most queries that a page of wins and losses asks.
inline constexpr std::size_t kMostQueries = 2'000;

/// Returns whether answer() knows the path.
[[nodiscard]] bool knows(std::string_view path);

/// Returns what a browser shows for the request. What is wrong with it is told with status 400; a form that comes from
/// another site gets 403 and changes nothing; what is wrong with an index or a file, 500; a search that was ended, 503.
/// Throws std::bad_alloc alone. May be called by any number of threads.
[[nodiscard]] Response answer(const Request& request, const Searcher& searcher, const Bench& bench);

/// Reads a body of application/x-www-form-urlencoded.
[[nodiscard]] Parameters form_of(std::string_view body);

}  // namespace kbsearch::workbench
