// All records of an index, one after the other, as Python asks for them.
#pragma once

#include <pybind11/pybind11.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "kbsearch/searcher.hpp"

namespace kbsearch::python {

/// Reads the records of one commit in a thread of its own, ahead of who asks for them: commits wait for it (Searcher),
/// and so they do not wait for what a program does with each record, as long as those ahead fit into kMostBytesAhead.
class RecordWalk {
 public:
  static constexpr std::size_t kMostBytesAhead = std::size_t{64} << 20;

  explicit RecordWalk(std::shared_ptr<Searcher> searcher);
  ~RecordWalk();
  RecordWalk(const RecordWalk&) = delete;
  RecordWalk& operator=(const RecordWalk&) = delete;

  /// Returns the next record; nothing at the end. With the GIL, which it gives up while it waits. Throws what reading
  /// threw, and KeyboardInterrupt.
  std::optional<Record> next();

 private:
  void read();
  /// Returns whether something came, or the end.
  bool waited();

  std::shared_ptr<Searcher> searcher_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Record> ahead_;
  std::size_t bytes_ahead_ = 0;
  bool is_over_ = false;
  bool is_left_ = false;
  std::exception_ptr failure_;
  std::thread thread_;
};

void bind_record_walk(pybind11::module_& module);

}  // namespace kbsearch::python
