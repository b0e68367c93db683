#include "record_walk.hpp"

#include <chrono>
#include <utility>

#include "answer.hpp"
#include "errors.hpp"

namespace kbsearch::python {

RecordWalk::RecordWalk(std::shared_ptr<Searcher> searcher)
    : searcher_(std::move(searcher)), thread_([this] { read(); }) {}

RecordWalk::~RecordWalk() {
  without_gil([this] {
    {
      const std::lock_guard lock(mutex_);
      is_left_ = true;
    }
    changed_.notify_all();
    thread_.join();
  });
}

void RecordWalk::read() {
  std::exception_ptr failure;
  try {
    searcher_->visit_records([this](const Record& record) {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return is_left_ || bytes_ahead_ < kMostBytesAhead; });
      if (is_left_) return false;
      bytes_ahead_ += record.json.size();
      ahead_.push_back(record);
      changed_.notify_all();
      return true;
    });
  } catch (...) {
    failure = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  failure_ = std::move(failure);
  is_over_ = true;
  changed_.notify_all();
}

bool RecordWalk::waited() {
  return without_gil([this] {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::milliseconds(100), [&] { return is_over_ || !ahead_.empty(); });
  });
}

std::optional<Record> RecordWalk::next() {
  while (!waited()) check_signals();
  const std::lock_guard lock(mutex_);
  if (ahead_.empty()) {
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    return std::nullopt;
  }
  auto record = std::move(ahead_.front());
  ahead_.pop_front();
  bytes_ahead_ -= record.json.size();
  changed_.notify_all();
  return record;
}

void bind_record_walk(py::module_& module) {
  py::class_<RecordWalk>(module, "RecordWalk")
      .def("__iter__", [](py::object self) { return self; })
      .def("__next__", [](RecordWalk& walk) {
        const auto record = walk.next();
        if (!record) throw py::stop_iteration();
        return record_of(*record);
      });
}

}  // namespace kbsearch::python
