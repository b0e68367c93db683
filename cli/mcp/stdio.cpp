#include "mcp/stdio.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "kbsearch/error.hpp"
#include "mcp/line_reader.hpp"
#include "mcp/message.hpp"

namespace kbsearch::cli::mcp {
namespace {

constexpr std::size_t kMostWaitingBytes = 16 * 1024 * 1024;

/// Messages that wait for the worker. One thread puts them in, one takes them out.
class Waiting {
 public:
  bool is_full() {
    const std::lock_guard lock(mutex_);
    return queue_.size() >= kMostWaiting || bytes_ >= kMostWaitingBytes;
  }
  void push(Incoming incoming, std::size_t bytes) {
    const std::lock_guard lock(mutex_);
    queue_.emplace_back(std::move(incoming), bytes);
    bytes_ += bytes;
    changed_.notify_one();
  }
  void end() {
    const std::lock_guard lock(mutex_);
    has_ended_ = true;
    changed_.notify_one();
  }
  /// Waits for one; nothing at the end.
  std::optional<Incoming> pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return has_ended_ || !queue_.empty(); });
    if (queue_.empty()) return std::nullopt;
    auto [incoming, bytes] = std::move(queue_.front());
    queue_.pop_front();
    bytes_ -= bytes;
    return std::move(incoming);
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::pair<Incoming, std::size_t>> queue_;
  std::size_t bytes_ = 0;
  bool has_ended_ = false;
};

/// A pipe whose reader wakes when this is destroyed.
class WakePipe {
 public:
  WakePipe() {
    if (::pipe2(ends_, O_CLOEXEC) != 0) throw Error(ErrorCode::kIo, "cannot make a pipe");
  }
  ~WakePipe() {
    wake();
    ::close(ends_[0]);
  }
  WakePipe(const WakePipe&) = delete;
  WakePipe& operator=(const WakePipe&) = delete;

  int reader() const { return ends_[0]; }
  void wake() {
    if (ends_[1] >= 0) ::close(std::exchange(ends_[1], -1));
  }

 private:
  int ends_[2] = {-1, -1};
};

std::string busy(const Incoming& incoming) {
  const ProtocolError error(kBusy, "too many messages wait for an answer: send this one again when some have come");
  Json answers = Json::array();
  for (const auto& message : incoming.messages) {
    if (message.is_request) answers.push_back(error_answer(message.id, error));
  }
  if (answers.empty()) return {};
  return written(incoming.is_batch ? answers : answers.front());
}

bool has_requests(const Incoming& incoming) {
  return std::any_of(incoming.messages.begin(), incoming.messages.end(),
                     [](const auto& message) { return message.is_request; });
}

}  // namespace

void answer_lines(int descriptor, Session& session, const std::function<bool(const std::string& message)>& send) {
  Waiting waiting;
  WakePipe wake;
  std::mutex sending;
  const auto send_one = [&](const std::string& message) {
    const std::lock_guard lock(sending);
    return message.empty() || send(message);
  };
  const auto read_all = [&] {
    LineReader lines(descriptor, kMostMessageBytes, wake.reader());
    while (auto line = lines.next()) {
      if (line->text.find_first_not_of(" \t") == line->text.npos && !line->is_too_long) continue;
      Incoming incoming;
      if (line->is_too_long) {
        incoming.fault = too_long();
      } else {
        incoming = read_message(line->text);
      }
      if (waiting.is_full() && has_requests(incoming)) {
        if (!send_one(busy(incoming))) break;
        continue;
      }
      session.arrived(incoming);
      waiting.push(std::move(incoming), line->text.size());
    }
    waiting.end();
  };
  std::thread reader([&] {
    try {
      read_all();
    } catch (...) {  // no memory for what comes in
      waiting.end();
    }
  });
  while (auto incoming = waiting.pop()) {
    if (!send_one(session.answer(*incoming))) break;
  }
  wake.wake();
  reader.join();
}

}  // namespace kbsearch::cli::mcp
