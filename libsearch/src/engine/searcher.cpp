#include "kbsearch/searcher.hpp"

#include <algorithm>
#include <mutex>
#include <unordered_set>

#include "engine/suggesting.hpp"
#include "kbsearch/error.hpp"
#include "match/conditions.hpp"
#include "match/corrections.hpp"
#include "match/session.hpp"
#include "present/highlighter.hpp"
#include "present/hits.hpp"
#include "store/index_directory.hpp"
#include "store/snapshot.hpp"
#include "store/stored_document.hpp"
#include "store/terms.hpp"

namespace kbsearch {
namespace {

constexpr std::size_t kMaxLimit = 100'000;
// Two commits between opening a session and asking it are needed to lose a snapshot: this often in a row means that
// something else is wrong.
constexpr int kMaxReopens = 20;

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorCode::kInvalidArgument, what); }

/// Returns the field with that name that has a column, and is no text if `counted`.
std::size_t field_with_column(const Schema& schema, const std::string& name, bool counted) {
  const auto is_fit = [&](const Field& field) {
    return store::has_column(field) && (!counted || field.kind != FieldKind::kText);
  };
  const auto field = schema.find(name);
  if (field != Schema::kNoField && is_fit(schema.fields()[field])) return field;
  std::string allowed = counted ? "" : "id";
  for (const auto& spec : schema.fields()) {
    if (is_fit(spec)) allowed += (allowed.empty() ? "" : ", ") + spec.name;
  }
  refuse((counted ? "cannot count values of '" : "cannot sort by '") + name + "'; there are: " + allowed);
}

std::uint32_t sort_slot(const Schema& schema, const std::string& name) {
  return name == "id" ? store::kSlotId : store::field_slot(field_with_column(schema, name, /*counted=*/false));
}

match::MatchOptions match_options(const Schema& schema, const SearchOptions& options) {
  if (options.limit > kMaxLimit) {
    refuse("limit is " + std::to_string(options.limit) + ", must be in [0, " + std::to_string(kMaxLimit) + "]");
  }
  match::MatchOptions matching;
  matching.offset = options.offset;
  matching.limit = options.limit;
  matching.exact_total_up_to = options.exact_total_up_to;
  if (options.sort) {
    matching.sorted = true;
    matching.sort_slot = sort_slot(schema, options.sort->field);
    matching.ascending = options.sort->ascending;
  }
  return matching;
}

/// Whether the text ends in a word that scores: not in a space, a quotation or a filter.
bool ends_in_a_word(const Query& query, std::string_view text) {
  const auto scoring = match::scoring_texts(query);
  return !scoring.empty() && !scoring.back().text.empty() && text.ends_with(scoring.back().text);
}

match::Plan make_plan(match::Session& session, std::string_view query_text, const SearchOptions& options,
                      std::vector<Warning>& warnings) {
  auto parsed = parse_query(query_text, session.schema(), {.plain_words = options.plain_words});
  warnings = std::move(parsed.warnings);
  const auto filter = parse_filter(options.filter, session.schema());
  auto plan = session.planner().plan(
      parsed.query, filter, options.profile,
      {.max_words = options.max_words,
       .max_expansions = options.max_expansions,
       .typos = options.typos,
       .other_ways = options.expand,
       .under_way = options.typing && ends_in_a_word(parsed.query, query_text)},
      warnings);
  session.add_feedback(plan, options.profile);
  return plan;
}

std::vector<std::string> unknown_words(const match::Plan& plan) {
  std::vector<std::string> unknown;
  for (const auto& word : plan.words) {
    if (word.doc_freq == 0 && !word.is_joined && !word.meant_by) unknown.push_back(word.written);
  }
  return unknown;
}

/// Fills hits and facets from what matched.
void add_hits(match::Session& session, const match::Plan& plan, const match::MatchSet& set,
              const SearchOptions& options, SearchResults& results) {
  const present::DisplayFields fields(session.schema());
  present::Highlighter highlighter(plan, session.planner());
  for (const auto& match : set.matches) {
    const auto bytes = session.document(match.document);
    Hit hit = present::make_hit(*bytes, session.schema(), fields, highlighter, options.snippets);
    hit.rank = options.offset + results.hits.size() + 1;
    hit.score = match.score;
    if (options.explain) hit.explanation = session.explain(plan, options.profile, set.order_from, match.document);
    results.hits.push_back(std::move(hit));
  }
}

void add_facets(const match::Session& session, const match::Plan& plan, const SearchOptions& options,
                SearchResults& results) {
  if (options.facets.empty()) return;
  const auto matched = session.matched(plan);
  for (const auto& request : options.facets) {
    const auto field = field_with_column(session.schema(), request.field, /*counted=*/true);
    const auto documents = matched.without([&](const match::Clause& clause) { return clause.field == field; });
    results.facets.push_back(session.facet(request, documents));
  }
}

SearchResults search_in(match::Session& session, std::string_view query_text, const SearchOptions& options) {
  const auto matching = match_options(session.schema(), options);
  SearchResults results;
  const auto plan = make_plan(session, query_text, options, results.warnings);
  const auto set = session.match(plan, options.profile, matching);
  results.total = {set.total, set.total_is_exact};
  results.unknown_words = unknown_words(plan);
  results.corrections = match::corrections(plan);
  results.did_you_mean =
      match::corrected_text(query_text, results.corrections, session.planner(), session.schema().default_language());
  if (set.total == 0 && !options.filter.empty()) {
    SearchOptions unfiltered = options;
    unfiltered.filter.clear();
    std::vector<Warning> ignored;
    results.total_without_filter =
        session.match(make_plan(session, query_text, unfiltered, ignored), options.profile, {.limit = 0}).total;
  }

  add_hits(session, plan, set, options, results);
  add_facets(session, plan, options, results);
  return results;
}

}  // namespace

struct Searcher::Impl {
  explicit Impl(const std::filesystem::path& path) : directory(path) { reopen(); }

  void reopen() {
    const std::lock_guard lock(mutex);
    idle.clear();
    generation = directory.current_generation();
    cache = std::make_shared<match::SnapshotCache>(Synonyms::parse(directory.read_synonyms()));
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
  auto results = impl_->with_session([&](match::Session& session) { return search_in(session, query_text, options); });
  results.took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
  return results;
}

std::optional<SearchResults> Searcher::similar(std::string_view record_id, const SearchOptions& options) const {
  const auto start = std::chrono::steady_clock::now();
  auto results = impl_->with_session([&](match::Session& session) -> std::optional<SearchResults> {
    const auto document = session.find(record_id);
    if (!document) return std::nullopt;
    SearchResults found;
    const auto plan = session.plan_of_likeness(options.profile, *document);
    const auto set = session.match(plan, options.profile, match_options(session.schema(), options));
    found.total = {set.total, set.total_is_exact};
    add_hits(session, plan, set, options, found);
    add_facets(session, plan, options, found);
    return found;
  });
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
      return search_in(session, query, options);
    };
    return engine::suggestions(session, text, limit, ask);
  });
}

std::optional<Explanation> Searcher::explain(std::string_view query_text, std::string_view record_id,
                                             const SearchOptions& options) const {
  return impl_->with_session([&](match::Session& session) -> std::optional<Explanation> {
    const auto document = session.find(record_id);
    if (!document) return std::nullopt;
    std::vector<Warning> warnings;
    const auto plan = make_plan(session, query_text, options, warnings);
    const auto order_from = session.match(plan, options.profile, {.limit = 1}).order_from;
    auto explanation = session.explain(plan, options.profile, order_from, *document);
    if (explanation.parts.front().parts.empty()) return std::nullopt;
    return explanation;
  });
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
    for (const auto document : session.all_documents()) {
      const auto bytes = session.document(document);
      const store::StoredDocument stored(bytes->stored);
      const Record record{std::string(stored.id()), stored.record_json(), {}};
      if (given.insert(record.id).second) action(record);
    }
    return true;
  });
}

IndexStatistics Searcher::statistics() const {
  return impl_->with_session([&](match::Session& session) {
    auto statistics = session.statistics();
    std::vector<std::uint64_t> counts(session.schema().fields().size(), 0);
    for (const auto document : session.all_documents()) {
      const auto bytes = session.document(document);
      const store::StoredDocument stored(bytes->stored);
      for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += stored.has(i) ? 1 : 0;
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
      statistics.fields.emplace_back(session.schema().fields()[i].name, counts[i]);
    }
    return statistics;
  });
}

}  // namespace kbsearch
