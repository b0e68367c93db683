// Steps that the single-record writer and whole loads share. All of them need the writer's lock.
#pragma once

#include <cstdint>
#include <filesystem>

#include "kbsearch/schema.hpp"
#include "store/index_directory.hpp"

namespace kbsearch::index {
class IndexUpdate;
}

namespace kbsearch::engine {

/// Makes sure that the directory exists and holds an index or nothing. Throws Error if it holds something else.
store::IndexDirectory create_directory(const std::filesystem::path& path);
void create_empty_index(const store::IndexDirectory& directory, const Schema& schema);
/// True if the mean record length is more than a quarter away from the one that weights were made with.
bool length_has_drifted(const index::IndexUpdate& update);
/// Builds a new generation from the stored records and swaps it in. Returns the number of records.
std::uint64_t rebuild_from_stored(const store::IndexDirectory& directory, unsigned jobs);
/// Records the digests of the files as they are now. Readers do not need them; `check` does.
void write_checksums(const store::IndexDirectory& directory);

}  // namespace kbsearch::engine
