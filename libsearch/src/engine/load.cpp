// Whole loads: into a new generation, or as one transaction into the present one.
#include <algorithm>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "engine/writing.hpp"
#include "index/generation_build.hpp"
#include "index/index_update.hpp"
#include "index/ordered_analysis.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "records/field_values.hpp"

namespace kbsearch {
namespace {

constexpr std::uint64_t kProgressEvery = 256;
constexpr std::uint64_t kPruneAlwaysAllowed = 10;

class Load {
 public:
  Load(const std::filesystem::path& path, RecordReader& reader, const LoadOptions& options)
      : directory_(path), reader_(reader), options_(options) {
    jobs_ = options.jobs != 0 ? options.jobs : std::max(1u, std::thread::hardware_concurrency());
  }

  LoadReport run() {
    if (options_.dry_run) return run_dry();
    directory_ = engine::create_directory(directory_.path());
    const store::WriterLock lock(directory_);
    directory_.remove_leftovers();
    if (options_.rebuild || !directory_.holds_index()) {
      build();
    } else {
      update();
    }
    engine::write_checksums(directory_);
    directory_.remove_leftovers();
    return report_;
  }

 private:
  void reject(const Rejection& rejection) {
    ++report_.rejected;
    if (options_.on_rejection) options_.on_rejection(rejection);
  }

  /// Calls `take` for each record; counts, reports and passes over the reader's rejections.
  template <typename Take>
  void for_each_record(Take take) {
    while (auto item = reader_.next()) {
      if (++report_.read % kProgressEvery == 0 && options_.on_progress) options_.on_progress(report_.read);
      if (auto* rejection = std::get_if<Rejection>(&*item)) {
        reject(*rejection);
      } else {
        take(std::move(std::get<Record>(*item)));
      }
    }
    if (options_.on_progress) options_.on_progress(report_.read);
  }

  LoadReport run_dry() {
    std::optional<index::IndexUpdate> present;
    std::optional<store::WriterLock> lock;
    if (!options_.rebuild && directory_.holds_index()) {
      lock.emplace(directory_);
      present.emplace(directory_.current_generation());
    }
    const Schema& schema = present ? present->metadata().schema : options_.schema;
    std::unordered_set<std::string> seen;
    for_each_record([&](const Record& record) {
      const auto values = records::read_fields(record, schema);
      if (const auto* rejection = std::get_if<Rejection>(&values)) return reject(*rejection);
      report_.json_bytes += record.json.size();
      const bool again = !seen.insert(record.id).second;
      const bool known = present && present->contains(record.id);
      ++(present && present->holds_same(record) ? report_.unchanged
         : known || again                       ? report_.replaced
                                                : report_.added);
    });
    if (present && options_.prune) report_.removed = ids_to_prune(*present, seen).size();
    report_.doc_count = (present ? present->doc_count() : 0) + report_.added - report_.removed;
    return report_;
  }

  void build() {
    const auto generation = directory_.next_generation();
    index::GenerationBuild build(generation, options_.schema, jobs_, [this](const Rejection& rejection) {
      if (options_.on_rejection) options_.on_rejection(rejection);
    });
    for_each_record([&](Record record) { build.add(std::move(record)); });
    const auto counts = build.finish();
    directory_.swap_to(generation);
    report_.added = counts.added;
    report_.replaced = counts.replaced;
    report_.rejected += counts.rejected;
    report_.json_bytes = counts.json_bytes;
    report_.doc_count = counts.added;
  }

  void update() {
    index::IndexUpdate update(directory_.current_generation());
    std::unordered_set<std::string> seen;
    {
      index::OrderedAnalysis analysis(update.metadata().schema, update.metadata().avg_length, jobs_);
      for_each_record([&](Record record) {
        // A record that came before in this load may still be under way: only a first one can be told unchanged.
        const bool first = seen.insert(record.id).second;
        report_.json_bytes += record.json.size();
        if (first && update.holds_same(record)) {
          ++report_.unchanged;
          return;
        }
        if (analysis.is_full()) take_result(analysis, update);
        analysis.submit(std::move(record));
      });
      while (!analysis.is_empty()) take_result(analysis, update);
    }
    if (options_.prune) {
      for (const auto& id : ids_to_prune(update, seen)) report_.removed += update.remove(id) ? 1 : 0;
    }
    update.commit();
    report_.doc_count = update.doc_count();
    if (engine::length_has_drifted(update)) engine::rebuild_from_stored(directory_, jobs_);
  }

  void take_result(index::OrderedAnalysis& analysis, index::IndexUpdate& update) {
    auto result = analysis.take();
    if (const auto* rejection = std::get_if<Rejection>(&result)) return reject(*rejection);
    const auto& built = std::get<index::BuiltDocument>(result);
    ++(update.contains(built.id) ? report_.replaced : report_.added);
    update.replace(built);
  }

  std::vector<std::string> ids_to_prune(const index::IndexUpdate& update,
                                        const std::unordered_set<std::string>& seen) const {
    auto ids = update.ids();
    const auto present = ids.size();
    std::erase_if(ids, [&](const std::string& id) { return seen.contains(id); });
    const double most = options_.prune_max_share * static_cast<double>(present);
    if (ids.size() > kPruneAlwaysAllowed && static_cast<double>(ids.size()) > most) {
      throw Error(ErrorCode::kLimitExceeded,
                  "a prune would remove " + std::to_string(ids.size()) + " of " + std::to_string(present) +
                      " records, more than the cap of " +
                      std::to_string(static_cast<int>(options_.prune_max_share * 100)) +
                      "%; nothing was changed (if that is meant: --prune-cap 100, or --rebuild)");
    }
    return ids;
  }

  store::IndexDirectory directory_;
  RecordReader& reader_;
  const LoadOptions& options_;
  unsigned jobs_ = 1;
  LoadReport report_;
};

}  // namespace

LoadReport load(const std::filesystem::path& directory, RecordReader& reader, const LoadOptions& options) {
  return Load(directory, reader, options).run();
}

std::uint64_t rebuild(const std::filesystem::path& path, unsigned jobs) {
  const store::IndexDirectory directory(path);
  const auto source = directory.current_generation();
  const store::WriterLock lock(directory);
  const auto count = engine::rebuild_from_stored(directory, jobs);
  engine::write_checksums(directory);
  directory.remove_leftovers();
  return count;
}

}  // namespace kbsearch
