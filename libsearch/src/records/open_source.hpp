// One place that knows which reader reads which format.
#pragma once

#include <memory>

#include "kbsearch/record_reader.hpp"
#include "records/byte_input.hpp"
#include "records/file_walk.hpp"
#include "records/source.hpp"

namespace kbsearch::records {

/// Whether a file of this format is one record, whose id is that of its place unless it says another.
bool is_one_record(RecordFormat format);

/// Returns the records of `input`, which is `file` opened. `format`, not kAuto, takes the place of the one in
/// `options`.
std::unique_ptr<Source> open_source(RecordFormat format, ByteInput input, const FoundFile& file,
                                    const ReaderOptions& options);

}  // namespace kbsearch::records
