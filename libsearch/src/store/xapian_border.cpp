#include "store/xapian_border.hpp"

#include <cstring>

#include "kbsearch/error.hpp"

namespace kbsearch::store {

void throw_translated(const Xapian::Error& error, const std::string& what) {
  const std::string type = error.get_type();
  if (type == "DatabaseModifiedError") throw SnapshotGone{};
  const char* system = error.get_error_string();
  const std::string detail = error.get_msg() + (system != nullptr ? std::string(": ") + system : "");
  if (type == "DatabaseLockError") {
    throw Error(ErrorCode::kIndexLocked, "index '" + what + "' is locked by another writer (" + detail + ")", what);
  }
  if (type == "DatabaseOpeningError" || type == "DatabaseNotFoundError") {
    throw Error(ErrorCode::kIndexCorrupt, "index '" + what + "' cannot be opened: " + detail, what, Remedy::kRebuild);
  }
  if (type == "DatabaseCorruptError" || type == "SerialisationError" || type == "RangeError") {
    throw Error(ErrorCode::kIndexCorrupt, "index '" + what + "' is damaged: " + detail, what, Remedy::kRebuild);
  }
  if (type == "DatabaseVersionError") {
    throw Error(ErrorCode::kIndexVersion, "index '" + what + "' was written by another version of Xapian: " + detail,
                what, Remedy::kRebuildFromSources);
  }
  throw Error(ErrorCode::kIo,
              "index '" + what + "': " + (type == "DatabaseError" ? std::string() : type + ": ") + detail, what);
}

}  // namespace kbsearch::store
