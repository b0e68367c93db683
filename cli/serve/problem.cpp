#include "serve/problem.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "advice.hpp"

namespace kbsearch::cli::serve {
namespace {

int status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return 400;
    case ErrorCode::kIndexLocked:
      return 409;
    case ErrorCode::kInterrupted:
      return 503;
    case ErrorCode::kDeadlinePassed:
      return 504;
    case ErrorCode::kLimitExceeded:
      return 422;
    case ErrorCode::kIndexNotFound:
    case ErrorCode::kIndexCorrupt:
    case ErrorCode::kIndexVersion:
    case ErrorCode::kIo:
      return 500;
  }
  return 500;
}

}  // namespace

std::string reason_of(int status) {
  static const std::map<int, const char*> reasons = {
      {200, "OK"},
      {201, "Created"},
      {204, "No Content"},
      {304, "Not Modified"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {416, "Range Not Satisfiable"},
      {421, "Misdirected Request"},
      {422, "Unprocessable Content"},
      {431, "Request Header Fields Too Large"},
      {499, "Client Gone"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {504, "Gateway Timeout"},
  };
  const auto found = reasons.find(status);
  return found != reasons.end() ? found->second : status < 500 ? "Bad Request" : "Internal Server Error";
}

void refuse_missing_record(const std::string& id) {
  throw Refused{
      {.status = 404, .code = "RECORD_NOT_FOUND", .detail = "no record has the id '" + id + "'", .subject = id}};
}

Response problem(const Refusal& refusal) {
  nlohmann::ordered_json json = {{"type", "about:blank"},
                                 {"title", reason_of(refusal.status)},
                                 {"status", refusal.status},
                                 {"detail", refusal.detail},
                                 {"code", refusal.code}};
  if (!refusal.subject.empty()) json["subject"] = refusal.subject;
  if (!refusal.remedy.empty()) json["remedy"] = refusal.remedy;
  Response response{.status = refusal.status, .content_type = "application/problem+json"};
  response.body = json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
  response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

Response problem(const Error& error, const Settings& settings) {
  Refusal refusal{.status = status_of(error.code()),
                  .code = name_of(error.code()),
                  .detail = error.what(),
                  .subject = error.subject(),
                  .remedy = to_string(error.remedy())};
  // That a snapshot cannot be written is an error of the argument, whose subject is the index.
  const bool is_about_files = names_files(error.code()) || error.subject() == settings.db.string();
  if (settings.show_paths || !is_about_files) return problem(refusal);
  refusal.detail = said_without_files(error.code());
  refusal.subject.clear();
  auto response = problem(refusal);
  response.fault = error.what();
  return response;
}

}  // namespace kbsearch::cli::serve
