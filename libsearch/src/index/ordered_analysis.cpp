#include "index/ordered_analysis.hpp"

#include <system_error>

#include "kbsearch/error.hpp"

namespace kbsearch::index {

OrderedAnalysis::OrderedAnalysis(const Schema& schema, double avg_length, unsigned jobs, FieldFaults faults)
    : capacity_(std::size_t{64} * jobs), queue_(capacity_, kMaxBytes) {
  threads_.reserve(jobs);
  try {
    for (unsigned i = 0; i < jobs; ++i) {
      threads_.emplace_back([this, &schema, avg_length, faults] { run(schema, avg_length, faults); });
    }
  } catch (const std::system_error& error) {
    if (threads_.empty()) throw Error(ErrorCode::kIo, std::string("cannot start a thread: ") + error.what());
  } catch (...) {
    queue_.close();  // or the threads that run already would be waited for without end
    throw;
  }
}

OrderedAnalysis::~OrderedAnalysis() {
  queue_.close();
  threads_.clear();
}

void OrderedAnalysis::run(const Schema& schema, double avg_length, FieldFaults faults) noexcept {
  std::optional<DocumentBuilder> builder;
  while (auto task = queue_.pop()) {
    try {
      if (!builder) builder.emplace(schema, avg_length, faults);
      task->second.set_value(builder->build(task->first));
    } catch (...) {
      builder.reset();  // it may have stopped half-way through a document
      task->second.set_exception(std::current_exception());
    }
  }
}

void OrderedAnalysis::submit(Record record) {
  const auto bytes = record.json.size();
  Task task(std::move(record), std::promise<Result>());
  pending_.emplace_back(task.second.get_future(), bytes);
  pending_bytes_ += bytes;
  queue_.push(std::move(task), bytes);
}

OrderedAnalysis::Result OrderedAnalysis::take() {
  auto [future, bytes] = std::move(pending_.front());
  pending_.pop_front();
  pending_bytes_ -= bytes;
  return future.get();
}

}  // namespace kbsearch::index
