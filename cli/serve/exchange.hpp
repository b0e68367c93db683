// One request of a connection on its way through the HTTP library: what its head says, and what became of its body.
#pragma once

#include <httplib.h>

#include <optional>

#include "serve/connection.hpp"
#include "serve/gone_clients.hpp"
#include "serve/message.hpp"
#include "serve/problem.hpp"
#include "serve/service.hpp"

namespace kbsearch::cli::serve {

class Exchange {
 public:
  Exchange(Connection& connection, Service& service, GoneClients& clients)
      : connection_(connection), service_(service), clients_(clients) {}

  /// Takes the head over. What the library would make of it on its own - ranges, packing, routing by std::regex, which
  /// goes down into each byte of a path - is taken out of its request.
  void take_head(httplib::Request& head);
  /// Answers, if no body is needed for that. Else the library is to ask read_body_and_answer().
  httplib::Server::HandlerResponse answer_or_go_on(httplib::Response& response);
  void read_body_and_answer(httplib::Response& response, const httplib::ContentReader& reader);
  /// Whether a client that waits for it may send its body: 100, or the status that it is refused with.
  int may_send_body(httplib::Response& response);
  /// What the library answers by itself: heads that are none.
  void answer_fault(httplib::Response& response);
  /// The last touch before an answer goes out.
  void finish(httplib::Response& response) const;

  /// Whether the connection is of no more use: what of a body was not read would be taken for the next request.
  bool must_close() const { return must_close_; }

 private:
  std::optional<Refusal> framing_fault() const;
  std::optional<Refusal> body_fault(std::size_t most) const;
  /// Asks the service, with the time of an answer running, as long as the client is there.
  Response answered();
  void write(Response answer, httplib::Response& response);
  void refuse(const Refusal& refusal, httplib::Response& response);

  Connection& connection_;
  Service& service_;
  GoneClients& clients_;
  Request request_;
  bool takes_interim_answers_ = false;
  bool has_body_ = false;
  bool is_answered_ = false;
  bool must_close_ = false;
};

}  // namespace kbsearch::cli::serve
