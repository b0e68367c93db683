#include "serve/exchange.hpp"

#include <strings.h>

#include <charconv>

namespace kbsearch::cli::serve {
namespace {

using HandlerResponse = httplib::Server::HandlerResponse;

/// The length that a head tells; nothing if it is no number.
std::optional<std::uint64_t> length_in(const std::string& text) {
  std::uint64_t length = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), length);
  if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return length;
}

/// The library adds these to the headers of a request.
constexpr const char* kAdded[] = {"REMOTE_ADDR", "REMOTE_PORT", "LOCAL_ADDR", "LOCAL_PORT"};

}  // namespace

void Exchange::take_head(httplib::Request& head) {
  request_ = {.method = head.method, .path = head.path};
  request_.parameters.insert(head.params.begin(), head.params.end());
  for (const char* added : kAdded) head.headers.erase(added);
  request_.headers.insert(head.headers.begin(), head.headers.end());
  request_.peer = head.remote_addr;
  takes_interim_answers_ = head.version == "HTTP/1.1";
  has_body_ = request_.headers.contains("Transfer-Encoding") ||
              (request_.headers.contains("Content-Length") && request_.header("Content-Length") != "0");
  head.ranges.clear();
  head.headers.erase("Accept-Encoding");
  head.path = "/";
}

std::optional<Refusal> Exchange::framing_fault() const {
  const auto refusal = [](int status, const char* detail, const char* subject) {
    return Refusal{.status = status, .code = "INVALID_REQUEST", .detail = detail, .subject = subject};
  };
  if (request_.path.size() > service_.settings().max_path_bytes) return refusal(414, "the path is too long", "");
  if (request_.headers.count("Host") > 1) return refusal(400, "there is more than one Host header", "Host");
  // Where two ends may read a length in two ways, a request can be hidden in another.
  const auto lengths = request_.headers.count("Content-Length");
  const auto codings = request_.headers.count("Transfer-Encoding");
  if (lengths + codings > 1) return refusal(400, "the length of the body is told more than once", "Content-Length");
  if (lengths == 1 && !length_in(request_.header("Content-Length"))) {
    return refusal(400, "Content-Length is no number", "Content-Length");
  }
  if (codings == 1 && strcasecmp(request_.header("Transfer-Encoding").c_str(), "chunked") != 0) {
    return refusal(501, "of transfer codings chunked is known alone", "Transfer-Encoding");
  }
  return std::nullopt;
}

std::optional<Refusal> Exchange::body_fault(std::size_t most) const {
  if (length_in(request_.header("Content-Length")).value_or(0) > most) {
    return Refusal{.status = 413,
                   .code = "TOO_LARGE",
                   .detail = "the body has " + request_.header("Content-Length") + " bytes, at most " +
                             std::to_string(most) + " are taken",
                   .subject = "body"};
  }
  const auto coding = request_.header("Content-Encoding");
  if (!coding.empty() && strcasecmp(coding.c_str(), "identity") != 0) {
    return Refusal{.status = 415,
                   .code = "INVALID_REQUEST",
                   .detail = "bodies are taken unpacked alone",
                   .subject = "Content-Encoding"};
  }
  if (strncasecmp(request_.header("Content-Type").c_str(), "multipart/", 10) == 0) {
    return Refusal{.status = 415,
                   .code = "INVALID_REQUEST",
                   .detail = "bodies of several parts are not taken",
                   .subject = "Content-Type"};
  }
  return std::nullopt;
}

HandlerResponse Exchange::answer_or_go_on(httplib::Response& response) {
  if (const auto fault = framing_fault()) {
    must_close_ = true;
    refuse(*fault, response);
    return HandlerResponse::Handled;
  }
  if (has_body_) {
    const auto most = service_.max_body_bytes(request_);
    const auto fault = most == 0 ? std::nullopt : body_fault(most);
    if (most > 0 && !fault) return HandlerResponse::Unhandled;
    must_close_ = true;
    if (fault) {
      refuse(*fault, response);
      return HandlerResponse::Handled;
    }
  }
  write(answered(), response);
  return HandlerResponse::Handled;
}

Response Exchange::answered() {
  const GoneClients::Watch watch(clients_, connection_.descriptor(), takes_interim_answers_);
  request_.deadline = Connection::Clock::now() + service_.settings().timeout;
  request_.stop = watch.token();
  return service_.answer(request_);
}

int Exchange::may_send_body(httplib::Response& response) {
  constexpr int kContinue = 100;
  if (answer_or_go_on(response) == HandlerResponse::Unhandled) return kContinue;
  must_close_ = true;
  return response.status;
}

void Exchange::read_body_and_answer(httplib::Response& response, const httplib::ContentReader& reader) {
  const auto most = service_.max_body_bytes(request_);
  bool is_too_large = false;
  connection_.begin_body(most);
  const bool is_whole = reader([&](const char* bytes, std::size_t size) {
    is_too_large = request_.body.size() + size > most;
    if (!is_too_large) request_.body.append(bytes, size);
    return !is_too_large;
  });
  if (is_whole) {
    write(answered(), response);
    return;
  }
  must_close_ = true;
  if (is_too_large || connection_.was_too_large()) {
    refuse({.status = 413, .code = "TOO_LARGE", .detail = "the body has more than " + std::to_string(most) + " bytes"},
           response);
  } else if (connection_.was_too_slow()) {
    refuse({.status = 408, .code = "TOO_SLOW", .detail = "the body did not come in time"}, response);
  } else {
    refuse({.status = 400, .code = "INVALID_REQUEST", .detail = "the body is not whole"}, response);
  }
}

void Exchange::answer_fault(httplib::Response& response) {
  if (is_answered_) return;
  must_close_ = true;
  Refusal refusal{.status = response.status, .code = "INVALID_REQUEST", .detail = "this is no request of HTTP/1.1"};
  if (connection_.was_too_large()) {
    refusal = {.status = 431, .code = "TOO_LARGE", .detail = "the head of the request is too large"};
  } else if (connection_.was_too_slow()) {
    refusal = {.status = 408, .code = "TOO_SLOW", .detail = "the head of the request did not come in time"};
  } else if (response.status == 414) {
    refusal = {.status = 414, .code = "TOO_LARGE", .detail = "the address is too long"};
  } else if (response.status == 416) {
    refusal.detail = "Range cannot be read";
  } else if (response.status >= 500) {
    refusal = {.status = response.status, .code = "INTERNAL", .detail = "the request could not be answered"};
  }
  refuse(refusal, response);
}

void Exchange::refuse(const Refusal& refusal, httplib::Response& response) {
  auto answer = problem(refusal);
  service_.note(request_, answer);
  write(std::move(answer), response);
}

void Exchange::write(Response answer, httplib::Response& response) {
  is_answered_ = true;
  response.status = answer.status;
  for (const auto& [name, value] : answer.headers) response.headers.emplace(name, value);
  response.body = std::move(answer.body);
  if (!answer.content_type.empty()) response.headers.emplace("Content-Type", answer.content_type);
}

void Exchange::finish(httplib::Response& response) const {
  response.headers.erase("Keep-Alive");
  response.headers.erase("Accept-Ranges");
  if (response.status == 204 || response.status == 304) response.headers.erase("Content-Length");
  if (must_close_) {
    response.headers.erase("Connection");
    response.headers.emplace("Connection", "close");
  }
}

}  // namespace kbsearch::cli::serve
