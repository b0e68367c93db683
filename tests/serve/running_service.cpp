#include "serve/running_service.hpp"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cctype>
#include <stdexcept>

#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

}  // namespace

HttpClient::HttpClient(int port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const auto address = loopback(port);
  const timeval patience{10, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    close(socket_);
    socket_ = -1;
  }
}

HttpClient::~HttpClient() {
  if (socket_ >= 0) close(socket_);
}

bool HttpClient::send(const std::string& bytes) const {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const auto now = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (now <= 0) return false;
    sent += static_cast<std::size_t>(now);
  }
  return true;
}

void HttpClient::end() const { shutdown(socket_, SHUT_WR); }

void HttpClient::reset() {
  close(socket_);
  socket_ = -1;
}

bool HttpClient::fill() {
  char part[16'384];
  const auto received = recv(socket_, part, sizeof part, 0);
  if (received > 0) input_.append(part, static_cast<std::size_t>(received));
  return received > 0;
}

HttpAnswer HttpClient::answer(bool is_head) {
  std::size_t end = 0;
  while ((end = input_.find("\r\n\r\n")) == input_.npos) {
    if (!fill()) return {};
  }
  HttpAnswer answer;
  const auto head = input_.substr(0, end + 2);
  input_.erase(0, end + 4);
  if (!head.starts_with("HTTP/1.1 ")) return {};
  const int status = std::stoi(head.substr(9, 3));
  for (auto at = head.find("\r\n") + 2; at < head.size();) {
    const auto stop = head.find("\r\n", at);
    const auto line = head.substr(at, stop - at);
    at = stop + 2;
    const auto colon = line.find(": ");
    if (colon == line.npos) return {};
    std::string name = line.substr(0, colon);
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    answer.headers[name] = line.substr(colon + 2);
  }
  const auto length = answer.header("content-length");
  const auto size = is_head || length.empty() ? 0 : std::stoul(length);
  while (input_.size() < size) {
    if (!fill()) return {};
  }
  answer.status = status;
  answer.body = input_.substr(0, size);
  input_.erase(0, size);
  return answer;
}

std::string HttpClient::rest() {
  while (fill()) {
  }
  return std::move(input_);
}

bool HttpClient::is_closed() {
  char byte = 0;
  const auto received = recv(socket_, &byte, 1, MSG_PEEK);
  return received == 0 || (received < 0 && errno == ECONNRESET);
}

std::string http_request(const std::string& method, const std::string& target, const std::string& headers,
                         const std::string& body) {
  const auto length = body.empty() ? "" : "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + length + headers + "\r\n" + body;
}

std::string percent_encoded(const std::string& text) {
  std::string encoded;
  for (const char c : text) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      encoded += c;
      continue;
    }
    constexpr const char* kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    encoded += {'%', kDigits[byte / 16], kDigits[byte % 16]};
  }
  return encoded;
}

int free_port() {
  const int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto address = loopback(0);
  socklen_t size = sizeof address;
  const bool is_bound = bind(listening, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                        getsockname(listening, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(listening);
  if (!is_bound) throw std::runtime_error("there is no free port");
  return ntohs(address.sin_port);
}

cli::serve::Settings test_settings() {
  cli::serve::Settings settings;
  settings.db = sample_index();
  settings.port = 0;
  return settings;
}

RunningService::RunningService(const cli::serve::Settings& settings)
    : service_(settings), server_(service_), thread_([this] { server_.run(); }) {}

RunningService::~RunningService() { stop(); }

void RunningService::stop() {
  if (!thread_.joinable()) return;
  server_.stop();
  thread_.join();
}

HttpAnswer RunningService::get(const std::string& target, const std::string& headers) const {
  return ask("GET", target, headers);
}

HttpAnswer RunningService::ask(const std::string& method, const std::string& target, const std::string& headers,
                               const std::string& body) const {
  HttpClient client(port());
  client.send(http_request(method, target, headers, body));
  return client.answer(method == "HEAD");
}

}  // namespace kbsearch::test
