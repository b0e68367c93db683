// Asks an index.
//
//     auto searcher = kbsearch::Searcher::open("kb.index");
//     for (const auto& hit : searcher.search("heat pump").hits)
//       std::cout << hit.rank << ' ' << hit.record_id << ' ' << hit.title << '\n';
//
// A Searcher shows one commit: the newest one when it was opened or refreshed. Later ones are not seen before
// refresh(), but for one case: when two or more have overwritten files that an answer needs, it moves on to the newest
// by itself, between two answers and never within one. Beside a writer that commits without pause, commits then wait
// for the answer. A Searcher that is held open for long calls refresh() as often as it wants to be fresh; it costs some
// 0.1 ms. Movable, not copyable, safe to share between threads (refresh() too).
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
#include "kbsearch/search_results.hpp"
#include "kbsearch/synonyms.hpp"

namespace KBSEARCH_EXPORT kbsearch {

struct FacetRequest {
  enum class DateStep { kYear, kMonth };
  /// A keyword field with facet = true, a number, a date, or a text that such a keyword field takes the members of.
  std::string field;
  /// Values to return. For a number: ranges of one round width, so that not many more cover all of the index.
  std::size_t max_values = 10;             ///< At most 10,000.
  std::optional<DateStep> date_step = {};  ///< Of a date, kYear if not given; of other fields an error.
};

struct SortKey {
  std::string field;  ///< A number, a date, a keyword or text field with sort or facet = true; or "id".
  bool ascending = false;
};

/// Who runs a search. Beside the Xapian database of an index lies an image of it that is read faster; both give the
/// same answers, but for the last digits of a score.
enum class SearchExecutor {
  kAny,     ///< The image, where there is one of this commit and the order is by score; else Xapian.
  kXapian,  ///< Xapian alone.
  kImage,   ///< The image; without one it throws Error{kIndexNotFound}.
  kBoth,    ///< Both, one after the other; where they differ it throws Error{kIndexCorrupt} that tells how.
};

struct SearchOptions {
  std::size_t limit = 10;            ///< Hits to return, at most 100,000.
  std::size_t offset = 0;            ///< Hits to pass over first, at most 10^9.
  std::string filter = {};           ///< See parse_filter(); empty for none.
  std::optional<SortKey> sort = {};  ///< Instead of by score. Records without the field come last.
  /// SearchResults::next_cursor of the page before, instead of `offset`: goes on after its last hit, neither repeating
  /// nor leaving out. When the index has changed in between it goes on behind that hit, wherever it stands now (behind
  /// its score or sort value, if it is gone): only what moved across it may come again or be missed. Of another search
  /// it is refused.
  std::string after = {};
  /// One hit for each group of matches, its best: those with the same "url" (in canonical form), the same "content"
  /// (texts but for case and punctuation), "near" the same content, or the same first value of a keyword, number or
  /// date. A record that lacks it is its own group. Empty for none.
  std::string collapse = {};
  std::vector<FacetRequest> facets = {};  ///< At most 100.
  std::size_t related_tags = 0;           ///< Tags to be told in SearchResults::related_tags, at most 100.
  /// Fill Hit::snippet, passages, matched_fields, missing_words and title_marks.
  bool snippets = true;
  /// Passages of a hit, at most 20. Of a record with more than 8,192 matches they come from the first ones (Hit).
  std::size_t passages = 1;
  /// Fill Hit::explanation. Words, pairs of words and other ways to say them, times hits: what exceeds 100,000 is left
  /// out, with a warning.
  bool explain = false;
  /// The text is words and nothing else: no operator, no field, no phrase.
  bool plain_words = false;
  /// Every word of the query has to be there; when nothing that matches has all, the least telling ones are left out
  /// (SearchResults::relaxation).
  bool all_words = false;
  /// Totals are exact up to this many matches; beyond, "at least". Counting on costs time.
  std::uint64_t exact_total_up_to = 1'000;
  /// Distinct words that are matched, 1 to 10,000; of a longer query the most telling are kept, with a warning.
  std::size_t max_words = 512;
  /// A word that no record has also asks, with less weight, for the words of the index that it may have meant: one edit
  /// from four letters on (of four beside known words only), two from nine, none for words with digits. Not done for
  /// queries of more than ten words.
  bool typos = true;
  /// Words also ask for what they are otherwise called: by the index's synonyms, by aliases of records, by acronyms
  /// that its texts introduce. A record is scored by the way that gives it most; SearchResults::expansions lists them.
  bool expand = true;
  /// As-you-type: if the text ends in a word, that word is still being typed, and also asks for all that begin so.
  /// Totals are then exact up to 1,000 only.
  bool typing = false;
  /// Words that one wildcard stands for, 1 to 4,096; of more the most frequent are taken, with a warning. All wildcards
  /// of a query together stand for 4,096 at most, and look at 500,000.
  std::size_t max_expansions = 256;
  RankingProfile profile = RankingProfile::named("default");
  /// For tests and doubters.
  SearchExecutor executor = SearchExecutor::kAny;
  /// Ends the search when a stop is asked for: it throws Error{kInterrupted}. Never is a part given for the whole.
  std::stop_token stop = {};
  /// Ends a search that is still under way then: it throws Error{kDeadlinePassed}. Both are looked at between the parts
  /// of the work and within the long ones, every few hundred records.
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
};

/// A word of the index.
struct IndexedTerm {
  std::string term;             ///< Case and accents folded.
  std::uint64_t doc_count = 0;  ///< Records that have it.
  bool operator==(const IndexedTerm&) const = default;
};

struct IndexStatistics {
  std::uint64_t doc_count = 0;
  std::uint64_t distinct_terms = 0;
  double avg_length = 0.0;          ///< Mean weighted length that the weights were made with, in tokens.
  double current_avg_length = 0.0;  ///< The same over the records as they are now.
  std::uint64_t bytes_on_disk = 0;
  std::string generation;                                        ///< Name of the directory in use.
  std::vector<std::pair<std::string, std::uint64_t>> languages;  ///< Records by language, most first.
  std::vector<std::pair<std::string, std::uint64_t>> fields;     ///< Records that have the field, schema order.
};

class Searcher {
 public:
  /// Opens the last commit of the index at `directory`. Throws Error{kIndexNotFound, kIndexCorrupt, kIndexVersion}.
  static Searcher open(const std::filesystem::path& directory);

  Searcher(Searcher&&) noexcept;
  Searcher& operator=(Searcher&&) noexcept;
  ~Searcher();

  /// Returns up to `options.limit` hits, best first; equal scores are ordered by record id, ascending.
  /// `query_text` is UTF-8 as a person typed it; it never fails to parse (see SearchResults::warnings).
  /// Empty text matches nothing, unless there is a filter, which then lists all it lets through.
  /// Throws Error{kInvalidArgument} for a number out of its range, and a filter, facet, sort field or profile that
  /// makes no sense, Error{kIndexCorrupt} if stored data cannot be read, Error{kInterrupted, kDeadlinePassed}.
  SearchResults search(std::string_view query_text, const SearchOptions& options = {}) const;

  /// Returns the records most like the one with that id, best first, without itself: by its most telling words and the
  /// pages that cite both (with `options.explain`, each hit tells which). Of `options`, filter, typos, plain_words and
  /// max_words are not used. Nothing if there is no such record.
  std::optional<SearchResults> similar(std::string_view record_id, const SearchOptions& options = {}) const;

  /// Completes what is being typed: up to `limit` titles that have its whole words and one that begins as its last one,
  /// best by words and signals first; up to `limit` aliases of records, likewise; up to `limit` tags that begin so, the
  /// most frequent first; up to `limit` words for the last one, those whose completed text finds the most records
  /// first. Equal ones by their bytes. A text that ends in a space has no last word. Words that stand in addresses
  /// alone, and ids made of digits and letters, are not offered.
  std::vector<Suggestion> suggest(std::string_view text, std::size_t limit = 5) const;

  /// Returns why the record scores what it does for the query, whether or not it is among the best hits; nothing if it
  /// does not match or is not there.
  std::optional<Explanation> explain(std::string_view query_text, std::string_view record_id,
                                     const SearchOptions& options = {}) const;
  /// Returns the same for each of the ids, all of one commit: differences() tells why one stands before another.
  std::vector<std::optional<Explanation>> explain_all(std::string_view query_text,
                                                      const std::vector<std::string>& record_ids,
                                                      const SearchOptions& options = {}) const;

  /// Returns the record as it was given, byte for byte; nothing if there is none with that id.
  std::optional<Record> find(std::string_view record_id) const;
  /// Returns the same for each of the ids, all of one commit.
  std::vector<std::optional<Record>> find_all(const std::vector<std::string>& record_ids) const;

  /// Calls `action` for every record of the newest commit, in the order of the index. Commits wait for it, each up to
  /// ten seconds; where it takes longer beside a writer that goes on, it ends with Error{kIo}, never with records of
  /// two commits.
  void for_each_record(const std::function<void(const Record&)>& action) const;

  /// True if what is shown is the newest commit. Costs the opening of the index, some 0.1 ms.
  bool is_current() const;
  /// Moves on to the newest commit. Returns whether there was a newer one.
  bool refresh();

  IndexStatistics statistics() const;
  /// Returns the `limit` most frequent words that begin with `prefix` (folded), equal ones by their bytes.
  std::vector<IndexedTerm> terms(std::string_view prefix = {}, std::size_t limit = 100) const;
  /// The synonyms that searches expand words by.
  Synonyms synonyms() const;
  const Schema& schema() const;

 private:
  struct Impl;
  explicit Searcher(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbsearch
