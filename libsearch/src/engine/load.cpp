// Whole loads: into a new generation, or as one transaction into the present one.
#include "kbsearch/index_writer.hpp"

#include <algorithm>
#include <thread>
#include <unordered_set>

#include "engine/claims.hpp"
#include "engine/load_sources.hpp"
#include "engine/load_watch.hpp"
#include "engine/pruning.hpp"
#include "engine/writing.hpp"
#include "index/generation_build.hpp"
#include "index/index_update.hpp"
#include "index/ordered_analysis.hpp"
#include "kbsearch/error.hpp"
#include "records/field_values.hpp"
#include "schema/default_schemas.hpp"
#include "snapshot/image_upkeep.hpp"
#include "store/record_scan.hpp"
#include "store/writer_lock.hpp"

namespace kbsearch {
namespace {

void check(const LoadOptions& options) {
  if (!(options.prune_max_share >= 0.0 && options.prune_max_share <= 1.0)) {
    throw Error(ErrorCode::kInvalidArgument,
                "prune_max_share is " + std::to_string(options.prune_max_share) + ", must be in [0, 1]",
                "prune_max_share");
  }
  if (options.jobs > LoadOptions::kMaxJobs) {
    throw Error(
        ErrorCode::kInvalidArgument,
        "jobs is " + std::to_string(options.jobs) + ", must be in [0, " + std::to_string(LoadOptions::kMaxJobs) + "]",
        "jobs");
  }
}

class Load {
 public:
  Load(const std::filesystem::path& path, RecordReader& reader, const LoadOptions& options)
      : directory_(path),
        reader_(reader),
        options_(options),
        watch_(options, &reader),
        claims_(options.take_over),
        sources_(reader),
        pruning_(reader.named_paths()) {
    jobs_ = options.jobs != 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
  }

  LoadReport run() {
    load();
    for (const auto& [name, count] : unread_members_.counts()) report_.unread_members.push_back({name, count});
    std::stable_sort(report_.unread_members.begin(), report_.unread_members.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return report_;
  }

 private:
  void load() {
    if (options_.dry_run) return load_dry();
    directory_ = engine::create_directory(directory_.path());
    const store::WriterLock lock(directory_);
    engine::before_commit([&] { engine::tidy(directory_); });
    if (options_.rebuild || !directory_.holds_index()) {
      engine::before_commit([&] { build(); });
      engine::flush(directory_);
      directory_.remove_leftovers();
    } else {
      engine::before_commit([&] { update(); });
      engine::after_commit("the digests of its files could not be written (the next run does it)",
                           [&] { engine::write_checksums(directory_); });
      if (has_drifted_) rebuild();
    }
  }

  void reject(const Rejection& rejection) {
    ++(rejection.scope == Rejection::Scope::kField ? report_.fields_left_out : report_.rejected);
    pruning_.note_rejection(rejection);
    if (options_.on_rejection) options_.on_rejection(rejection);
  }

  /// Calls `take` for each record, and whether its id is new to the load. Counts, reports and passes over what is
  /// rejected: by the reader, or because another file has the id. `present` is null if there is no index to change.
  template <typename Take>
  void for_each_record(const index::IndexUpdate* present, Take take) {
    while (auto item = reader_.next()) {
      watch_.note(LoadProgress::Phase::kReading, ++report_.read);
      Origin& origin = std::visit([](auto& either) -> Origin& { return either.origin; }, *item);
      if (present != nullptr) origin.source = sources_.number_in_index(origin.source);
      if (auto* rejection = std::get_if<Rejection>(&*item)) {
        reject(*rejection);
        continue;
      }
      auto& record = std::get<Record>(*item);
      if (const auto refused = claims_.refuse(record, present)) {
        reject(*refused);
        continue;
      }
      const auto claim = claims_.note(record);
      if (claim == engine::Claims::Claim::kSame) {
        ++report_.unchanged;
      } else {
        take(std::move(record), claim == engine::Claims::Claim::kFirst);
      }
    }
    watch_.note(LoadProgress::Phase::kBuilding, report_.read);
  }

  /// To be called before the first record that is to change the index.
  void look_at(const index::IndexUpdate& present) {
    sources_.join(present.metadata().sources);
    if (options_.prune) present_ = present.entries();
  }

  /// Listens for what a prune is about. Returns whether the load takes the record over from another file. What comes
  /// from no file does not, nor does one that was not named while the other is there.
  bool note_present(const Record& record, const index::IndexUpdate& present) {
    pruning_.note_record(record.id);
    const auto former = present.origin_of(record.id);
    if (!former) {
      if (record.origin.is_whole) ++added_pages_;
      return false;
    }
    if (engine::is_of_same_file(*former, record.origin)) return false;
    pruning_.note_taken_over(*former);
    const bool is_of_file = record.origin.source != 0 && !record.origin.file.empty();
    return is_of_file && (options_.take_over || !engine::is_still_there(*former, present.metadata().sources));
  }

  void load_dry() {
    std::optional<index::IndexUpdate> present;
    std::optional<store::WriterLock> lock;
    if (!options_.rebuild && directory_.holds_index()) {
      lock.emplace(directory_);
      present.emplace(directory_.current_generation());
      engine::require_schema(directory_, present->metadata().schema, options_.schema);
    }
    const Schema schema = present ? present->metadata().schema : schema_of_new_index();
    if (present) look_at(*present);
    for_each_record(present ? &*present : nullptr, [&](Record record, bool is_first) {
      const bool is_taken_over = present && note_present(record, *present);
      const bool is_same = is_first && present && present->holds_same(record);
      report_.json_bytes += record.json.size();
      if (is_same) ++report_.unchanged;
      if (is_same && !is_taken_over) return;
      const auto values = records::read_fields(record, schema, options_.field_faults);
      if (const auto* rejection = std::get_if<Rejection>(&values)) return reject(*rejection);
      for (const auto& left_out : std::get<records::RecordValues>(values).left_out) reject(left_out);
      unread_members_.add(std::get<records::RecordValues>(values).unread);
      const bool is_known = !is_first || (present && present->contains(record.id));
      if (!is_same) ++(is_known ? report_.replaced : report_.added);
    });
    if (present && options_.prune) report_.removed = ids_to_prune(*present).size();
    report_.doc_count = (present ? present->doc_count() : 0) + report_.added - report_.removed;
  }

  Schema schema_of_new_index() const {
    if (options_.schema) return *options_.schema;
    return schema::renewed(engine::schema_of(directory_).value_or(Schema::knowledge_base()));
  }

  void build() {
    const bool replaces_index = !engine::is_empty(directory_);
    const auto generation = directory_.next_generation();
    index::GenerationBuild build(generation, schema_of_new_index(), jobs_, /*avg_length=*/0.0, options_.field_faults);
    build.on_step([&](LoadProgress::Phase phase, std::uint64_t records) { watch_.note(phase, records); });
    const auto report_rejections = [&] {
      for (const auto& rejection : build.take_rejections()) reject(rejection);
    };
    build.set_sources(sources_.named());
    for_each_record(nullptr, [&](Record record, bool) {
      build.add(std::move(record));
      report_rejections();
    });
    if (replaces_index) pruning_.require_readable_source("a rebuild");
    const auto counts = build.finish();
    report_rejections();
    snapshot::write_image(generation);
    directory_.swap_to(generation);
    build.keep();
    report_.added = counts.added;
    report_.replaced = counts.replaced;
    report_.json_bytes = counts.json_bytes;
    report_.doc_count = counts.added;
    unread_members_ = counts.unread_members;
  }

  void update() {
    index::IndexUpdate update(directory_.current_generation());
    engine::require_schema(directory_, update.metadata().schema, options_.schema);
    look_at(update);
    update.set_sources(sources_.joined());
    {
      index::OrderedAnalysis analysis(update.metadata().schema, update.metadata().avg_length, jobs_,
                                      options_.field_faults);
      for_each_record(&update, [&](Record record, bool is_first) {
        const bool is_taken_over = note_present(record, update);
        report_.json_bytes += record.json.size();
        // A record that came before in this load may still be under way: only a first one can be told unchanged.
        if (is_first && update.holds_same(record)) {
          ++report_.unchanged;
          if (!is_taken_over) return;
          moved_.insert(record.id);
        }
        while (analysis.is_full()) take_result(analysis, update);
        analysis.submit(std::move(record));
      });
      while (!analysis.is_empty()) take_result(analysis, update);
    }
    if (options_.prune) {
      for (const auto& id : ids_to_prune(update)) report_.removed += update.remove(id) ? 1 : 0;
    }
    watch_.note(LoadProgress::Phase::kWriting, report_.read);
    // Read before: what fails afterwards must not be told as a commit that failed.
    const auto generation = directory_.current_generation();
    update.commit();
    snapshot::update_image(generation, update.take_changes());
    report_.doc_count = update.doc_count();
    has_drifted_ = engine::length_has_drifted(update);
  }

  void rebuild() {
    engine::after_commit(
        "the rebuild that was due because records have become longer or shorter failed (the next run does it)", [&] {
          engine::rebuild_from_stored(directory_, jobs_, {}, [&](LoadProgress::Phase phase, std::uint64_t records) {
            watch_.note_kept(phase, records);
          });
        });
    engine::flush(directory_);
    directory_.remove_leftovers();
  }

  void take_result(index::OrderedAnalysis& analysis, index::IndexUpdate& update) {
    auto result = analysis.take();
    if (const auto* rejection = std::get_if<Rejection>(&result)) return reject(*rejection);
    const auto& built = std::get<index::BuiltDocument>(result);
    for (const auto& left_out : built.left_out) reject(left_out);
    unread_members_.add(built.unread);
    if (moved_.erase(built.id) == 0) ++(update.contains(built.id) ? report_.replaced : report_.added);
    update.replace(built);
  }

  std::vector<std::string> ids_to_prune(const index::IndexUpdate& update) {
    auto ids = pruning_.ids_to_remove(present_, update.metadata().sources, options_.prune_max_share, added_pages_);
    report_.prune_withheld = pruning_.is_withheld();
    return ids;
  }

  store::IndexDirectory directory_;
  RecordReader& reader_;
  const LoadOptions& options_;
  engine::LoadWatch watch_;
  unsigned jobs_ = 1;
  bool has_drifted_ = false;
  engine::Claims claims_;
  engine::LoadSources sources_;
  engine::Pruning pruning_;
  std::vector<index::IndexUpdate::Entry> present_;  ///< The index before a load that prunes.
  std::unordered_set<std::string> moved_;           ///< Unchanged records that only come from another file now.
  std::uint64_t added_pages_ = 0;
  index::UnreadMembers unread_members_;
  LoadReport report_;
};

}  // namespace

LoadReport load(const std::filesystem::path& directory, RecordReader& reader, const LoadOptions& options) {
  check(options);
  return Load(directory, reader, options).run();
}

std::vector<SourceState> sources_of(const std::filesystem::path& directory) {
  std::vector<SourceState> states;
  try {
    const store::RecordScan scan(store::IndexDirectory(directory).generation_with_records());
    const auto counts = scan.records_by_source();
    for (const auto& source : scan.sources()) {
      const auto count = counts.find(source.number);
      states.push_back({source, count == counts.end() ? 0 : count->second});
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIndexNotFound) throw;
  }
  return states;
}

std::uint64_t rebuild(const std::filesystem::path& path, unsigned jobs, const std::optional<Schema>& schema) {
  return rebuild(path, {.jobs = jobs, .schema = schema});
}

std::uint64_t rebuild(const std::filesystem::path& path, const LoadOptions& options) {
  check(options);
  const store::IndexDirectory directory(path);
  directory.generation_with_records();
  const store::WriterLock lock(directory);
  engine::LoadWatch watch(options, nullptr);
  const auto count = engine::before_commit([&] {
    return engine::rebuild_from_stored(
        directory, options.jobs, options.schema,
        [&](LoadProgress::Phase phase, std::uint64_t records) { watch.note(phase, records); });
  });
  engine::flush(directory);
  directory.remove_leftovers();
  return count;
}

std::string_view to_string(LoadProgress::Phase phase) {
  switch (phase) {
    case LoadProgress::Phase::kReading:
      return "reading";
    case LoadProgress::Phase::kBuilding:
      return "building";
    case LoadProgress::Phase::kMerging:
      return "merging";
    case LoadProgress::Phase::kChecking:
      return "checking";
    case LoadProgress::Phase::kWriting:
      return "writing";
  }
  return "unknown";
}

void remove_leftovers(const std::filesystem::path& path) {
  const store::IndexDirectory directory(path);
  if (!std::filesystem::is_directory(path)) return;
  directory.holds_index();  // refuses what is no index
  const store::WriterLock lock(directory);
  engine::tidy(directory);
  directory.remove_unfinished_builds();
}

}  // namespace kbsearch
