/// @file
/// A Record is one curated resource as it was given: an id and a JSON object. It becomes a Document when an
/// IndexWriter adds it. What the object's members mean is told by the Schema.
///
///     auto record = kbsearch::Record::from_json(R"({"id":"a1","title":"Heat pumps","importance":70})");
///     writer.replace(record);
///
/// Values throughout; no thread rules.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "kbsearch/export.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// The place a record was read from.
struct Origin {
  std::string path;       ///< File as it was named, "-" for standard input, empty if built in memory. For messages.
  std::size_t line = 0;   ///< 1-based line of the record's first byte; 0 if unknown.
  unsigned source = 0;    ///< RecordSource::number; 0 if it is of none.
  std::string file = {};  ///< The way to the file from RecordSource::root, parts parted by `/`.
  bool is_whole = false;  ///< The file is this one record.
};

/// One curated resource as it was given. A value; costs its JSON.
struct Record {
  /// Longest id in bytes. An id becomes an index term, and those end at 245 bytes.
  static constexpr std::size_t kMaxIdBytes = 200;

  std::string id;    ///< Unique within an index: 1 to kMaxIdBytes bytes of UTF-8 without control characters.
  std::string json;  ///< The whole record, one JSON object, kept byte for byte and given back unchanged.
  Origin origin;     ///< Where it was read; nothing of one that was built in memory.

  /// Returns the record that `json`, one JSON object with an "id" (or "_id") member, describes.
  /// A number is accepted as id. Surrounding white space is not kept.
  /// Throws Error{kInvalidArgument} naming the byte if it is not valid JSON or UTF-8, or the id is unfit.
  [[nodiscard]] static Record from_json(std::string_view json);
};

/// What is done with a field that cannot be read as its schema says, an importance of "high" or a 30th of February.
enum class FieldFaults {
  kLeaveOut,  ///< The record is taken without it, and the field is reported.
  kReject,    ///< The record is not taken.
};

/// Why a record, or more than one, or a field of one was not taken. Neither stops a load.
struct Rejection {
  /// What the rejection is about. After kRest and kSource it is not known which records could not be read: whoever
  /// removes what a source no longer has (a prune) must not do so then.
  enum class Scope {
    kRecord,  ///< One record; `record_id` names it where it could be told. What follows is read.
    kRest,    ///< What follows in the file from `origin.line` on (0 if unknown), up to its end or to where a record can
              ///< be told again. `record_id` names the first of it where it could be told.
    kSource,  ///< A whole file or folder: it cannot be opened, is no file, is too large, is no text, is of no known
              ///< format.
    kField,   ///< One field of a record, or part of it. The record is taken without.
  };

  Origin origin;                 ///< Where it was met.
  std::string record_id;         ///< Empty if it could not be told.
  std::string field;             ///< The member at fault, for instance "importance"; empty for the record as a whole.
  std::string reason;            ///< For a person: what is wrong, the value, what would be right.
  Scope scope = Scope::kRecord;  ///< How much of the source it is about.
};

/// Returns "record", "rest", "source" or "field".
const char* to_string(Rejection::Scope scope) noexcept;

}  // namespace kbsearch
