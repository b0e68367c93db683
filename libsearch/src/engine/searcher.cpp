#include "kbsearch/searcher.hpp"

#include <chrono>

#include "analysis/keyword.hpp"
#include "base/stop_scope.hpp"
#include "engine/answering.hpp"
#include "engine/session_pool.hpp"
#include "engine/suggesting.hpp"
#include "store/stored_document.hpp"

namespace kbsearch {
namespace {

std::optional<Record> record_of(match::Session& session, std::string_view record_id) {
  const auto document = session.find(record_id);
  if (!document) return std::nullopt;
  const auto bytes = session.document(*document);
  return Record{std::string(record_id), store::StoredDocument(bytes->stored).record_json(), {}};
}

}  // namespace

struct [[gnu::visibility("hidden")]] Searcher::Impl {
  explicit Impl(const std::filesystem::path& path)
      : pool(path), schema(pool.with_session([](match::Session& session) { return session.schema(); })) {}

  SearchResults search(const engine::Question& question, const SearchOptions& options) {
    const base::StopScope scope(options.stop, options.deadline);
    const auto start = std::chrono::steady_clock::now();
    auto results =
        pool.with_session([&](match::Session& session) { return engine::answer(session, question, options); });
    results.took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    return results;
  }

  std::vector<std::optional<Explanation>> explain(
      const engine::Question& question, const std::vector<std::string>& record_ids, const SearchOptions& options) {
    const base::StopScope scope(options.stop, options.deadline);
    return pool.with_session(
        [&](match::Session& session) { return engine::explain(session, question, record_ids, options); });
  }

  engine::SessionPool pool;
  const Schema schema;
};

Searcher Searcher::open(const std::filesystem::path& directory) { return Searcher(std::make_unique<Impl>(directory)); }

Searcher::Searcher(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;
Searcher::~Searcher() = default;

const Schema& Searcher::schema() const { return impl_->schema; }

SearchResults Searcher::search(std::string_view query_text, const SearchOptions& options) const {
  return impl_->search(query_text, options);
}

SearchResults Searcher::search(const Query& query, const SearchOptions& options) const {
  return impl_->search(&query, options);
}

std::optional<SearchResults> Searcher::similar(std::string_view record_id, const SearchOptions& options) const {
  const base::StopScope scope(options.stop, options.deadline);
  const auto start = std::chrono::steady_clock::now();
  auto results =
      impl_->pool.with_session([&](match::Session& session) { return engine::similar(session, record_id, options); });
  if (results) {
    results->took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  }
  return results;
}

std::vector<Suggestion> Searcher::suggest(std::string_view text, std::size_t limit) const {
  return suggest(text, SuggestOptions{.limit = limit});
}

std::vector<Suggestion> Searcher::suggest(std::string_view text, const SuggestOptions& how) const {
  const base::StopScope scope(how.stop, how.deadline);
  return impl_->pool.with_session([&](match::Session& session) {
    const auto ask = [&](const std::string& query, std::size_t most) {
      SearchOptions options;
      options.limit = most;
      options.snippets = false;
      options.typos = false;
      return engine::answer(session, query, options);
    };
    const auto count = [&](const std::string& query) {
      SearchOptions options;
      options.limit = 0;
      options.snippets = false;
      return engine::answer(session, query, options).total.value;
    };
    return engine::suggestions(session, text, how.limit, ask, count);
  });
}

std::optional<Explanation> Searcher::explain(std::string_view query_text, std::string_view record_id,
                                             const SearchOptions& options) const {
  return std::move(explain_all(query_text, {std::string(record_id)}, options).front());
}

std::vector<std::optional<Explanation>> Searcher::explain_all(std::string_view query_text,
                                                              const std::vector<std::string>& record_ids,
                                                              const SearchOptions& options) const {
  return impl_->explain(query_text, record_ids, options);
}

std::vector<std::optional<Explanation>> Searcher::explain_all(const Query& query,
                                                              const std::vector<std::string>& record_ids,
                                                              const SearchOptions& options) const {
  return impl_->explain(&query, record_ids, options);
}

std::optional<Record> Searcher::find(std::string_view record_id) const {
  return impl_->pool.with_session([&](match::Session& session) { return record_of(session, record_id); });
}

std::vector<std::optional<Record>> Searcher::find_all(const std::vector<std::string>& record_ids) const {
  return impl_->pool.with_session([&](match::Session& session) {
    std::vector<std::optional<Record>> records;
    for (const auto& record_id : record_ids) records.push_back(record_of(session, record_id));
    return records;
  });
}

void Searcher::for_each_record(const std::function<void(const Record&)>& action) const {
  visit_records([&](const Record& record) { return action(record), true; });
}

bool Searcher::visit_records(const std::function<bool(const Record&)>& action) const {
  return impl_->pool.with_lasting_session([&](match::Session& session) {
    const auto documents = session.all_documents();
    for (auto document = documents.next(1); document != 0; document = documents.next(document + 1)) {
      const auto bytes = session.document(document);
      const store::StoredDocument stored(bytes->stored);
      if (!action(Record{std::string(stored.id()), stored.record_json(), {}})) return false;
    }
    return true;
  });
}

bool Searcher::is_current() const { return impl_->pool.is_current(); }
bool Searcher::refresh() { return impl_->pool.refresh(); }

Synonyms Searcher::synonyms() const { return impl_->pool.snapshot()->synonyms(); }

std::vector<IndexedTerm> Searcher::terms(std::string_view prefix, std::size_t limit) const {
  return impl_->pool.with_session(
      [&](match::Session& session) { return session.terms(analysis::fold_keyword(prefix), limit); });
}

std::uint64_t Searcher::doc_count() const {
  return impl_->pool.with_session([](match::Session& session) { return session.doc_count(); });
}

IndexStatistics Searcher::statistics() const { return statistics(StatisticsOptions{}); }

IndexStatistics Searcher::statistics(const StatisticsOptions& options) const {
  const base::StopScope scope(options.stop, options.deadline);
  return impl_->pool.with_session([&](match::Session& session) {
    auto statistics = session.statistics();
    std::vector<std::uint64_t> counts(session.schema().fields().size(), 0);
    auto* const ending = base::StopScope::current();
    session.all_documents().for_each([&](match::DocumentId document) {
      if (ending != nullptr) ending->check_now_and_then();
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
