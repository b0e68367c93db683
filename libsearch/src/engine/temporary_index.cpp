#include "kbsearch/temporary_index.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "kbsearch/error.hpp"

namespace kbsearch {
namespace {

namespace fs = std::filesystem;

/// The system's memory as a folder, where there is one.
fs::path place() {
  const fs::path memory = "/dev/shm";
  std::error_code absent;
  const bool is_usable = fs::is_directory(memory, absent) && ::access(memory.c_str(), W_OK | X_OK) == 0;
  return is_usable ? memory : fs::temp_directory_path();
}

fs::path make_directory() {
  auto name = (place() / "kbsearch-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw Error(ErrorCode::kIo,
                "cannot make a temporary directory '" + name + "': " + std::generic_category().message(errno), name);
  }
  return name;
}

void fill(const fs::path& directory, const std::vector<Record>& records, const std::optional<Schema>& schema) {
  auto writer = IndexWriter::open(directory, schema);
  for (const auto& record : records) {
    const auto rejections = writer.replace(record);
    if (rejections.empty()) continue;
    const auto& first = rejections.front();
    throw Error(ErrorCode::kInvalidArgument,
                "record '" + record.id + "': " + (first.field.empty() ? "" : first.field + " ") + first.reason,
                record.id);
  }
  writer.commit();
}

}  // namespace

TemporaryIndex TemporaryIndex::of(const std::vector<Record>& records, const std::optional<Schema>& schema) {
  TemporaryIndex index(make_directory());
  fill(index.directory_, records, schema);
  return index;
}

TemporaryIndex::TemporaryIndex(TemporaryIndex&& other) noexcept : directory_(std::exchange(other.directory_, {})) {}

TemporaryIndex& TemporaryIndex::operator=(TemporaryIndex&& other) noexcept {
  std::swap(directory_, other.directory_);
  return *this;
}

TemporaryIndex::~TemporaryIndex() {
  std::error_code ignored;
  if (!directory_.empty()) fs::remove_all(directory_, ignored);
}

}  // namespace kbsearch
