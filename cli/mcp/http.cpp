#include "mcp/http.hpp"

#include <algorithm>
#include <cctype>

#include "mcp/session.hpp"

namespace kbsearch::cli::mcp {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// Whether a list of media types, each with or without parameters, has one of these.
bool names_one_of(std::string_view types, std::initializer_list<std::string_view> wanted) {
  while (!types.empty()) {
    const auto comma = std::min(types.find(','), types.size());
    auto type = types.substr(0, comma);
    type = type.substr(0, type.find(';'));
    while (!type.empty() && type.front() == ' ') type.remove_prefix(1);
    while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
    if (std::find(wanted.begin(), wanted.end(), lower(type)) != wanted.end()) return true;
    types.remove_prefix(std::min(comma + 1, types.size()));
  }
  return false;
}

HttpResponse refused(int status, const std::string& why) {
  return {status, written(error_answer(nullptr, {kInvalidRequest, why}))};
}

std::string versions_told() {
  std::string text;
  for (const auto version : versions()) text += (text.empty() ? "" : ", ") + std::string(version);
  return text;
}

std::optional<HttpResponse> foreign_origin(const HttpRequest& request) {
  if (request.origin.empty() || (request.is_allowed_origin && request.is_allowed_origin(request.origin))) return {};
  return refused(403, "pages of '" + harmless(shortened(request.origin, 200)) + "' may not ask here");
}

/// It is not repeated: who reads the answer need not know the id.
HttpResponse no_such_session() {
  return refused(404, "there is no such session (any more): send 'initialize' without Mcp-Session-Id");
}

}  // namespace

HttpResponse answer_post(const HttpRequest& request, const Searcher& searcher, HttpSessions& sessions) {
  if (auto fault = foreign_origin(request)) return *std::move(fault);
  if (!names_one_of(request.content_type, {"application/json"})) {
    return refused(415, "the content type must be application/json");
  }
  if (!request.accept.empty() && !names_one_of(request.accept, {"application/json", "application/*", "*/*"})) {
    return refused(406, "answers are application/json: accept it");
  }
  const auto http_session = request.session.empty() ? nullptr : sessions.find(request.session);
  if (!request.session.empty() && !http_session) return no_such_session();
  const Version unsaid = http_session ? http_session->version : kVersionUnsaid;
  const Version version = request.protocol_version.empty() ? unsaid : version_named(request.protocol_version);
  if (version.empty()) {
    return refused(400, "MCP-Protocol-Version '" + harmless(shortened(request.protocol_version, 80)) + "' is none of " +
                            versions_told());
  }
  auto incoming = read_message(request.body);
  if (incoming.fault) return {400, written(error_answer(nullptr, *incoming.fault))};
  for (auto& message : incoming.messages) {
    // The client has gone.
    if (request.stop.stop_requested()) message.stop.request_stop();
  }
  HttpResponse response;
  SessionOptions options{
      .begins_with_initialize = false,
      .version = version,
      .timeout = request.timeout,
      .under_way = http_session ? std::shared_ptr<UnderWay>(http_session, &http_session->under_way) : nullptr};
  if (!request.show_paths) options.withhold = [&](const std::string& fault) { response.fault = fault; };
  Session session([&]() -> const Searcher& { return searcher; }, std::move(options));
  if (http_session) session.arrived(incoming);
  const auto stop_all = [&] {
    for (auto& message : incoming.messages) message.stop.request_stop();
  };
  const std::stop_callback passed_on(request.stop, stop_all);
  const bool is_fault = !incoming.is_batch && incoming.messages.front().fault.has_value();
  response.body = session.answer(incoming);
  response.status = response.body.empty() ? 202 : is_fault ? 400 : 200;
  if (!http_session && session.has_begun()) response.session = sessions.begin(session.version());
  return response;
}

HttpResponse answer_delete(const HttpRequest& request, HttpSessions& sessions) {
  if (auto fault = foreign_origin(request)) return *std::move(fault);
  if (request.session.empty()) return refused(400, "Mcp-Session-Id is missing: the session to be ended");
  return sessions.end(request.session) ? HttpResponse{.status = 204} : no_such_session();
}

bool is_notification(std::string_view body) {
  constexpr std::size_t kLongest = 4'096;
  if (body.size() > kLongest) return false;
  const auto incoming = read_message(body);
  return !incoming.fault && std::none_of(incoming.messages.begin(), incoming.messages.end(),
                                         [](const Message& message) { return message.is_request; });
}

std::string host_of_origin(std::string_view origin) {
  const auto at = origin.find("://");
  return at == origin.npos ? std::string() : std::string(origin.substr(at + 3));
}

}  // namespace kbsearch::cli::mcp
