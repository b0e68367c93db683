// Steps that the single-record writer and whole loads share. All of them need the writer's lock.
#pragma once

#include <cstdint>
#include <filesystem>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "index/generation_build.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/schema.hpp"
#include "store/index_directory.hpp"

namespace kbsearch::index {
class IndexUpdate;
}

namespace kbsearch::engine {

/// Makes sure that the directory exists and holds an index or nothing. Throws Error if it holds something else.
store::IndexDirectory create_directory(const std::filesystem::path& path);
/// What a writer does first: puts a whole generation in the place of a lost CURRENT, brings digests that a killed
/// writer left behind up to date, and removes leftovers if the index in use can be read.
void tidy(const store::IndexDirectory& directory);
void create_empty_index(const store::IndexDirectory& directory, const Schema& schema);
/// True if the mean record length is more than a quarter away from the one that weights were made with.
bool length_has_drifted(const index::IndexUpdate& update);
/// True if there is no index, or one without records; false if that cannot be told.
bool is_empty(const store::IndexDirectory& directory);
/// Returns the schema that an index has; nothing if there is no index, or its schema cannot be read.
std::optional<Schema> schema_of(const store::IndexDirectory& directory);
/// Throws Error{kInvalidArgument} if `wanted` is not `present`: an index keeps its schema.
void require_schema(const store::IndexDirectory& directory, const Schema& present, const std::optional<Schema>& wanted);
/// Builds a new generation from the records of the index, whatever its format or analysis, and swaps it in; flush() is
/// to follow. Returns the number of records. `schema` is used in place of the index's own.
std::uint64_t rebuild_from_stored(const store::IndexDirectory& directory, unsigned jobs,
                                  const std::optional<Schema>& schema = {}, const index::OnStep& on_step = {});
/// Flushes what was swapped in. Throws Error that says that it was kept all the same.
void flush(const store::IndexDirectory& directory);
/// Records the digests of the files as they are now. Readers do not need them; `check` does.
void write_checksums(const store::IndexDirectory& directory);

/// Runs what comes before a commit: an I/O error then says that nothing was changed.
template <typename Action>
auto before_commit(Action&& action) {
  try {
    return std::forward<Action>(action)();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIo) throw;
    throw Error(error.code(),
                std::string(error.what()) +
                    " (nothing of this run was kept, the index is as it was; make room or mend the "
                    "permissions, and run it again)",
                error.subject());
  }
}

/// Runs what comes after a commit: an error then says that the commit holds, and what was not done.
template <typename Action>
void after_commit(const char* what_fails, Action&& action) {
  try {
    std::forward<Action>(action)();
  } catch (const Error& error) {
    throw Error(error.code(), "everything of this run was kept, but " + std::string(what_fails) + ": " + error.what(),
                error.subject(), error.remedy());
  } catch (const std::bad_alloc&) {
    throw Error(ErrorCode::kIo, "everything of this run was kept, but " + std::string(what_fails) + ": out of memory");
  }
}

}  // namespace kbsearch::engine
