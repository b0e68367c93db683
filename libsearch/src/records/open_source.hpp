// One place that knows which reader reads which format.
#pragma once

#include <cstddef>
#include <memory>

#include "kbsearch/record_reader.hpp"
#include "records/byte_input.hpp"
#include "records/file_walk.hpp"
#include "records/source.hpp"

namespace kbsearch::records {

/// Returns the records of `input`, which is `file` opened. `format` is not kAuto.
std::unique_ptr<Source> open_source(RecordFormat format, ByteInput input, const FoundFile& file,
                                    std::size_t max_record_bytes);

}  // namespace kbsearch::records
