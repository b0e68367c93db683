#include "serve/problem.hpp"

#include <nlohmann/json.hpp>

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
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return status < 500 ? "Bad Request" : "Internal Server Error";
  }
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

Response problem(const Error& error) {
  return problem(Refusal{.status = status_of(error.code()),
                         .code = name_of(error.code()),
                         .detail = error.what(),
                         .subject = error.subject(),
                         .remedy = to_string(error.remedy())});
}

}  // namespace kbsearch::cli::serve
