/// @file
/// Asks an index.
///
///     auto searcher = kbsearch::Searcher::open("kb.index");
///     for (const auto& hit : searcher.search("heat pump").hits)
///       std::cout << hit.rank << ' ' << hit.record_id << ' ' << hit.title << '\n';
///
/// A Searcher shows one commit: the newest one when it was opened or refreshed. Later ones are not seen before
/// refresh(), but for one case: when two or more have overwritten files that an answer needs, it moves on to the newest
/// by itself, between two answers and never within one. Beside a writer that commits without pause, commits then wait
/// for the answer. A Searcher that is held open for long calls refresh() as often as it wants to be fresh; it costs
/// some 0.1 ms. Movable, not copyable, safe to share between threads (refresh() too).
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/export.hpp"
#include "kbsearch/query.hpp"
#include "kbsearch/ranking_profile.hpp"
#include "kbsearch/record.hpp"
#include "kbsearch/schema.hpp"
#include "kbsearch/search_options.hpp"
#include "kbsearch/search_results.hpp"
#include "kbsearch/synonyms.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// A word of the index.
struct IndexedTerm {
  std::string term;                                     ///< Case and accents folded.
  std::uint64_t doc_count = 0;                          ///< Records that have it.
  bool operator==(const IndexedTerm&) const = default;  ///< Member by member.
};

/// How what is being typed is completed.
struct SuggestOptions {
  std::size_t limit = 5;  ///< Of each kind: titles, aliases, tags and words.
  /// Ends it when a stop is asked for: it throws Error{kInterrupted}. Never is a part given for the whole.
  std::stop_token stop = {};
  /// Ends what is still under way then: it throws Error{kDeadlinePassed}.
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
};

/// What ends the reading of statistics.
struct StatisticsOptions {
  /// Ends it when a stop is asked for: it throws Error{kInterrupted}.
  std::stop_token stop = {};
  /// Ends what is still under way then: it throws Error{kDeadlinePassed}.
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
};

/// What an index holds, as numbers. Reading them takes a look at each record: some 30 us each.
struct IndexStatistics {
  std::uint64_t doc_count = 0;       ///< Records.
  std::uint64_t distinct_terms = 0;  ///< Terms of all kinds: words, stems, keywords.
  double avg_length = 0.0;           ///< Mean weighted length that the weights were made with, in tokens.
  double current_avg_length = 0.0;   ///< The same over the records as they are now.
  std::uint64_t bytes_on_disk = 0;   ///< Of the generation in use.
  std::string generation;            ///< Name of the directory in use.
  std::vector<std::pair<std::string, std::uint64_t>> languages;  ///< Records by language, most first.
  std::vector<std::pair<std::string, std::uint64_t>> fields;     ///< Records that have the field, schema order.
};

/// An open index.
///
/// Cost: opening up to 1 ms; a call takes a handle of its own out of a pool, which grows to the number of threads that
/// ask at once (each keeps what it has read). Sharing: by any number of threads; destroyed when none
/// uses it. Throws: what each function says, and Error{kIo} where the system refuses to read; after an exception it is
/// as it was. Upgrades: it reads the index of its own format version and analysis alone (index_format_version(),
/// Analyzer::kVersion); one of another version is Error{kIndexVersion}, and rebuild() makes it anew from its records.
class Searcher {
 public:
  /// Opens the last commit of the index at `directory`. Throws Error{kIndexNotFound, kIndexCorrupt, kIndexVersion}.
  static Searcher open(const std::filesystem::path& directory);

  Searcher(Searcher&&) noexcept;             ///< What was moved from can only be destroyed or assigned to.
  Searcher& operator=(Searcher&&) noexcept;  ///< The same.
  ~Searcher();

  /// Returns up to `options.limit` hits, best first; equal scores are ordered by record id, ascending.
  /// `query_text` is UTF-8 as a person typed it; it never fails to parse (see SearchResults::warnings).
  /// Empty text matches nothing, unless there is a filter, which then lists all it lets through.
  /// Throws Error{kInvalidArgument} for a number out of its range, and a filter, facet, sort field or profile that
  /// makes no sense, Error{kIndexCorrupt} if stored data cannot be read, Error{kInterrupted, kDeadlinePassed}.
  [[nodiscard]] SearchResults search(std::string_view query_text, const SearchOptions& options = {}) const;
  /// Returns the same for a query that was parsed or built (query_builders.hpp): of parse_query(text) what `text`
  /// gives, with the query's printed form in place of the text. Warnings are those of the search alone; with
  /// SearchOptions::typing the last word of the query is under way; plain_words is not used. Throws
  /// Error{kInvalidArgument} also for a field that there is not or that is of another kind, whose name is the
  /// subject(), and for a query that is larger than any parsed one: deeper than 128 brackets, more than 1,024
  /// conditions.
  [[nodiscard]] SearchResults search(const Query& query, const SearchOptions& options = {}) const;

  /// Returns the records most like the one with that id, best first, without itself: by its most telling words and the
  /// pages that cite both (with `options.explain`, each hit tells which). Of `options`, filter, typos, plain_words and
  /// max_words are not used. Nothing if there is no such record.
  [[nodiscard]] std::optional<SearchResults> similar(std::string_view record_id,
                                                     const SearchOptions& options = {}) const;

  /// Completes what is being typed: up to `limit` titles that have its whole words and one that begins as its last one,
  /// best by words and signals first; up to `limit` aliases of records, likewise; up to `limit` tags that begin so, the
  /// most frequent first; up to `limit` words for the last one, those whose completed text finds the most records
  /// first. Equal ones by their bytes. A text that ends in a space has no last word. Words that stand in addresses
  /// alone, and ids made of digits and letters, are not offered.
  [[nodiscard]] std::vector<Suggestion> suggest(std::string_view text, std::size_t limit = 5) const;
  /// Returns the same. Throws Error{kInterrupted, kDeadlinePassed} as search() does.
  [[nodiscard]] std::vector<Suggestion> suggest(std::string_view text, const SuggestOptions& options) const;

  /// Returns why the record scores what it does for the query, whether or not it is among the best hits; nothing if it
  /// does not match or is not there.
  [[nodiscard]] std::optional<Explanation> explain(std::string_view query_text, std::string_view record_id,
                                                   const SearchOptions& options = {}) const;
  /// Returns the same for each of the ids, all of one commit: differences() tells why one stands before another.
  [[nodiscard]] std::vector<std::optional<Explanation>> explain_all(std::string_view query_text,
                                                                    const std::vector<std::string>& record_ids,
                                                                    const SearchOptions& options = {}) const;
  /// Returns the same for a query that was parsed or built.
  [[nodiscard]] std::vector<std::optional<Explanation>> explain_all(const Query& query,
                                                                    const std::vector<std::string>& record_ids,
                                                                    const SearchOptions& options = {}) const;

  /// Returns the record as it was given, byte for byte; nothing if there is none with that id.
  [[nodiscard]] std::optional<Record> find(std::string_view record_id) const;
  /// Returns the same for each of the ids, all of one commit.
  [[nodiscard]] std::vector<std::optional<Record>> find_all(const std::vector<std::string>& record_ids) const;

  /// Calls `action` for every record of the newest commit, in the order of the index. Commits wait for it, each up to
  /// ten seconds; where it takes longer beside a writer that goes on, it ends with Error{kIo}, never with records of
  /// two commits.
  void for_each_record(const std::function<void(const Record&)>& action) const;
  /// The same until `action` returns false. Returns whether it was called for all of them.
  bool visit_records(const std::function<bool(const Record&)>& action) const;

  /// True if what is shown is the newest commit. Costs the opening of the index, some 0.1 ms.
  [[nodiscard]] bool is_current() const;
  /// Moves on to the newest commit. Returns whether there was a newer one.
  bool refresh();

  /// Returns how many records there are. Costs some microseconds.
  [[nodiscard]] std::uint64_t doc_count() const;
  /// Returns what the index holds.
  [[nodiscard]] IndexStatistics statistics() const;
  /// Returns the same. Throws Error{kInterrupted, kDeadlinePassed}, looked at every 256 records and terms.
  [[nodiscard]] IndexStatistics statistics(const StatisticsOptions& options) const;
  /// Returns the `limit` most frequent words that begin with `prefix` (folded), equal ones by their bytes.
  [[nodiscard]] std::vector<IndexedTerm> terms(std::string_view prefix = {}, std::size_t limit = 100) const;
  /// The synonyms that searches expand words by.
  [[nodiscard]] Synonyms synonyms() const;
  /// What the members of its records mean. As long as the Searcher lives.
  [[nodiscard]] const Schema& schema() const;

 private:
  struct Impl;
  explicit Searcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbsearch
