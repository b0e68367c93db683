// What every format has in common: a run of records and rejections in the order of the file.
#pragma once

#include <cstdint>
#include <optional>

#include "kbsearch/record_reader.hpp"

namespace kbsearch::records {

/// The records of one file or stream. Belongs to one thread.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  /// Returns the next record or rejection; nothing at the end. Throws Error{kIo} if reading fails;
  /// the source is finished then.
  virtual std::optional<RecordReader::Item> next() = 0;

  /// Bytes of the file that the items returned so far have used up.
  virtual std::uint64_t bytes_read() const = 0;
};

}  // namespace kbsearch::records
