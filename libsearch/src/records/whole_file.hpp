// For the formats that cannot be read line by line.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "records/byte_input.hpp"
#include "records/source.hpp"

namespace kbsearch::records {

/// Holds one whole file in memory, at most `max_bytes` of it.
class WholeFile {
 public:
  WholeFile(ByteInput input, std::string path, std::size_t max_bytes)
      : input_(std::move(input)), path_(std::move(path)), max_bytes_(max_bytes) {}

  /// Reads the file. Returns the Rejection if it is too large, unread where its size is known; nothing if text() can
  /// be used.
  std::optional<Rejection> load();
  std::string_view text() const { return text_; }
  const std::string& path() const { return path_; }
  std::uint64_t bytes_read() const { return input_.bytes_read(); }

 private:
  ByteInput input_;
  std::string path_;
  std::size_t max_bytes_;
  std::string_view text_;
};

/// Gives the next item of a file; nothing at the end.
using NextItem = std::function<std::optional<RecordReader::Item>()>;
/// Reads the text of a file, well-formed UTF-8, which lives as long as what is returned.
using ParseFile = std::function<NextItem(std::string_view text)>;

/// Returns what gives `items` in their order.
NextItem one_by_one(std::vector<RecordReader::Item> items);

/// Turns a text that is not UTF-8 into UTF-8.
using DecodeFile = std::function<std::string(std::string_view text)>;

/// Reads the file at the first call of next() and gives the items of `parse` one by one. A file that is too large gives
/// one Rejection, and so does one that is not UTF-8 unless `decode` is given.
std::unique_ptr<Source> read_whole_file(WholeFile file, ParseFile parse, DecodeFile decode = {});

/// Returns the 1-based line that byte `at` of `text` lies in.
std::size_t line_of(std::string_view text, std::size_t at);

}  // namespace kbsearch::records
