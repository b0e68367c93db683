/// @file
/// What a search is asked beside its query. Plain values with defaults; name what you change.
///
///     kbsearch::SearchOptions options{.limit = 20, .facets = {{.field = "tag"}}};
///     options.filter = kbsearch::one_of("type", {chosen});
///
/// The groups, in this order: which hits; what is counted beside them; what a hit shows; how the text is understood;
/// how much work it may be; how hits are ranked; what ends it. search_options_from_json() reads the same names from
/// JSON.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/export.hpp"
#include "kbsearch/ranking_profile.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// A field whose values are counted.
struct FacetRequest {
  /// By what dates are counted.
  enum class DateStep {
    kYear,   ///< A year a value: 2022.
    kMonth,  ///< A month a value: 2022-09.
  };
  /// A keyword field with facet = true, a number, a date, or a text that such a keyword field takes the members of.
  std::string field;
  /// Values to return. For a number: ranges of one round width, so that not many more cover all of the index.
  std::size_t max_values = 10;             ///< At most 10,000.
  std::optional<DateStep> date_step = {};  ///< Of a date, kYear if not given; of other fields an error.
};

/// What hits are ordered by, instead of by score.
struct SortKey {
  static constexpr const char* kId = "id";  ///< As `field`: the record's id.
  std::string field;       ///< A number, a date, a keyword or text field with sort or facet = true; or kId.
  bool ascending = false;  ///< The least, or the oldest, first.
};

/// Who runs a search. Beside the Xapian database of an index lies an image of it that is read faster; both give the
/// same answers, but for the last digits of a score.
enum class SearchExecutor {
  kAny,     ///< The image, where there is one of this commit and the order is by score; else Xapian.
  kXapian,  ///< Xapian alone.
  kImage,   ///< The image, but for orders by a field; without one the search throws Error{kIndexNotFound}.
  kBoth,    ///< Both, one after the other; where they differ the search throws Error{kIndexCorrupt} that tells how.
};

/// Returns the executor that is called "any", "xapian", "image" or "both"; nothing for another name.
std::optional<SearchExecutor> executor_named(std::string_view name);

/// The options of a search. A value: costs what its texts do, and is read during the call alone. Members are only
/// added; a number out of its range is refused by the search, Error::subject() names it.
struct SearchOptions {
  // -- which hits

  std::size_t limit = 10;            ///< Hits to return, at most 100,000.
  std::size_t offset = 0;            ///< Hits to pass over first, at most 10^9.
  std::string filter = {};           ///< See parse_filter(), and filter.hpp to make one of values; empty for none.
  std::optional<SortKey> sort = {};  ///< Instead of by score. Records without the field come last.
  /// SearchResults::next_cursor of the page before, instead of `offset`: goes on after its last hit, neither repeating
  /// nor leaving out. When the index has changed in between it goes on behind that hit, wherever it stands now (behind
  /// its score or sort value, if it is gone): only what moved across it may come again or be missed. Of another search
  /// it is refused.
  std::string after = {};
  static constexpr const char* kByUrl = "url";           ///< For `collapse`: the same address in canonical form.
  static constexpr const char* kByContent = "content";   ///< For `collapse`: the same texts but for case, punctuation.
  static constexpr const char* kByNearContent = "near";  ///< For `collapse`: nearly the same texts.
  /// One hit for each group of matches, its best: kByUrl, kByContent, kByNearContent, or the name of a keyword, number
  /// or date field whose first value is the same. A record that lacks it is its own group. Empty for none.
  std::string collapse = {};

  // -- what is counted beside them, over all that matches

  std::vector<FacetRequest> facets = {};  ///< At most 100.
  std::size_t related_tags = 0;           ///< Tags to be told in SearchResults::related_tags, at most 100.

  // -- what a hit shows

  /// Fill Hit::snippet, passages, matched_fields, missing_words and title_marks.
  bool snippets = true;
  /// Passages of a hit, 1 to 20. Of a record with more than 8,192 matches they come from the first ones (Hit).
  std::size_t passages = 1;
  /// Fill Hit::explanation. Words, pairs of words and other ways to say them, times hits: what exceeds 100,000 is left
  /// out, with a warning.
  bool explain = false;

  // -- how the text is understood

  /// The text is words and nothing else: no operator, no field, no phrase.
  bool plain_words = false;
  /// Every word of the query has to be there; when nothing that matches has all, the least telling ones are left out
  /// (SearchResults::relaxation).
  bool all_words = false;
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

  // -- how much work it may be

  /// Totals are exact for one word, for filters and required words, and up to this many matches. Beyond, they may be
  /// "at least" as many as have the most frequent word, or as were counted of a phrase. Counting on costs time.
  std::uint64_t exact_total_up_to = 1'000;
  /// Distinct words that are matched, 1 to 10,000; of a longer query the most telling are kept, with a warning.
  std::size_t max_words = 512;
  /// Words that one wildcard stands for, 1 to 4,096; of more the most frequent are taken, with a warning. All wildcards
  /// of a query together stand for 4,096 at most, and look at 500,000.
  std::size_t max_expansions = 256;
  SearchExecutor executor = SearchExecutor::kAny;  ///< For tests and doubters.

  // -- how hits are ranked

  RankingProfile profile = RankingProfile::named("default");  ///< A built-in one, or your own.

  // -- what ends it

  /// Ends the search when a stop is asked for: it throws Error{kInterrupted}. Never is a part given for the whole.
  std::stop_token stop = {};
  /// Ends a search that is still under way then: it throws Error{kDeadlinePassed}. Both are looked at between the parts
  /// of the work and within the long ones, every few hundred records.
  std::optional<std::chrono::steady_clock::time_point> deadline = {};
};

}  // namespace kbsearch
