// Sees to it that no file takes the id of another one in silence.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "kbsearch/record.hpp"
#include "kbsearch/record_source.hpp"

namespace kbsearch::engine {

/// Listens to a load, record by record, and keeps which file claimed which id.
class Claims {
 public:
  enum class Claim {
    kFirst,     ///< No record of this load had the id yet.
    kRepeated,  ///< One of the same file had it, or one with the same bytes: the later one stays.
    kContested  ///< Another file has another record with it, which stays.
  };
  Claim note(const Record& record);

  /// Why a contested record is not taken. To be called after note().
  Rejection contested(const Record& record) const;
  /// Why a record is not taken whose id the index has from another file that is still there, at `path`.
  static Rejection contested(const Record& record, const std::string& path);

 private:
  struct Held {
    std::size_t file;  ///< In files_.
    std::uint64_t digest;
  };
  std::size_t file_of(const Record& record);

  std::vector<std::string> files_;  ///< As messages name them; consecutive records of one file share an entry.
  std::unordered_map<std::string, Held> held_;
};

}  // namespace kbsearch::engine
