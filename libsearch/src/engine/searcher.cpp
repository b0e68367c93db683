#include "kbsearch/searcher.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_set>

#include "analysis/keyword.hpp"
#include "engine/answering.hpp"
#include "engine/suggesting.hpp"
#include "kbsearch/error.hpp"
#include "match/session.hpp"
#include "store/index_directory.hpp"
#include "store/snapshot.hpp"
#include "store/stored_document.hpp"

namespace kbsearch {
namespace {

// Two commits between opening a session and asking it are needed to lose a snapshot: this often in a row means that
// something else is wrong.
constexpr int kMaxReopens = 20;

}  // namespace

struct Searcher::Impl {
  explicit Impl(const std::filesystem::path& path) : directory(path) { reopen(); }

  void reopen() {
    const std::lock_guard lock(mutex);
    idle.clear();
    generation = directory.current_generation();
    synonyms = Synonyms::parse(directory.read_synonyms());
    cache = std::make_shared<match::SnapshotCache>(synonyms);
    ++epoch;
  }

  /// Runs `action` with a session that no other thread uses; on a lost snapshot, again on the newest one.
  template <typename Action>
  auto with_session(Action&& action) {
    for (int attempt = 0;; ++attempt) {
      try {
        auto [session, of_epoch] = take();
        auto result = action(*session);
        give_back(std::move(session), of_epoch);
        return result;
      } catch (const store::SnapshotGone&) {
        if (attempt == kMaxReopens) {
          throw Error(ErrorCode::kIo, "index '" + directory.shown() + "' changes faster than it can be read");
        }
        reopen();
      } catch (const Error& error) {
        // A rebuild removes the old generation: files that were not open yet are then missing.
        const bool swapped = error.code() != ErrorCode::kInvalidArgument && attempt < kMaxReopens && generation_moved();
        if (!swapped) throw;
        reopen();
      }
    }
  }

  bool generation_moved() {
    const auto current = directory.current_generation();
    const std::lock_guard lock(mutex);
    return current != generation;
  }

  std::pair<std::unique_ptr<match::Session>, std::uint64_t> take() {
    std::filesystem::path path;
    std::shared_ptr<match::SnapshotCache> shared;
    std::uint64_t of_epoch = 0;
    {
      const std::lock_guard lock(mutex);
      of_epoch = epoch;
      if (!idle.empty()) {
        auto session = std::move(idle.back());
        idle.pop_back();
        return {std::move(session), of_epoch};
      }
      path = generation;
      shared = cache;
    }
    auto session = std::make_unique<match::Session>(path, std::move(shared));
    return {adopt(std::move(session), of_epoch), of_epoch};
  }

  /// All sessions of a snapshot must show one revision: a commit between two openings starts a new snapshot for all.
  std::unique_ptr<match::Session> adopt(std::unique_ptr<match::Session> session, std::uint64_t of_epoch) {
    const std::lock_guard lock(mutex);
    if (of_epoch != epoch) throw store::SnapshotGone{};
    if (!revision) revision = session->revision();
    if (*revision != session->revision()) {
      revision.reset();
      throw store::SnapshotGone{};
    }
    return session;
  }

  void give_back(std::unique_ptr<match::Session> session, std::uint64_t of_epoch) {
    const std::lock_guard lock(mutex);
    if (of_epoch == epoch) idle.push_back(std::move(session));
  }

  store::IndexDirectory directory;
  Schema schema;
  Synonyms synonyms;
  std::mutex mutex;
  std::filesystem::path generation;
  std::shared_ptr<match::SnapshotCache> cache;
  std::vector<std::unique_ptr<match::Session>> idle;
  std::optional<std::uint64_t> revision;
  std::uint64_t epoch = 0;
};

Searcher Searcher::open(const std::filesystem::path& directory) {
  auto impl = std::make_unique<Impl>(directory);
  impl->schema = impl->with_session([](match::Session& session) { return session.schema(); });
  return Searcher(std::move(impl));
}

Searcher::Searcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;
Searcher::~Searcher() = default;

const Schema& Searcher::schema() const { return impl_->schema; }

SearchResults Searcher::search(std::string_view query_text, const SearchOptions& options) const {
  const auto start = std::chrono::steady_clock::now();
  auto results =
      impl_->with_session([&](match::Session& session) { return engine::answer(session, query_text, options); });
  results.took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  return results;
}

std::optional<SearchResults> Searcher::similar(std::string_view record_id, const SearchOptions& options) const {
  const auto start = std::chrono::steady_clock::now();
  auto results =
      impl_->with_session([&](match::Session& session) { return engine::similar(session, record_id, options); });
  if (results) {
    results->took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  }
  return results;
}

std::vector<Suggestion> Searcher::suggest(std::string_view text, std::size_t limit) const {
  return impl_->with_session([&](match::Session& session) {
    const auto ask = [&](const std::string& query, std::size_t most) {
      SearchOptions options;
      options.limit = most;
      options.snippets = false;
      options.typos = false;
      return engine::answer(session, query, options);
    };
    return engine::suggestions(session, text, limit, ask);
  });
}

std::optional<Explanation> Searcher::explain(std::string_view query_text, std::string_view record_id,
                                             const SearchOptions& options) const {
  return impl_->with_session(
      [&](match::Session& session) { return engine::explain(session, query_text, record_id, options); });
}

std::optional<Record> Searcher::find(std::string_view record_id) const {
  return impl_->with_session([&](match::Session& session) -> std::optional<Record> {
    const auto document = session.find(record_id);
    if (!document) return std::nullopt;
    const auto bytes = session.document(*document);
    return Record{std::string(record_id), store::StoredDocument(bytes->stored).record_json(), {}};
  });
}

void Searcher::for_each_record(const std::function<void(const Record&)>& action) const {
  // Should the snapshot be lost on the way, the retry must not give a record twice.
  std::unordered_set<std::string> given;
  impl_->with_session([&](match::Session& session) {
    session.all_documents().for_each([&](match::DocumentId document) {
      const auto bytes = session.document(document);
      const store::StoredDocument stored(bytes->stored);
      const Record record{std::string(stored.id()), stored.record_json(), {}};
      if (given.insert(record.id).second) action(record);
    });
    return true;
  });
}

const Synonyms& Searcher::synonyms() const { return impl_->synonyms; }

std::vector<IndexedTerm> Searcher::terms(std::string_view prefix, std::size_t limit) const {
  return impl_->with_session(
      [&](match::Session& session) { return session.terms(analysis::fold_keyword(prefix), limit); });
}

IndexStatistics Searcher::statistics() const {
  return impl_->with_session([&](match::Session& session) {
    auto statistics = session.statistics();
    std::vector<std::uint64_t> counts(session.schema().fields().size(), 0);
    session.all_documents().for_each([&](match::DocumentId document) {
      const auto bytes = session.document(document);
      const store::StoredDocument stored(bytes->stored);
      for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += stored.has(i) ? 1 : 0;
    });
    for (std::size_t i = 0; i < counts.size(); ++i) {
      statistics.fields.emplace_back(session.schema().fields()[i].name, counts[i]);
    }
    return statistics;
  });
}

}  // namespace kbsearch
