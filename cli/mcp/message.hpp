// JSON-RPC 2.0 as the Model Context Protocol uses it: what comes in, read within bounds, and the forms that go out.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "mcp/json.hpp"

namespace kbsearch::cli::mcp {

constexpr std::size_t kMostMessageBytes = 4 * 1024 * 1024;
constexpr std::size_t kMostDepth = 64;    ///< Of brackets in a message.
constexpr std::size_t kMostBatched = 64;  ///< Messages of a batch.

enum ErrorNumber {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kBusy = -32000,
  kResourceNotFound = -32002,
};

/// A request that is answered with an error of the protocol.
struct ProtocolError : std::runtime_error {
  ProtocolError(ErrorNumber error, const std::string& message, Json more = {})
      : std::runtime_error(message), number(error), data(std::move(more)) {}
  ErrorNumber number;
  Json data;  ///< null for none.
};

/// One message: a request, a notification, or an answer to a request that we never made.
struct Message {
  Given id;  ///< A text or a whole number; null of all that is no request.
  std::string method;
  Given params = Given::object();
  bool is_request = false;             ///< Is to be answered.
  std::optional<ProtocolError> fault;  ///< It is none of the three; what is answered.
  std::stop_source stop = {};          ///< Asked to stop when the request is cancelled.
};

/// What came in at once.
struct Incoming {
  std::vector<Message> messages;
  bool is_batch = false;
  /// The text is no message, or too long, too deep, too many; what is answered, without an id.
  std::optional<ProtocolError> fault = {};
};

/// Reads a text. Never throws for it; time and memory are linear in it, and it is refused unread beyond
/// kMostMessageBytes.
Incoming read_message(std::string_view text);

/// What is answered to a text of more than kMostMessageBytes.
ProtocolError too_long();

Json result_answer(const Given& id, Json result);
Json error_answer(const Given& id, const ProtocolError& error);

}  // namespace kbsearch::cli::mcp
