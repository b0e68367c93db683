#include "mcp/message.hpp"

#include <algorithm>

#include "json_depth.hpp"

namespace kbsearch::cli::mcp {
namespace {

bool is_id(const Given& id) { return id.is_string() || id.is_number_integer(); }

ProtocolError invalid(const std::string& what) { return {kInvalidRequest, what}; }

std::optional<ProtocolError> fault_of(const Given& json) {
  if (const auto version = json.find("jsonrpc"); version == json.end() || *version != "2.0") {
    return invalid("'jsonrpc' must be \"2.0\"");
  }
  if (json.contains("id") && !is_id(json["id"])) return invalid("'id' must be a text or a whole number");
  const bool is_answer = json.contains("result") || json.contains("error");
  if (!json.contains("method")) {
    if (is_answer) return std::nullopt;
    return invalid("'method' is missing");
  }
  if (!json["method"].is_string()) return invalid("'method' must be a text");
  if (const auto params = json.find("params"); params != json.end() && !params->is_object()) {
    return ProtocolError(json.contains("id") ? kInvalidParams : kInvalidRequest, "'params' must be an object");
  }
  return std::nullopt;
}

Message message_of(Given json) {
  Message message;
  if (!json.is_object()) {
    message.fault = invalid("a message is a JSON object");
    return message;
  }
  if (const auto id = json.find("id"); id != json.end() && is_id(*id)) message.id = *id;
  message.fault = fault_of(json);
  if (message.fault) return message;
  if (const auto method = json.find("method"); method != json.end()) {
    message.method = method->get<std::string>();
    message.is_request = !message.id.is_null();
  }
  if (const auto params = json.find("params"); params != json.end()) message.params = std::move(*params);
  return message;
}

Incoming refused(ProtocolError fault) {
  Incoming incoming;
  incoming.fault = std::move(fault);
  return incoming;
}

}  // namespace

ProtocolError too_long() {
  return invalid("a message is longer than " + std::to_string(kMostMessageBytes) + " bytes; it was passed over");
}

Incoming read_message(std::string_view text) {
  if (text.size() > kMostMessageBytes) return refused(too_long());
  if (json_depth(text) > kMostDepth) {
    return refused(invalid("a message has brackets deeper than " + std::to_string(kMostDepth)));
  }
  Given json = Given::parse(text, nullptr, false);
  if (json.is_discarded()) return refused({kParseError, "the message is not JSON in UTF-8"});
  Incoming incoming;
  if (!json.is_array()) {
    incoming.messages.push_back(message_of(std::move(json)));
    return incoming;
  }
  incoming.is_batch = true;
  if (json.empty()) return refused(invalid("a batch must have a message"));
  if (json.size() > kMostBatched) {
    return refused(invalid("a batch of " + std::to_string(json.size()) + " messages; at most " +
                           std::to_string(kMostBatched) + " are taken"));
  }
  for (auto& one : json) incoming.messages.push_back(message_of(std::move(one)));
  return incoming;
}

Json result_answer(const Given& id, Json result) {
  return {{"jsonrpc", "2.0"}, {"id", Json(id)}, {"result", std::move(result)}};
}

Json error_answer(const Given& id, const ProtocolError& error) {
  Json told = {{"code", static_cast<int>(error.number)}, {"message", error.what()}};
  if (!error.data.is_null()) told["data"] = error.data;
  return {{"jsonrpc", "2.0"}, {"id", Json(id)}, {"error", std::move(told)}};
}

}  // namespace kbsearch::cli::mcp
