#include "engine/writing.hpp"

#include "index/generation_build.hpp"
#include "index/index_update.hpp"
#include "kbsearch/error.hpp"
#include "store/checksums.hpp"
#include "store/record_scan.hpp"

namespace kbsearch::engine {

store::IndexDirectory create_directory(const std::filesystem::path& path) {
  store::IndexDirectory directory(path);
  try {
    directory.holds_index();
  } catch (const Error& error) {
    // An index of another version is replaced by a rebuild; anything that is no index stays untouched.
    if (error.code() != ErrorCode::kIndexVersion) throw;
  }
  directory.create();
  return directory;
}

void create_empty_index(const store::IndexDirectory& directory, const Schema& schema) {
  const auto generation = directory.next_generation();
  index::GenerationBuild build(generation, schema, /*jobs=*/1, nullptr);
  build.finish();
  directory.swap_to(generation);
}

bool length_has_drifted(const index::IndexUpdate& update) {
  constexpr double kTolerance = 1.25;
  const double mean = update.mean_length();
  const double fixed = update.metadata().avg_length;
  return mean > 0.0 && (mean > fixed * kTolerance || mean * kTolerance < fixed);
}

std::uint64_t rebuild_from_stored(const store::IndexDirectory& directory, unsigned jobs) {
  const auto source = directory.current_generation();
  const auto generation = directory.next_generation();
  const store::RecordScan scan(source);
  index::GenerationBuild build(generation, scan.schema(), jobs, nullptr, scan.mean_length());
  scan.for_each([&](Record record) { build.add(std::move(record)); });
  const auto counts = build.finish();
  directory.swap_to(generation);
  return counts.added;
}

void write_checksums(const store::IndexDirectory& directory) {
  store::write_checksums(directory.path(), directory.current_generation());
}

}  // namespace kbsearch::engine
