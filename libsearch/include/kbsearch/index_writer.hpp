/// @file
/// Changes an index: one record at a time, or whole loads.
///
///     auto writer = kbsearch::IndexWriter::open("kb.index");
///     for (const auto& rejection : writer.replace(record)) report(rejection);
///     writer.remove("old-id");
///     writer.commit();                       // now, and not before, readers see both changes
///
///     auto reader = kbsearch::RecordReader::open({"records.jsonl"});
///     auto report = kbsearch::load("kb.index", reader, {.jobs = 2, .rebuild = true});
///
/// An index has at most one writer: opening a second throws Error{kIndexLocked} that names the first. Readers go on
/// undisturbed. A process killed at any moment leaves the last commit. An IndexWriter belongs to one thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kbsearch/export.hpp"
#include "kbsearch/record.hpp"
#include "kbsearch/record_reader.hpp"
#include "kbsearch/record_source.hpp"
#include "kbsearch/schema.hpp"
#include "kbsearch/synonyms.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// Changes to an index, seen together when they are committed, or never.
///
/// Cost: opening takes the lock and reads the metadata, some ms; a change analyses its record (16 MB of text a second)
/// and keeps it in memory until it is written; a commit flushes to the disk, some ms, and reads four bytes of each
/// block. For many records at once load() is faster. Sharing: one thread at a time; one writer an index, in all
/// processes. Throws: what each function says; after Error{kIo} of a commit it is of no more use. Upgrades: it writes
/// the index of its own format version alone; one of another version is Error{kIndexVersion}: rebuild() first.
class IndexWriter {
 public:
  /// Opens the index at `directory`, or makes an empty one with `schema` (that of knowledge bases, if none is given).
  /// Throws Error{kIndexLocked, kIndexCorrupt, kIndexVersion, kIo}, Error{kInvalidArgument} if the index exists and has
  /// another schema than the one given.
  static IndexWriter open(const std::filesystem::path& directory, const std::optional<Schema>& schema = {});
  /// The same for an index that is there: throws Error{kIndexNotFound} instead of making one.
  static IndexWriter open_existing(const std::filesystem::path& directory);

  IndexWriter(IndexWriter&&) noexcept;             ///< What was moved from can only be destroyed or assigned to.
  IndexWriter& operator=(IndexWriter&&) noexcept;  ///< The same; drops what this one had not committed.
  /// Drops what was not committed.
  ~IndexWriter();

  /// Adds the record, or replaces the one with its id. Returns what was not taken, empty if all was: fields that could
  /// not be read (Rejection::Scope::kField, the record is taken without them), or why it is no record.
  [[nodiscard]] std::vector<Rejection> replace(const Record& record);
  /// Returns whether there was such a record.
  bool remove(std::string_view record_id);
  /// Makes all changes since the last commit durable and visible, together. Throws Error{kIo} if the disk refuses; then
  /// the index is as it was, the changes are gone, and this writer is of no more use: each further call throws. Waits
  /// up to ten seconds for readers that could lose their snapshot by it (see Searcher). When the mean record length has
  /// drifted by more than a quarter from the one that weights were made with, the index is also rewritten from its
  /// stored records, into a new generation. Should that fail, or the writing of digests, the Error says that everything
  /// was kept; the next commit makes up for it.
  /// The work is done in a child process (fork) that lives for the commit alone: where a disk refuses at certain
  /// moments, Xapian ends the process that commits. Loads do the same.
  void commit();

  /// Replaces the index's synonyms, durably and at once: searchers that are opened from then on use them. A rebuild
  /// keeps them.
  void set_synonyms(const Synonyms& synonyms);

  /// Removes the records that come from the source at `path` (RecordSource::path), or keeps them as records of no
  /// source, and forgets it with the next commit. Returns the number of its records; nothing if there is no such
  /// source.
  std::optional<std::uint64_t> forget_source(std::string_view path, bool keep_records);

  /// Returns the number of records, with the changes that are not committed yet.
  [[nodiscard]] std::uint64_t doc_count() const;

 private:
  struct Impl;
  explicit IndexWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// How far a load is.
struct LoadProgress {
  /// What it does; in this order, kChecking of a new generation alone.
  enum class Phase {
    kReading,   ///< Records are read, analysed and indexed.
    kBuilding,  ///< All are read; what is still under way is indexed.
    kMerging,   ///< The parts become one index.
    kChecking,  ///< What was built is read back.
    kWriting,   ///< The changes are committed and flushed.
  };
  Phase phase = Phase::kReading;                  ///< At present.
  std::uint64_t records = 0;                      ///< Read so far; while checking, those read back.
  std::uint64_t bytes_read = 0;                   ///< Of the sources.
  std::optional<std::uint64_t> bytes_total = {};  ///< Of the sources, if that is known; of a rebuild it is not.
};

/// Returns "reading", "building", "merging", "checking" or "writing".
std::string_view to_string(LoadProgress::Phase phase);

/// How records are loaded.
struct LoadOptions {
  static constexpr unsigned kMaxJobs = 256;  ///< The most that `jobs` may be.
  /// Threads that analyse and index, at most kMaxJobs; 0 means one for each processor. The index's answers do not
  /// depend on it. Where the system gives fewer threads, it is done with those.
  unsigned jobs = 0;
  /// Build a new generation from this load alone and swap it in, instead of changing the present one. If a whole file
  /// or folder cannot be read, an index that has records is not replaced: the load throws Error{kIo}.
  bool rebuild = false;
  /// Remove records that the index has from the files and folders named, or from files whose records this load takes
  /// over, and that it did not bring. (Where that is nothing at all, it is about the whole index.) What was rejected is
  /// still in the source, so it stays as the index has it: of a broken page what came from its file. Where a rejection
  /// does not tell for certain which record it is about, as in a list, nothing is removed (LoadReport::prune_withheld).
  /// If a whole file or folder cannot be read, the load throws Error{kIo} and changes nothing.
  bool prune = false;
  /// A prune that would remove more than this share of those records, in [0, 1], throws Error{kLimitExceeded} and
  /// changes nothing. That holds for few of them, too. Pages that came make up for pages that went: they were renamed.
  double prune_max_share = 0.2;
  /// Let a file of many records take over those that the index has from other files. A page never does so while the
  /// other file is there: that is a Rejection which names both. Of two files of one load the first keeps an id.
  bool take_over = true;
  /// Read and check everything, write nothing.
  bool dry_run = false;
  /// Schema of a new index: that of knowledge bases, if none is given. An existing index keeps its own; another one
  /// that is given throws Error{kInvalidArgument}, unless with `rebuild`, which takes it. A rebuild takes the present
  /// schema of knowledge bases in place of that of an earlier release.
  std::optional<Schema> schema = {};
  /// What is done with a field that cannot be read as the schema says.
  FieldFaults field_faults = FieldFaults::kLeaveOut;
  /// Called for each record and each field that is not taken, from the calling thread, in no particular order.
  std::function<void(const Rejection&)> on_rejection = {};
  /// Called with how far the load is, at least once a second, and each time a phase begins: from the calling thread or
  /// one of the load's own, one call at a time.
  std::function<void(const LoadProgress&)> on_progress = {};
  /// Asked at each record and step, from the calling thread, until the commit begins: if it returns true, the load
  /// throws Error{kInterrupted}, and nothing of it is kept.
  std::function<bool()> should_stop = {};
  /// The same as a token, and as a time: the load throws Error{kInterrupted} or Error{kDeadlinePassed}.
  std::stop_token stop = {};
  std::optional<std::chrono::steady_clock::time_point> deadline = {};  ///< See `stop`.
};

/// What a load did.
struct LoadReport {
  std::uint64_t read = 0;             ///< Records and rejections that the reader gave.
  std::uint64_t added = 0;            ///< New ids.
  std::uint64_t replaced = 0;         ///< Also a record that came twice in one rebuild: the later one stays.
  std::uint64_t unchanged = 0;        ///< Same bytes as in the index: left alone.
  std::uint64_t removed = 0;          ///< By a prune.
  std::uint64_t rejected = 0;         ///< Not taken: LoadOptions::on_rejection is told each.
  std::uint64_t fields_left_out = 0;  ///< Of records that were taken without them. An unchanged record tells no more.
  /// Members that no field of the schema is taken from, and how many of the records that were read anew have them: kept
  /// and given back, but found by nothing. The most frequent first, equal ones by name.
  std::vector<std::pair<std::string, std::uint64_t>> unread_members;
  bool prune_withheld = false;   ///< Nothing was pruned: some rejections do not tell which records they are about.
  std::uint64_t json_bytes = 0;  ///< Of the records taken or unchanged.
  std::uint64_t doc_count = 0;   ///< Records in the index afterwards.
};

/// Brings all records of `reader` into the index at `directory` as one commit: all of it is seen, or nothing.
/// A bad record is reported and counted, and never stops the load. Throws Error as IndexWriter does; its message tells
/// whether anything was kept. An exception of a callback ends the load, and nothing is kept.
[[nodiscard]] LoadReport load(const std::filesystem::path& directory, RecordReader& reader,
                              const LoadOptions& options = {});

/// A source of an index, and how many records it has from there.
struct SourceState {
  RecordSource source;        ///< As the index remembers it.
  std::uint64_t records = 0;  ///< That come from there.
};
/// Returns the sources that an index remembers, in the order they were added; none if there is no index. Throws
/// Error{kIndexCorrupt, kIo} if it cannot be read.
std::vector<SourceState> sources_of(const std::filesystem::path& directory);

/// Removes what a writer that was killed has left behind, as the next writer would; nothing, if there is no index at
/// `directory` and none was begun. Throws Error{kIndexLocked} while a writer lives.
void remove_leftovers(const std::filesystem::path& directory);

/// Rewrites the index from its own stored records: after an upgrade of the analysis or the format, to refresh the mean
/// length, or to repair an index whose CURRENT, words or metadata are damaged. `schema` is used in place of its own,
/// if given. Returns the number of records. Throws Error{kIndexNotFound} if there is none, Error{kIndexCorrupt}
/// naming a record that is damaged itself. An index with the built-in schema of an earlier release gets that of this
/// one.
std::uint64_t rebuild(const std::filesystem::path& directory, unsigned jobs = 0,
                      const std::optional<Schema>& schema = {});
/// The same. Of the options jobs, schema, on_progress and those that end it count.
std::uint64_t rebuild(const std::filesystem::path& directory, const LoadOptions& options);

}  // namespace kbsearch
