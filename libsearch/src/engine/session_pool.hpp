// The sessions of a Searcher: which snapshot of the index it shows, and who may use a session of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "image/damaged.hpp"
#include "kbsearch/error.hpp"
#include "match/session.hpp"
#include "store/commit_gate.hpp"
#include "store/index_directory.hpp"
#include "store/snapshot.hpp"

namespace kbsearch::engine {

/// One commit as it is shown: sessions of one revision of one generation, and what they share. Safe to share.
class Snapshot {
 public:
  /// Opens the newest commit. Throws Error.
  explicit Snapshot(const store::IndexDirectory& directory);

  /// A session that nobody else uses. Given back at the end, unless it broke.
  class Lease {
   public:
    Lease(Snapshot& snapshot, std::unique_ptr<match::Session> session)
        : snapshot_(snapshot), session_(std::move(session)) {}
    ~Lease() { snapshot_.give_back(std::move(session_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    match::Session& session() { return *session_; }
    /// The session is not to be used again.
    void drop() { session_.reset(); }

   private:
    Snapshot& snapshot_;
    std::unique_ptr<match::Session> session_;
  };

  /// Throws store::SnapshotGone if there is no idle session and a commit has taken place.
  Lease lease();

  /// To be called when the image is found damaged: sessions that are opened from now on do without.
  void drop_image() { cache_->drop_image(); }

  const std::filesystem::path& generation() const { return generation_; }
  std::uint64_t revision() const { return revision_; }
  const Synonyms& synonyms() const { return cache_->synonyms(); }
  /// The rules as the index had them when it was opened.
  const std::string& synonym_rules() const { return synonym_rules_; }

 private:
  void give_back(std::unique_ptr<match::Session> session) noexcept;

  std::filesystem::path generation_;
  std::string synonym_rules_;
  std::shared_ptr<match::SnapshotCache> cache_;
  std::uint64_t revision_ = 0;
  std::mutex mutex_;
  std::vector<std::unique_ptr<match::Session>> idle_;
};

/// Safe to share between threads.
class SessionPool {
 public:
  /// Throws Error{kIndexNotFound, kIndexCorrupt, kIndexVersion}.
  explicit SessionPool(const std::filesystem::path& directory);

  /// Runs `action` with a session that no other thread uses. When later commits take its snapshot away, it is run again
  /// on the newest one; the second time commits wait for it.
  template <typename Action>
  auto with_session(Action&& action);
  /// Runs `action`, which cannot be run twice, on the newest snapshot, while commits wait for it (up to
  /// store::kCommitPatience each). Throws Error{kIo} if the snapshot is lost all the same.
  template <typename Action>
  auto with_lasting_session(Action&& action);

  bool is_current() const;
  /// Returns whether there was a commit to move on to.
  bool refresh();
  std::shared_ptr<Snapshot> snapshot() const;

 private:
  static constexpr int kMaxAttempts = 8;
  /// Moves on to the newest snapshot, unless another thread has done so since `lost` was taken.
  void renew(const std::shared_ptr<Snapshot>& lost);
  /// True if a rebuild took the files of `snapshot` away, which shows in whatever error.
  bool was_swapped_out(const Snapshot& snapshot) const;
  [[noreturn]] void throw_lost() const;

  store::IndexDirectory directory_;
  mutable std::mutex mutex_;
  std::shared_ptr<Snapshot> current_;
};

template <typename Action>
auto SessionPool::with_session(Action&& action) {
  store::GatePass pass;
  for (int attempt = 1;; ++attempt) {
    const auto snapshot = this->snapshot();
    try {
      auto lease = snapshot->lease();
      try {
        return action(lease.session());
      } catch (const Error& error) {
        // A request that makes no sense leaves the session as it was.
        if (error.code() != ErrorCode::kInvalidArgument) lease.drop();
        throw;
      } catch (...) {
        lease.drop();
        throw;
      }
    } catch (const image::Damaged&) {
      // Xapian has all that it said.
      snapshot->drop_image();
      if (attempt == kMaxAttempts) throw_lost();
      continue;
    } catch (const store::SnapshotGone&) {
      if (attempt == kMaxAttempts) throw_lost();
    } catch (const Error& error) {
      const bool may_be_swapped = error.code() != ErrorCode::kInvalidArgument && attempt < kMaxAttempts;
      if (!may_be_swapped || !was_swapped_out(*snapshot)) throw;
    }
    if (!pass) pass = store::enter_as_reader(directory_.path());
    renew(snapshot);
  }
}

template <typename Action>
auto SessionPool::with_lasting_session(Action&& action) {
  const auto pass = store::enter_as_reader(directory_.path());
  refresh();
  const auto snapshot = this->snapshot();
  try {
    auto lease = snapshot->lease();
    try {
      return action(lease.session());
    } catch (...) {
      lease.drop();
      throw;
    }
  } catch (const image::Damaged&) {
    snapshot->drop_image();
    throw_lost();
  } catch (const store::SnapshotGone&) {
    throw_lost();
  } catch (const Error&) {
    if (was_swapped_out(*snapshot)) throw_lost();
    throw;
  }
}

}  // namespace kbsearch::engine
