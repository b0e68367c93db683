// A file that the tool writes: what was not written is told.
#pragma once

#include <ostream>
#include <string>

#include "descriptor_buffer.hpp"

namespace kbsearch::cli {

class OutputFile {
 public:
  /// Makes the file, or empties it. `what` names it in messages: "rejects file". Throws UsageError.
  OutputFile(std::string path, std::string what);

  /// Takes JSON, or lines of it.
  std::ostream& stream() { return stream_; }
  /// Throws UsageError, naming the file and the reason, unless all was written. Without it nothing is told.
  void close();

 private:
  std::string path_;
  std::string what_;
  DescriptorBuffer buffer_;
  std::ostream stream_;
};

}  // namespace kbsearch::cli
