#include "engine/session_pool.hpp"

#include <algorithm>
#include <thread>

#include "store/database.hpp"
#include "store/files.hpp"
#include "store/xapian_border.hpp"

namespace kbsearch::engine {
namespace {

/// Sessions that wait for work: what more threads than processors need at a time is opened again.
std::size_t max_idle() { return 2 * std::max<std::size_t>(2, std::thread::hardware_concurrency()); }

}  // namespace

Snapshot::Snapshot(const store::IndexDirectory& directory)
    : generation_(directory.current_generation()),
      synonym_rules_(directory.read_synonyms(generation_)),
      cache_(std::make_shared<match::SnapshotCache>(Synonyms::parse(synonym_rules_))) {
  idle_.reserve(max_idle());
  idle_.push_back(std::make_unique<match::Session>(generation_, cache_));
  revision_ = idle_.front()->revision();
}

Snapshot::Lease Snapshot::lease() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto session = std::move(idle_.back());
      idle_.pop_back();
      return {*this, std::move(session)};
    }
  }
  auto session = std::make_unique<match::Session>(generation_, cache_);
  if (session->revision() != revision_) throw store::SnapshotGone{};
  return {*this, std::move(session)};
}

void Snapshot::give_back(std::unique_ptr<match::Session> session) noexcept {
  if (!session) return;
  const std::lock_guard lock(mutex_);
  if (idle_.size() < idle_.capacity()) idle_.push_back(std::move(session));
}

SessionPool::SessionPool(const std::filesystem::path& directory) : directory_(directory) { renew(nullptr); }

std::shared_ptr<Snapshot> SessionPool::snapshot() const {
  const std::lock_guard lock(mutex_);
  return current_;
}

void SessionPool::renew(const std::shared_ptr<Snapshot>& lost) {
  std::shared_ptr<Snapshot> fresh;
  for (int attempt = 1; !fresh; ++attempt) {
    std::filesystem::path generation;
    try {
      generation = directory_.current_generation();
      fresh = std::make_shared<Snapshot>(directory_);
    } catch (const store::SnapshotGone&) {
      if (attempt == kMaxAttempts) throw_lost();
    } catch (const Error&) {
      // A rebuild may have been swapped in, and the generation removed, while it was being opened.
      if (attempt == kMaxAttempts || generation.empty() || directory_.current_generation() == generation) throw;
    }
  }
  const std::lock_guard lock(mutex_);
  if (current_ == lost) current_ = std::move(fresh);
}

bool SessionPool::is_current() const {
  const auto shown = snapshot();
  if (was_swapped_out(*shown) || directory_.read_synonyms(shown->generation()) != shown->synonym_rules()) return false;
  try {
    return shown->revision() == store::translating_errors(shown->generation().string(), [&] {
             return std::uint64_t{store::open_database(shown->generation()).get_revision()};
           });
  } catch (const store::SnapshotGone&) {
    return false;  // a commit is taking place
  } catch (const Error&) {
    if (was_swapped_out(*shown)) return false;
    throw;
  }
}

bool SessionPool::refresh() {
  const auto shown = snapshot();
  if (is_current()) return false;
  renew(shown);
  return true;
}

bool SessionPool::was_swapped_out(const Snapshot& snapshot) const {
  try {
    return directory_.current_generation() != snapshot.generation();
  } catch (const Error&) {
    return false;  // the index cannot be read at all: the first error tells more
  }
}

void SessionPool::throw_lost() const {
  throw Error(ErrorCode::kIo,
              "index '" + directory_.shown() +
                  "' was changed more than once while it was read: what was read is not whole (try "
                  "again)",
              directory_.shown());
}

}  // namespace kbsearch::engine
