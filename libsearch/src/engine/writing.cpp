#include "engine/writing.hpp"

#include "index/generation_build.hpp"
#include "index/index_update.hpp"
#include "schema/default_schemas.hpp"
#include "snapshot/image_upkeep.hpp"
#include "store/checksums.hpp"
#include "store/database.hpp"
#include "store/index_metadata.hpp"
#include "store/record_scan.hpp"
#include "store/xapian_border.hpp"

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

void tidy(const store::IndexDirectory& directory) {
  try {
    directory.adopt_whole_generation();
    if (!directory.holds_index()) return;
    const auto generation = directory.current_generation();
    store::translating_errors(generation.string(),
                              [&] { store::read_metadata(store::open_database(generation), directory.shown()); });
    store::write_checksums(generation);
    directory.remove_leftovers();
  } catch (const Error& error) {
    // What cannot be read stays whole, and so does all beside it. Whoever needs it will say so.
    const bool is_unreadable = error.code() == ErrorCode::kIndexCorrupt || error.code() == ErrorCode::kIndexVersion;
    if (!is_unreadable) throw;
  }
}

void create_empty_index(const store::IndexDirectory& directory, const Schema& schema) {
  const auto generation = directory.next_generation();
  index::GenerationBuild build(generation, schema, /*jobs=*/1);
  build.finish();
  snapshot::write_image(generation);
  directory.swap_to(generation);
  build.keep();
  directory.flush();
}

void flush(const store::IndexDirectory& directory) {
  after_commit("it could not be flushed to the disk, a power cut may undo it", [&] { directory.flush(); });
}

bool length_has_drifted(const index::IndexUpdate& update) {
  constexpr double kTolerance = 1.25;
  const double mean = update.mean_length();
  const double fixed = update.metadata().avg_length;
  return mean > 0.0 && (mean > fixed * kTolerance || mean * kTolerance < fixed);
}

bool is_empty(const store::IndexDirectory& directory) {
  try {
    return store::RecordScan(directory.generation_with_records()).doc_count() == 0;
  } catch (const Error& error) {
    return error.code() == ErrorCode::kIndexNotFound;
  }
}

std::optional<Schema> schema_of(const store::IndexDirectory& directory) {
  try {
    return store::RecordScan(directory.generation_with_records()).schema();
  } catch (const Error&) {
    return std::nullopt;
  }
}

void require_schema(const store::IndexDirectory& directory, const Schema& present,
                    const std::optional<Schema>& wanted) {
  if (!wanted || wanted->to_json() == present.to_json()) return;
  throw Error(ErrorCode::kInvalidArgument,
              "index '" + directory.shown() + "' has the schema '" + present.name() +
                  "' and keeps it; the one that was given is another",
              directory.shown(), Remedy::kRebuildWithSchema);
}

std::uint64_t rebuild_from_stored(const store::IndexDirectory& directory, unsigned jobs,
                                  const std::optional<Schema>& schema, const index::OnStep& on_step) {
  const auto generation = directory.next_generation();
  const store::RecordScan scan(directory.generation_with_records());
  const auto own = scan.schema().value_or(Schema::knowledge_base());
  const auto present = schema::renewed(schema.value_or(own));
  index::GenerationBuild build(generation, present, jobs, scan.mean_length());
  build.set_sources(scan.sources());
  build.on_step(on_step);
  std::uint64_t read = 0;
  scan.for_each([&](Record record) {
    if (on_step) on_step(LoadProgress::Phase::kReading, ++read);
    build.add(std::move(record));
  });
  const auto counts = build.finish();
  if (counts.rejected > 0 || counts.added != scan.doc_count()) {
    // What an index holds was taken once: a rejection now means another schema. Nothing is dropped in silence.
    const auto rejections = build.take_rejections();
    throw Error(ErrorCode::kInvalidArgument,
                "index '" + directory.shown() + "' holds " + std::to_string(scan.doc_count()) + " records, but " +
                    std::to_string(counts.rejected) + " of them do not fit the schema" +
                    (rejections.empty() ? std::string()
                                        : ", the first is '" + rejections.front().record_id +
                                              "': " + rejections.front().field + " " + rejections.front().reason),
                directory.shown(), Remedy::kGiveSchema);
  }
  snapshot::write_image(generation);
  directory.swap_to(generation);
  build.keep();
  return counts.added;
}

void write_checksums(const store::IndexDirectory& directory) { store::write_checksums(directory.current_generation()); }

}  // namespace kbsearch::engine
