#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::corpus {

/// A calendar date; year 0 means that there is none.
struct Date {
  std::uint32_t year = 0;
  std::uint32_t month = 1;
  std::uint32_t day = 1;
};

/// A wiki page that cites records.
struct CitingPage {
  std::string id;
  std::string title;
  std::string_view type;
  std::uint32_t quality = 0;     // 5..95
  std::uint32_t importance = 0;  // 5..95
};

/// One record of a synthetic collection. An empty text or list means that the record does not have
/// the field.
struct SyntheticRecord {
  std::uint64_t id = 0;  // printed as 16 hexadecimal digits
  std::string url;
  std::string title;
  std::string_view type;
  std::string publication;
  std::uint32_t credibility = 0;  // 1..5; 0: none
  std::vector<std::string> authors;
  Date published;
  std::vector<std::string_view> tags;
  bool has_importance = false;
  std::uint32_t importance = 0;  // 0..100
  std::string summary;
  std::vector<std::string> key_points;
  std::string abstract;
  std::string content;  // paragraphs are separated by an empty line
  Date fetched_at;
  std::vector<const CitingPage*> cited_by;  // owned by the RecordMaker
};

/// Appends the record as one line of JSON with its line end, fields in the order of the native
/// form.
void append_json_line(const SyntheticRecord& record, std::string& out);

}  // namespace kbsearch::corpus
