#include "index/ordered_analysis.hpp"

namespace kbsearch::index {

OrderedAnalysis::OrderedAnalysis(const Schema& schema, double avg_length, unsigned jobs)
    : capacity_(std::size_t{64} * jobs), queue_(capacity_) {
  for (unsigned i = 0; i < jobs; ++i) {
    threads_.emplace_back([this, &schema, avg_length] {
      DocumentBuilder builder(schema, avg_length);
      while (auto task = queue_.pop()) {
        try {
          task->second.set_value(builder.build(task->first));
        } catch (...) {
          task->second.set_exception(std::current_exception());
        }
      }
    });
  }
}

OrderedAnalysis::~OrderedAnalysis() {
  queue_.close();
  for (auto& thread : threads_) thread.join();
}

void OrderedAnalysis::submit(Record record) {
  Task task(std::move(record), std::promise<Result>());
  pending_.push_back(task.second.get_future());
  queue_.push(std::move(task));
}

OrderedAnalysis::Result OrderedAnalysis::take() {
  auto result = pending_.front().get();
  pending_.pop_front();
  return result;
}

}  // namespace kbsearch::index
