// The Model Context Protocol, apart from how messages travel: one message comes in, one or none goes out.
//
//     Session session([&]() -> const Searcher& { return searcher; });
//     if (const auto answer = session.receive(line); !answer.empty()) send(answer);
//
// A transport that reads while a request is being answered calls arrived() where it reads and answer() where it works:
// a cancellation then ends the search that is under way. arrived() may be called by any thread, answer() by one at a
// time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "kbsearch/searcher.hpp"
#include "mcp/message.hpp"
#include "mcp/protocol.hpp"
#include "mcp/tool.hpp"
#include "mcp/under_way.hpp"

namespace kbsearch::cli::mcp {

struct SessionOptions {
  /// Nothing but ping is answered before `initialize`. If false, the client speaks `version` from the start.
  bool begins_with_initialize = true;
  Version version = kLatestVersion;
  std::chrono::milliseconds timeout{10'000};  ///< Of a request.
  /// Told of each request that was answered, in one line: its method and what it took, nothing that was asked.
  std::function<void(const std::string&)> log = {};
  /// Shared by sessions that answer for one client, each in a thread of its own; nothing: one of its own.
  std::shared_ptr<UnderWay> under_way = {};
  /// If set, answers name no files of this machine: the words of an error that is about some go here in place of the
  /// answer, which tells its kind.
  std::function<void(const std::string&)> withhold = {};
};

class Session {
 public:
  /// Opens what is asked, for each request anew; throws Error where there is no index.
  using Open = std::function<const Searcher&()>;

  explicit Session(Open open, SessionOptions options = {});

  /// Takes a message in, to be answered later; acts on cancellations at once.
  void arrived(Incoming& incoming);
  /// Returns what is answered to a message that arrived, as JSON without line feeds; empty for none.
  std::string answer(Incoming& incoming);
  /// Both.
  std::string receive(std::string_view text);

  /// Whether `initialize` was answered, and with what version. Not while answer() is at work.
  bool has_begun() const { return has_begun_; }
  Version version() const { return version_; }

 private:
  Json answer_to(Message& message, bool is_batched);
  Json result_of(const Message& message, bool is_batched);
  Json initialize(const Given& params);
  Json list_tools();
  Json call_tool(const Message& message);
  Call call_for(const Message& message);
  void cancel(const Given& params);
  void log(const std::string& line) const;

  Open open_;
  SessionOptions options_;
  Version version_;  ///< Empty before initialize.
  bool has_begun_ = false;
  std::shared_ptr<UnderWay> under_way_;
};

}  // namespace kbsearch::cli::mcp
