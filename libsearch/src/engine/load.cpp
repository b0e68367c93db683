// Whole loads: into a new generation, or as one transaction into the present one.
#include <algorithm>
#include <map>
#include <thread>
#include <unordered_set>

#include "engine/claims.hpp"
#include "engine/load_watch.hpp"
#include "engine/pruning.hpp"
#include "engine/writing.hpp"
#include "index/generation_build.hpp"
#include "index/index_update.hpp"
#include "index/ordered_analysis.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "records/field_values.hpp"
#include "records/source_roots.hpp"
#include "store/origin.hpp"
#include "store/record_scan.hpp"
#include "store/writer_lock.hpp"

namespace kbsearch {
namespace {

void check(const LoadOptions& options) {
  if (!(options.prune_max_share >= 0.0 && options.prune_max_share <= 1.0)) {
    throw Error(ErrorCode::kInvalidArgument,
                "prune_max_share is " + std::to_string(options.prune_max_share) + ", must be in [0, 1]");
  }
  if (options.jobs > LoadOptions::kMaxJobs) {
    throw Error(ErrorCode::kInvalidArgument, "jobs is " + std::to_string(options.jobs) + ", must be in [0, " +
                                                 std::to_string(LoadOptions::kMaxJobs) + "]");
  }
}

class Load {
 public:
  Load(const std::filesystem::path& path, RecordReader& reader, const LoadOptions& options)
      : directory_(path), reader_(reader), options_(options), watch_(options, &reader), pruning_(reader.named_paths()) {
    jobs_ = options.jobs != 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
  }

  LoadReport run() {
    if (options_.dry_run) return run_dry();
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
    return report_;
  }

 private:
  void reject(const Rejection& rejection) {
    ++(rejection.scope == Rejection::Scope::kField ? report_.fields_left_out : report_.rejected);
    pruning_.note_rejection(rejection);
    if (options_.on_rejection) options_.on_rejection(rejection);
  }

  /// Calls `take` for each record; counts, reports and passes over the reader's rejections.
  template <typename Take>
  void for_each_record(Take take) {
    const auto take_unless_contested = [&](Record record) {
      switch (claims_.note(record)) {
        case engine::Claims::Claim::kContested:
          return reject(claims_.contested(record));
        case engine::Claims::Claim::kFirst:
          return take(std::move(record), /*is_first=*/true);
        case engine::Claims::Claim::kRepeated:
          return take(std::move(record), /*is_first=*/false);
      }
    };
    while (auto item = reader_.next()) {
      watch_.note(LoadProgress::Phase::kReading, ++report_.read);
      if (auto* rejection = std::get_if<Rejection>(&*item)) {
        reject(*rejection);
      } else {
        take_unless_contested(std::move(std::get<Record>(*item)));
      }
    }
    watch_.note(LoadProgress::Phase::kBuilding, report_.read);
  }

  /// Numbers the sources of the reader as the index does, and looks at what it has.
  void start_update(const index::IndexUpdate& present) {
    sources_ = present.metadata().sources;
    for (const auto& source : reader_.sources()) {
      const auto known =
          std::find_if(sources_.begin(), sources_.end(), [&](const auto& other) { return other.path == source.path; });
      if (known != sources_.end()) {
        numbers_[source.number] = known->number;
        continue;
      }
      const auto number = records::free_number(source.path, sources_);
      sources_.push_back(source);
      sources_.back().number = number;
      numbers_[source.number] = number;
    }
    if (options_.prune) present_ = present.entries();
  }

  /// The sources that the named paths lie in, or that lie below them: all that a new generation has records of.
  RecordSources sources_of_this_load() const {
    RecordSources used;
    const auto lies_in = [](const std::string& path, const std::string& directory) {
      return path == directory || path.starts_with(directory.ends_with('/') ? directory : directory + '/');
    };
    for (const auto& source : reader_.sources()) {
      for (const auto& path : reader_.named_paths()) {
        if (!lies_in(path, source.path) && !lies_in(source.path, path)) continue;
        used.push_back(source);
        break;
      }
    }
    return used;
  }

  /// Whether the record is to be told of another file than the index tells. What comes from no file does not take one
  /// away.
  static bool comes_from_elsewhere(const Record& record, const index::IndexUpdate& present) {
    const auto former = present.origin_of(record.id);
    const bool is_file = record.origin.source != 0 && !record.origin.file.empty();
    return former && is_file && (former->source != record.origin.source || former->file != record.origin.file);
  }

  /// Gives the record's source its number in the index. Returns true, and rejects the record, if the index has another
  /// one with this id from a file that is still there, and this one is a page, or was not named. A file of many records
  /// that is named takes over those that it has, as it says.
  bool is_contested(Record& record, const index::IndexUpdate& present) {
    if (const auto number = numbers_.find(record.origin.source); number != numbers_.end()) {
      record.origin.source = number->second;
    }
    const auto former = present.origin_of(record.id);
    if (!former) return false;
    const bool is_same_file = former->source == record.origin.source && former->file == record.origin.file;
    if (is_same_file) return false;
    const bool may_take = record.origin.source == 0 || (!record.origin.is_whole && options_.take_over);
    if (!may_take && former->source != 0 && !present.holds_same(record)) {
      const auto path = store::path_of(*former, present.metadata().sources);
      std::error_code error;
      if (!path.empty() && std::filesystem::is_regular_file(path, error)) {
        reject(engine::Claims::contested(record, path));
        return true;
      }
    }
    pruning_.note_taken_over(*former);
    return false;
  }

  LoadReport run_dry() {
    std::optional<index::IndexUpdate> present;
    std::optional<store::WriterLock> lock;
    if (!options_.rebuild && directory_.holds_index()) {
      lock.emplace(directory_);
      present.emplace(directory_.current_generation());
      engine::require_schema(directory_, present->metadata().schema, options_.schema);
    }
    const Schema schema = present ? present->metadata().schema : schema_of_new_index();
    if (present) start_update(*present);
    for_each_record([&](Record record, bool is_first) {
      if (present && is_contested(record, *present)) return;
      const auto values = records::read_fields(record, schema, options_.field_faults);
      if (const auto* rejection = std::get_if<Rejection>(&values)) return reject(*rejection);
      for (const auto& left_out : std::get<records::RecordValues>(values).left_out) reject(left_out);
      report_.json_bytes += record.json.size();
      pruning_.note_record(record.id);
      const bool is_known = !is_first || (present && present->contains(record.id));
      if (!is_known && record.origin.is_whole) ++added_pages_;
      ++(present && present->holds_same(record) ? report_.unchanged : is_known ? report_.replaced : report_.added);
    });
    if (present && options_.prune) report_.removed = ids_to_prune(*present).size();
    report_.doc_count = (present ? present->doc_count() : 0) + report_.added - report_.removed;
    return report_;
  }

  Schema schema_of_new_index() const {
    if (options_.schema) return *options_.schema;
    return engine::schema_of(directory_).value_or(Schema::knowledge_base());
  }

  void build() {
    const bool replaces_index = !engine::is_empty(directory_);
    const auto generation = directory_.next_generation();
    index::GenerationBuild build(generation, schema_of_new_index(), jobs_, /*avg_length=*/0.0, options_.field_faults);
    build.on_step([&](LoadProgress::Phase phase, std::uint64_t records) { watch_.note(phase, records); });
    const auto report_rejections = [&] {
      for (const auto& rejection : build.take_rejections()) reject(rejection);
    };
    build.set_sources(sources_of_this_load());
    for_each_record([&](Record record, bool) {
      build.add(std::move(record));
      report_rejections();
    });
    if (replaces_index) pruning_.require_readable_source("a rebuild");
    const auto counts = build.finish();
    report_rejections();
    directory_.swap_to(generation);
    build.keep();
    report_.added = counts.added;
    report_.replaced = counts.replaced;
    report_.json_bytes = counts.json_bytes;
    report_.doc_count = counts.added;
  }

  void update() {
    index::IndexUpdate update(directory_.current_generation());
    engine::require_schema(directory_, update.metadata().schema, options_.schema);
    start_update(update);
    update.set_sources(sources_);
    {
      index::OrderedAnalysis analysis(update.metadata().schema, update.metadata().avg_length, jobs_,
                                      options_.field_faults);
      for_each_record([&](Record record, bool is_first) {
        if (is_contested(record, update)) return;
        pruning_.note_record(record.id);
        report_.json_bytes += record.json.size();
        // A record that came before in this load may still be under way: only a first one can be told unchanged.
        if (is_first && update.holds_same(record)) {
          ++report_.unchanged;
          if (!comes_from_elsewhere(record, update)) return;
          moved_.insert(record.id);
        } else if (record.origin.is_whole && !update.contains(record.id)) {
          ++added_pages_;
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
    update.commit();
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
  engine::Pruning pruning_;
  RecordSources sources_;                           ///< Of the index after the load.
  std::map<unsigned, unsigned> numbers_;            ///< Of the reader's sources in the index.
  std::vector<index::IndexUpdate::Entry> present_;  ///< The index before a load that prunes.
  std::unordered_set<std::string> moved_;           ///< Unchanged records that only come from another file now.
  std::uint64_t added_pages_ = 0;
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
