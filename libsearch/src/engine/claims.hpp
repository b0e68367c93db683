// Sees to it that no file takes the id of another one in silence.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "index/index_update.hpp"
#include "kbsearch/record.hpp"
#include "kbsearch/record_source.hpp"

namespace kbsearch::engine {

bool is_of_same_file(const Origin& origin, const Origin& other);
/// Whether the file that a record of the index comes from is still there.
bool is_still_there(const Origin& origin, const RecordSources& sources);

/// Listens to a load, record by record, and keeps which file claimed which id.
class Claims {
 public:
  /// With `lists_take_over` a file of many records takes over those that the index has from other files.
  explicit Claims(bool lists_take_over) : lists_take_over_(lists_take_over) {}

  /// Returns why the record is not taken: another file has another record with its id, in this load, or in the index
  /// and is still there. A claim that is refused is none. `present` is null if there is no index.
  std::optional<Rejection> refuse(const Record& record, const index::IndexUpdate* present) const;
  enum class Claim {
    kFirst,  ///< The id is new to the load.
    kAgain,  ///< The file has a record with this id for the second time; the later one stays.
    kSame,   ///< Another file has the very same record: there is nothing to do.
  };
  /// Keeps the claim of a record that was not refused.
  Claim note(const Record& record);

 private:
  struct Held {
    std::size_t file;  ///< In files_.
    std::uint64_t digest;
  };

  bool lists_take_over_;
  std::vector<std::string> files_;  ///< As messages name them; consecutive records of one file share an entry.
  std::unordered_map<std::string, Held> held_;
};

}  // namespace kbsearch::engine
