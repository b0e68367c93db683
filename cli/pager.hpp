// Long output a page at a time, as git shows it.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "descriptor_buffer.hpp"

namespace kbsearch::cli {

/// While it lives, what is printed to standard output is kept; once it is more than the screen holds, it goes through
/// the pager, else it is printed at the end. The pager is $KBSEARCH_PAGER, else $PAGER, else less (which then needs
/// someone at the keyboard), with LESS=FRX unless that is set; an empty one, and cat, mean none.
class Pager : public OutputSink {
 public:
  /// Does nothing unless `is_wanted` and standard output is a terminal that is not dumb.
  explicit Pager(bool is_wanted);
  /// Shows what is left, and waits until the reader has seen enough.
  ~Pager() override;
  Pager(const Pager&) = delete;
  Pager& operator=(const Pager&) = delete;

  void write(std::string_view bytes) override;

  /// Whether it keeps what is printed: messages have to wait, or they would come before it, or onto the pager's screen.
  bool keeps_output() const { return !command_.empty(); }
  /// The reader has seen enough: whatever else is printed is not shown.
  bool is_over() const { return is_over_; }

 private:
  bool fits() const;
  void start();
  void pass_on(std::string_view bytes);

  std::string command_;
  std::string kept_;       ///< All that was printed: a pager that cannot be run shows nothing of it.
  std::size_t shown_ = 0;  ///< Bytes of it that the pager was given.
  pid_t process_ = -1;
  int pipe_ = -1;
  bool is_over_ = false;
};

}  // namespace kbsearch::cli
