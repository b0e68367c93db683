#include "kbsearch/index_check.hpp"

#include <optional>

#include "base/hash.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/synonyms.hpp"
#include "snapshot/image_upkeep.hpp"
#include "store/checksums.hpp"
#include "store/commit_gate.hpp"
#include "store/database.hpp"
#include "store/files.hpp"
#include "store/glass_header.hpp"
#include "store/index_directory.hpp"
#include "store/index_metadata.hpp"
#include "store/record_scan.hpp"
#include "store/snapshot_manifest.hpp"
#include "store/structure_check.hpp"
#include "store/terms.hpp"
#include "store/writer_lock.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

/// Runs a step; what it throws is a problem.
template <typename Step>
void note_problems(CheckReport& report, Step&& step) {
  try {
    std::forward<Step>(step)();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kIo) throw;
    report.problems.emplace_back(error.what());
  }
}

void check_digests(const fs::path& generation, CheckReport& report) {
  const auto checksums = store::verify_checksums(generation);
  for (const auto& file : checksums.damaged) report.problems.push_back("file '" + file + "' is not as it was written");
  if (checksums.present && checksums.complete) return;
  report.digests_complete = false;
  // First of all notes, so that writing them can take it back.
  report.notes.insert(report.notes.begin(),
                      checksums.present
                          ? "the last commit has no digests yet, its writer was killed: what it wrote was checked "
                            "without (the next writer makes them)"
                          : "there are no digests of the files, so they were checked without");
}

/// The files of a snapshot are held to its list of them.
void check_manifest(const fs::path& generation, CheckReport& report) {
  const auto manifest = store::read_snapshot_manifest(generation);
  if (!manifest) return;
  for (const auto& file : store::changed_files(generation, *manifest, {})) {
    report.problems.push_back("file '" + file + "' is not as the snapshot was taken");
  }
}

void check_records(const fs::path& generation, const std::string& shown, CheckReport& report) {
  store::translating_errors(generation.string(), [&] {
    const auto database = store::open_database(generation);
    store::read_metadata(database, shown);
    const store::RecordScan scan(generation);
    scan.for_each([&](const Record& record) {
      ++report.doc_count;
      if (!database.term_exists(store::id_term(record.id))) {
        report.problems.push_back("record '" + record.id + "' is not found by its id");
      }
    });
    if (report.doc_count != database.get_doccount()) {
      report.problems.push_back("of " + std::to_string(database.get_doccount()) + " records only " +
                                std::to_string(report.doc_count) + " can be read");
    }
  });
}

/// A damaged image is told, though no answer comes from it.
void check_image(const fs::path& generation, CheckReport& report) {
  const auto image = snapshot::check_image(generation);
  report.image_complete = image.is_present && image.damaged.empty();
  for (const auto& file : image.damaged) {
    report.problems.push_back("file '" + file + "' is not as it was written; searches do without it, slower");
  }
  if (image.is_present || !image.damaged.empty()) return;
  report.notes.emplace_back("there is no image of the last commit, so searches are slower (the next writer makes it)");
}

CheckReport check_generation(const store::IndexDirectory& directory, const fs::path& generation) {
  CheckReport report;
  note_problems(report, [&] { directory.read_synonyms(generation); });
  const auto before = report.problems.size();
  note_problems(report, [&] { store::require_plain_database(generation); });
  note_problems(report, [&] { check_digests(generation, report); });
  if (report.problems.size() > before) return report;  // Xapian is not to be shown such files
  const bool is_snapshot = store::is_of_snapshot(generation);
  if (is_snapshot) note_problems(report, [&] { check_manifest(generation, report); });
  // Xapian's check leaves a lock behind, and nothing is to be left in a snapshot, whose digests are of what was
  // checked.
  const auto structure = is_snapshot ? store::StructureReport{true, {}} : store::check_structure(generation);
  if (!structure.was_checked) {
    report.notes.emplace_back("Xapian's own check was left out: it needs the right to write to the index");
  }
  if (!structure.problem.empty()) report.problems.push_back(structure.problem);
  note_problems(report, [&] { check_records(generation, directory.shown(), report); });
  note_problems(report, [&] { check_image(generation, report); });
  return report;
}

/// Problems that a commit brought about while it was being looked at are none.
CheckReport check_one_state(const store::IndexDirectory& directory) {
  constexpr int kAttempts = 3;
  const auto pass = store::enter_as_reader(directory.path());
  for (int attempt = 1;; ++attempt) {
    const auto before = commit_name(directory.path());
    try {
      auto report = check_generation(directory, directory.current_generation());
      if (report.problems.empty() || commit_name(directory.path()) == before) return report;
    } catch (const store::SnapshotGone&) {
    } catch (const Error&) {
      if (commit_name(directory.path()) == before) throw;
    }
    if (attempt == kAttempts) {
      throw Error(ErrorCode::kIo, "index '" + directory.shown() +
                                      "' was written all the time while it was checked (check it again when the writer "
                                      "has finished)");
    }
  }
}

/// Makes an image where there is none that can be read. Throws nothing: what is wrong beside it will be told.
void write_missing_image(const store::IndexDirectory& directory) {
  try {
    const auto generation = directory.current_generation();
    const auto image = snapshot::check_image(generation);
    if (!image.is_present || !image.damaged.empty()) snapshot::write_image(generation);
  } catch (const Error&) {
  }
}

}  // namespace

std::string commit_name(const fs::path& path) {
  const store::IndexDirectory directory(path);
  if (!directory.holds_index()) return {};
  const auto generation = directory.current_generation();
  const auto header = store::read_file(generation / store::kGlassHeaderName, store::kMaxGlassHeaderBytes);
  return generation.filename().string() + '-' + base::hex64(base::hash64(header.value_or("")));
}

CheckReport check_index(const fs::path& path, const CheckOptions& options) {
  const store::IndexDirectory directory(path);
  std::optional<store::WriterLock> lock;
  if (options.write) {
    directory.generation_with_records();
    lock.emplace(directory);
    directory.adopt_whole_generation();
  }
  try {
    directory.current_generation();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kIndexCorrupt) throw;
    CheckReport report;
    report.problems.emplace_back(error.what());
    return report;
  }
  if (options.write) write_missing_image(directory);
  auto report = check_one_state(directory);
  if (options.write && report.problems.empty() && !report.digests_complete) {
    store::write_checksums(directory.current_generation());
    report.digests_complete = true;
    report.notes.front() = "digests of the files were written";
  }
  return report;
}

}  // namespace kbsearch
