/// @file
/// Reads records from files, directories and streams, one at a time, in memory bounded by ReaderOptions.
///
///     auto reader = kbsearch::RecordReader::open({"records.jsonl", "notes/"});
///     while (auto item = reader.next()) {
///       if (auto* record = std::get_if<kbsearch::Record>(&*item)) writer.replace(*record);
///       else report(std::get<kbsearch::Rejection>(*item));
///     }
///
/// The format is told from the content (the name only breaks ties), or given. Directories are walked in name
/// order, hidden files and files of unknown kind are passed over, and counted. A RecordReader belongs to one thread.
///
/// A file that holds one record without an id of its own gets one made of its source and its way there, so that it is
/// the same however the folder is named, and never that of another file: `notes/heat` for notes/heat.md below the first
/// source of an index, `home//notes/heat` below a further one called home.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kbsearch/export.hpp"
#include "kbsearch/record.hpp"
#include "kbsearch/record_format.hpp"
#include "kbsearch/record_source.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// How sources are read, and what is too much of them.
struct ReaderOptions {
  RecordFormat format = RecordFormat::kAuto;  ///< Of all files; kAuto: told from each.
  /// The sources that an index has (sources_of() in index_writer.hpp): what is read of them gets the ids that it had.
  RecordSources sources = {};
  /// Longest single record in bytes; a longer one is rejected by name, never cut, and the next one goes on. JSON in
  /// every layout is read as a stream: its files may have any size, and no more than a small multiple of one record is
  /// held. A Markdown page or a saved page is one record: a larger file is refused by its size, before it is read.
  std::size_t max_record_bytes = 64u << 20;
  /// Largest YAML file in bytes; a larger one is refused by its size. It is held whole and in several forms: some 10
  /// times its size, and 100 times for the worst that can be made up. Turn larger ones into JSON Lines.
  std::size_t max_yaml_bytes = 32u << 20;
  /// Largest file of HTML in bytes. It is held as a tree, some 10 to 100 times its size but at most 256 MB.
  std::size_t max_html_bytes = 32u << 20;
  /// Longest that a program may take to turn one file into text; then it is ended, and the file rejected.
  std::chrono::milliseconds max_converter_time{60'000};
};

/// A file met in a directory that is not read.
struct PassedOver {
  std::string path;    ///< Of the file.
  std::string kind;    ///< `.pdf`, or the name of a file without an extension.
  std::string reason;  ///< For a person: "of an unknown format".
};

/// Records, one after the other, from wherever they come.
///
/// Cost: some four times the bytes of one record in memory (whole files of YAML and HTML: ReaderOptions), and the time
/// of its format: JSON Lines some 60 MB a second. Sharing: one thread. Throws: open() what it says; next() nothing but
/// what a function of the caller throws and std::bad_alloc. Upgrades: formats are only added, and ids of pages stay.
class RecordReader {
 public:
  using Item = std::variant<Record, Rejection>;  ///< A record, or what could not be read as one.
  /** Gives the next item; nothing at the end. What it throws ends the reading, and a load keeps nothing. */
  using NextItem = std::function<std::optional<Item>()>;

  /// Reads the named files and directories one after the other; "-" is standard input, and so are the open descriptors
  /// that a shell names (/dev/stdin, /dev/fd/63). Nothing else is waited for: a pipe, socket or device is refused.
  /// Throws Error{kIo} at once if a path does not exist, cannot be read or is no file.
  static RecordReader open(const std::vector<std::string>& paths, const ReaderOptions& options = {});

  /// Reads `input`, which must outlive the reader. `name` stands for it in messages.
  static RecordReader from_stream(std::istream& input, const std::string& name, const ReaderOptions& options = {});

  /// Reads what `next` gives, as from an iterator, a queue or a database: it is called from the thread that reads, in a
  /// load the calling one, and stays idle while the load stops (LoadOptions::stop). An item without a path is told by
  /// `name` in messages. `bytes_total`, if it is known, is what bytes_read() grows to: the bytes of the records' JSON.
  /// Of such a load nothing is remembered as a source; with LoadOptions::prune it is the whole index.
  static RecordReader from_function(NextItem next, const std::string& name = {},
                                    std::optional<std::uint64_t> bytes_total = {});

  RecordReader(RecordReader&&) noexcept;             ///< What was moved from can only be destroyed or assigned to.
  RecordReader& operator=(RecordReader&&) noexcept;  ///< The same.
  ~RecordReader();

  /// Returns the next record or rejection in source order; nothing at the end.
  /// A file that cannot be read any more is reported as a Rejection, and the next file goes on.
  [[nodiscard]] std::optional<Item> next();

  /// The sources of ReaderOptions, and after them those that the paths have added. A path below a source adds none.
  const RecordSources& sources() const;
  /// The paths that were named, absolute and without links, kStandardInput among them; none for a stream.
  const std::vector<std::string>& named_paths() const;
  /// What the directories have beside the files that are read, and the files read so far that had nothing in them.
  const std::vector<PassedOver>& passed_over() const;

  /// Bytes consumed so far, and in all (nothing for streams): for a progress display.
  std::uint64_t bytes_read() const;
  std::optional<std::uint64_t> bytes_total() const;  ///< See bytes_read().

 private:
  struct Impl;
  explicit RecordReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbsearch
