// Ctrl-C and SIGTERM while an index is written.
#pragma once

#include <sys/types.h>

#include <memory>

namespace kbsearch::cli {

/// From now on SIGINT and SIGTERM only set what was_interrupted() returns: for a command that asks. A signal that is
/// ignored stays so.
void note_interruptions();
bool was_interrupted();

struct ChildEnd {
  int status = 0;           ///< As waitpid gives it.
  int interrupted_by = 0;   ///< The signal that asked us to stop; 0 if none did.
  bool was_killed = false;  ///< It did not stop when it was asked.
};

/// Keeps SIGINT and SIGTERM from ending this process between a fork and the wait for the child.
class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  /// To be called by the child: signals come as before.
  void release();
  /// Waits for the child. A signal that asks to stop is passed on to it; a child that has not ended two seconds later
  /// is killed, which at any moment leaves the index as it was or as it was to be.
  ChildEnd wait_for(pid_t child) const;

 private:
  struct Masks;
  std::unique_ptr<Masks> masks_;
};

}  // namespace kbsearch::cli
