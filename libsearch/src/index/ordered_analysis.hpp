// Analyses records in several threads and gives the documents back in the order the records came.
#pragma once

#include <deque>
#include <future>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include "base/bounded_queue.hpp"
#include "index/document_builder.hpp"

namespace kbsearch::index {

class OrderedAnalysis {
 public:
  using Result = std::variant<BuiltDocument, Rejection>;

  /// Throws Error{kIo} if the system gives no thread at all; of several it does with those that it gives.
  OrderedAnalysis(const Schema& schema, double avg_length, unsigned jobs, FieldFaults faults);
  ~OrderedAnalysis();

  void submit(Record record);
  /// Results that submit() is owed; when there are many, take some before the next submit.
  bool is_full() const { return pending_.size() >= capacity_ || pending_bytes_ >= kMaxBytes; }
  bool is_empty() const { return pending_.empty(); }
  /// Waits for the oldest result. Rethrows what its analysis threw.
  Result take();

 private:
  using Task = std::pair<Record, std::promise<Result>>;
  /// Documents take several times the bytes of their records.
  static constexpr std::size_t kMaxBytes = 16u << 20;

  void run(const Schema& schema, double avg_length, FieldFaults faults) noexcept;

  std::size_t capacity_;
  base::BoundedQueue<Task> queue_;
  std::deque<std::pair<std::future<Result>, std::size_t>> pending_;  ///< With the bytes of the record.
  std::size_t pending_bytes_ = 0;
  std::vector<std::jthread> threads_;
};

}  // namespace kbsearch::index
