// Copies the newest commit of an index beside whoever writes it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/copying.hpp"
#include "store/index_directory.hpp"
#include "store/snapshot_manifest.hpp"
#include "store/table_copy.hpp"

namespace kbsearch::engine {

class CommitCopy {
 public:
  /// `target` is an empty directory. All must outlive it.
  CommitCopy(const store::IndexDirectory& index, std::filesystem::path target, CopyWatch& watch);

  /// Copies it, reads it back from the disk, and lists it as the copy's manifest. Throws store::SnapshotGone if the
  /// index was rebuilt meanwhile: then it is to be done anew. Throws Error.
  store::SnapshotManifest make(const std::string& taken_at);

  /// The generation that is copied.
  const std::filesystem::path& generation() const { return generation_; }
  /// Bytes that the copy shares with it.
  std::uint64_t bytes_linked() const;

 private:
  bool copy_present_commit();
  void wait_for_the_end_of_a_commit() const;
  bool is_whole() const;
  void copy_image(std::uint64_t revision);
  void verify() const;

  const store::IndexDirectory& index_;
  std::filesystem::path generation_;
  std::filesystem::path target_;
  CopyWatch& watch_;
  store::TableCopy tables_;
  std::string header_;
  std::string rules_;
  std::vector<std::string> segments_;  ///< Of the image, as it was copied.
};

/// Returns the digest of what the index holds now (store::state_digest()). Throws Error.
std::uint64_t present_state(const store::IndexDirectory& index);
/// The same for one of its generations.
std::uint64_t present_state(const store::IndexDirectory& index, const std::filesystem::path& generation);

}  // namespace kbsearch::engine
