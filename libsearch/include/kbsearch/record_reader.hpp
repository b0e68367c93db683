// Reads records from files, directories and streams, one at a time, in constant memory for line formats.
//
//     auto reader = kbsearch::RecordReader::open({"records.jsonl", "notes/"});
//     while (auto item = reader.next()) {
//       if (auto* record = std::get_if<kbsearch::Record>(&*item)) writer.replace(*record);
//       else report(std::get<kbsearch::Rejection>(*item));
//     }
//
// The format is told from the content (the name only breaks ties), or given. Directories are walked in name
// order, hidden files and files of unknown kind are passed over. A RecordReader belongs to one thread.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kbsearch/record.hpp"

namespace kbsearch {

enum class RecordFormat {
  kAuto,       ///< Told from the content.
  kJsonLines,  ///< One JSON object a line; blank lines are passed over. Also plain {"_id","title","text"} lines.
  kJsonArray,  ///< One JSON array of objects, or one object that spans lines.
  kYaml,       ///< A YAML list of mappings, or one mapping a document.
  kMarkdown,   ///< One Markdown or MDX page with YAML front matter.
  kSavedPage,  ///< The saved text of one resource page of the wiki.
};

/// Returns the format called `name` (auto, jsonl, json, yaml, markdown, page); nothing if there is none.
std::optional<RecordFormat> record_format_named(std::string_view name);
/// Returns the name `record_format_named` reads.
std::string_view to_string(RecordFormat format);

struct ReaderOptions {
  RecordFormat format = RecordFormat::kAuto;
  /// Longest single record in bytes; a longer one is rejected by name, never cut. A JSON array or a YAML list is held
  /// in memory whole and may be 16 times as long.
  std::size_t max_record_bytes = 256u << 20;
};

class RecordReader {
 public:
  using Item = std::variant<Record, Rejection>;

  /// Reads the named files and directories one after the other; "-" is standard input.
  /// Throws Error{kIo} at once if a path does not exist or cannot be read.
  static RecordReader open(const std::vector<std::string>& paths, const ReaderOptions& options = {});

  /// Reads `input`, which must outlive the reader. `name` stands for it in messages.
  static RecordReader from_stream(std::istream& input, const std::string& name, const ReaderOptions& options = {});

  RecordReader(RecordReader&&) noexcept;
  RecordReader& operator=(RecordReader&&) noexcept;
  ~RecordReader();

  /// Returns the next record or rejection in source order; nothing at the end.
  /// A file that cannot be read any more is reported as a Rejection, and the next file goes on.
  std::optional<Item> next();

  /// Bytes consumed so far, and in all (nothing for streams): for a progress display.
  std::uint64_t bytes_read() const;
  std::optional<std::uint64_t> bytes_total() const;

 private:
  struct Impl;
  explicit RecordReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbsearch
