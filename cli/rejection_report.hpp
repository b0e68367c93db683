// What a load did not take, for a person and as a file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "kbsearch/record.hpp"
#include "output_file.hpp"
#include "progress.hpp"

namespace kbsearch::cli {

/// Reports rejections: the first few on standard error, all of them to the file that was asked for, if any.
class RejectionReport {
 public:
  /// Throws UsageError if the file cannot be written.
  RejectionReport(const std::string& path, bool quiet, Progress& progress);

  void operator()(const Rejection& rejection);
  /// Throws UsageError if the file could not be written.
  void finish();

 private:
  bool quiet_;
  Progress& progress_;
  std::optional<OutputFile> file_;
  std::uint64_t count_ = 0;
};

}  // namespace kbsearch::cli
