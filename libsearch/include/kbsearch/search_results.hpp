/// @file
/// What a search gives back: plain owning values that outlive the Searcher.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kbsearch/export.hpp"
#include "kbsearch/query.hpp"

namespace KBSEARCH_EXPORT kbsearch {

/// Bytes [begin, end) of a text; always on character boundaries.
struct ByteRange {
  std::size_t begin = 0;                              ///< First byte.
  std::size_t end = 0;                                ///< One past the last byte.
  bool operator==(const ByteRange&) const = default;  ///< Member by member.
};

/// A passage of the record that shows why it matched. Plain text: whoever prints HTML escapes it.
struct Snippet {
  std::string field;        ///< Name of the schema's field, for instance "summary"; empty if the record has no text.
  std::size_t ordinal = 0;  ///< Which of the field's texts, from 1, if it has several (key points); else 0.
  /// As a page would show it: white space is single spaces, control characters and markup are gone. At most about 300
  /// bytes.
  std::string text;
  std::vector<ByteRange> marks;  ///< The words that matched, in `text`, ascending, not overlapping.
  bool starts_inside = false;    ///< The passage begins within a sentence: show an ellipsis.
  bool ends_inside = false;      ///< The same for its end.
};

/// Returns the passage as it is shown: with an ellipsis where the text goes on, and marks that fit.
Snippet with_ellipses(Snippet snippet);

/// A score as the sum of named parts: the value of a node with parts is the sum of their values.
struct Explanation {
  std::string label;               ///< "text", "word 'governance'", "importance".
  double value = 0.0;              ///< In the unit of the score.
  std::string detail;              ///< The numbers behind it, for a person.
  std::vector<Explanation> parts;  ///< What adds up to `value`; none: it is a number of its own.
  /// What else the record says for the same words, and what each would give, the most first. One way counts, the best,
  /// which is this part: these are in no sum.
  std::vector<Explanation> instead_of = {};
};

/// A part in which scores differ.
struct ScoreDifference {
  std::string label;           ///< Explanation::label of the part.
  std::vector<double> values;  ///< By explanation; 0 where one has no such part.
};

/// Returns the leaves in which explanations differ, those that lie the furthest apart first, equal ones by label. Those
/// of two explanations add up to the difference of their scores.
std::vector<ScoreDifference> differences(const std::vector<Explanation>& explanations);

/// How many words of a field's texts made a record match. At least so many, where a record has more than 8,192 matches
/// in all, or a text without positions is longer than 16 KB.
struct FieldMatches {
  std::string field;                                     ///< Name of the schema's field.
  std::uint64_t count = 0;                               ///< Words.
  bool operator==(const FieldMatches&) const = default;  ///< Member by member.
};

/// A record that was found, and what a list of results shows of it.
struct Hit {
  std::size_t rank = 0;                ///< From 1, through all pages.
  std::string record_id;               ///< Record::id.
  double score = 0.0;                  ///< >= 0; comparable only within one search.
  std::string title;                   ///< As a page would show it, without markup; empty if the record has none.
  std::vector<ByteRange> title_marks;  ///< The words that matched, in `title`.
  std::string path;       ///< Of the file that it was read from, absolute; empty if it comes from none that is known.
  std::string file;       ///< The way to that file from its source's root, if the file is this one record; else empty.
  std::string url;        ///< As the record writes it; empty if it has none.
  std::string type;       ///< As the record writes it; empty if it has none.
  std::string published;  ///< As the record writes it.
  std::vector<std::string> tags;     ///< As the record writes them, in its order.
  std::optional<double> importance;  ///< From 0 to 100, the editor's.
  std::optional<double> quality;     ///< The record's own, or the best among its citing pages.
  std::uint64_t cited_by_count = 0;  ///< Pages that cite it.
  /// The first of `passages`. The first 8,192 matches of a record are looked at for these and for marks, and after
  /// them the first 64 of each word in each field. Of very many hits of very many words the first have it, and marks
  /// and what follows up to `missing_words`, with a warning.
  Snippet snippet;
  std::vector<Snippet> passages;             ///< The best first, each after it adding the most; they do not overlap.
  std::vector<FieldMatches> matched_fields;  ///< Those with a match, in the order of the schema.
  std::vector<std::string> missing_words;    ///< Words of the query that the record has in no way, folded.
  std::uint64_t collapsed = 0;    ///< Other matches of its group, which it stands for (SearchOptions::collapse).
  std::string near_duplicate_of;  ///< Id of a better hit of this page whose text is nearly the same, if any.
  /// If asked for. Of very many hits of very many words the first are explained, with a warning.
  std::optional<Explanation> explanation;
};

/// A value of a field, and how often it is met.
struct FacetCount {
  /// As a filter by the field takes it, which then lets through exactly `count` records: a folded keyword (`paper`),
  /// a range (`60..<80`), a year (`2022`) or a month (`2022-06`).
  std::string value;
  std::uint64_t count = 0;  ///< Matches that have it.
  /// For a person: a keyword as most records of the index write it ("UK Government"; of equals the first by its bytes),
  /// else the same as `value`. As a filter it lets through the same records.
  std::string label = {};
  bool operator==(const FacetCount&) const = default;  ///< Member by member.
};

/// How often the values of a field are met among all that matches, whatever page is shown. Filters by the field itself
/// are passed over, so that the other values can be offered.
struct Facet {
  std::string field;  ///< As it was asked.
  /// The field that filters by the values: `field` itself or, for a text, the keyword field that takes the same members
  /// whole (`author_name` for `authors`).
  std::string filter_field;
  /// Keywords: most frequent first, equal counts by value. Ranges: ascending. Dates: the newest first.
  std::vector<FacetCount> counts;
  std::uint64_t distinct = 0;                     ///< Values met; more than `counts` has if they were cut.
  std::uint64_t missing = 0;                      ///< Matches without the field.
  bool operator==(const Facet&) const = default;  ///< Member by member.
};

/// How many records match.
struct Total {
  std::uint64_t value = 0;  ///< Counted.
  bool exact = true;        ///< If false, there are at least `value` matches.
};

/// A way to go on from what was typed.
struct Suggestion {
  /// What `text` is.
  enum class Kind {
    kTitle,  ///< The title of a record.
    kAlias,  ///< Another name of a record.
    kTag,    ///< A tag of records.
    kWord,   ///< What was typed, with its last word completed.
  };
  Kind kind = Kind::kTitle;  ///< Decides what the other members tell.
  std::string text;  ///< A title, an alias, a tag (folded), or what was typed with its last word completed (folded).
  std::string record_id;        ///< Of the record with that title or alias; else empty.
  std::uint64_t doc_count = 0;  ///< Records that have the tag, or that `text` finds; 1 for a title or an alias.
};

/// Returns "title", "alias", "tag" or "word".
const char* name_of(Suggestion::Kind kind);

/// A word of the query that no record has, and one that it may have meant.
struct Correction {
  std::string word;   ///< Folded.
  std::string meant;  ///< Folded, as the index has it. Matched with less weight, and marked like a word of the query.
  std::uint32_t edits = 0;      ///< Between the two: 1 or 2.
  std::uint64_t doc_count = 0;  ///< Records that have `meant`.
};

/// Why some words of the query are also said in another way.
struct ExpansionReason {
  /// Where the other way comes from.
  enum class Kind {
    kSynonym,           ///< The synonyms of the index.
    kAlias,             ///< Records give it as another name of themselves.
    kAcronym,           ///< Texts introduce one as the acronym of the other.
    kWrittenOtherwise,  ///< Another writing of a date, an amount, a numeral.
    kWrittenAsOne,      ///< Two words joined, or an own joint left out: `opensource`.
    kWrittenApart,      ///< One word, or a number with its unit, as several side by side: `red bull`.
    kItsParts,          ///< The parts of a compound or of a name, anywhere in a record.
    kPartOfCompound,    ///< Compounds that have the word as a part.
    kOtherKana,         ///< The same in the other Japanese kana.
    kShortVowel,        ///< The same without a long vowel at its end.
    kBeingTyped,        ///< Words that begin as the one that is being typed.
  };
  Kind kind = Kind::kSynonym;                               ///< Where it comes from.
  std::uint64_t records = 0;                                ///< Records that say so, of kAlias and kAcronym; else 0.
  bool operator==(const ExpansionReason&) const = default;  ///< Member by member.
};

/// Returns "synonym", "alias", "acronym", "written otherwise", "written as one", "written apart", "its parts", "part of
/// a compound", "the other kana", "without a long vowel" or "being typed".
const char* name_of(ExpansionReason::Kind kind);

/// Returns the name of the kind, and how many records say so: "alias in 1 record", "acronym in 12 records". JSON has
/// it.
std::string to_string(const ExpansionReason& reason);

/// Another way to say some words of the query, for which a record is found and scored as well.
struct Expansion {
  std::string words;       ///< Folded, as asked.
  std::string text;        ///< What they are also called.
  ExpansionReason reason;  ///< Where that comes from.
  /// Hits of this page that say it so; known where they have evidence.
  std::optional<std::uint64_t> hits = {};
  bool operator==(const Expansion&) const = default;  ///< Member by member.
};

/// What is left of the words when nothing that matches has all of them.
struct Relaxation {
  std::vector<std::string> dropped;  ///< Folded, the least telling first.
  std::uint64_t total = 0;           ///< Matches that have all the others.
};

/// What a part of the query, or of the filter, does to a search that finds nothing.
struct ClauseEffect {
  std::string clause;               ///< As the query language writes it; a minus before what is excluded.
  std::uint64_t doc_count = 0;      ///< Records that meet it, whatever else is asked.
  std::uint64_t total_without = 0;  ///< Matches if it were left out.
  /// If it asks a keyword field for a value that no record has: the values, folded, that may have been meant, the
  /// nearest first.
  std::vector<std::string> nearest_values = {};
};

/// A tag that is met among the best answers far more often than in the whole index.
struct RelatedTag {
  std::string value;            ///< Folded.
  std::uint64_t count = 0;      ///< Among the best 50.
  std::uint64_t doc_count = 0;  ///< In the index.
  std::string label = {};       ///< As FacetCount::label.
};

/// The answer to a search: all of one commit. Made of values, it costs what it holds, and outlives the Searcher.
/// Members are only added.
struct SearchResults {
  std::vector<Hit> hits;                   ///< Best first (or as sorted); ties by record id, ascending.
  Total total;                             ///< Of all pages.
  std::vector<Facet> facets;               ///< In the order they were asked for.
  std::vector<std::string> unknown_words;  ///< Words of the query that no record has.
  std::vector<Correction> corrections;     ///< By unknown word, the likeliest first.
  /// The query with its unknown words corrected, to be offered; it was not asked. Empty if there is nothing to correct.
  std::string did_you_mean;
  /// Only if nothing was found and there is a filter: matches that the query has without it.
  std::optional<std::uint64_t> total_without_filter;
  std::vector<Expansion> expansions;  ///< In the order of the words.
  /// If nothing that matches has all words of the query. With SearchOptions::all_words what is left was asked; else it
  /// is told for queries of two to ten words whose hits, with their evidence, all lack a word.
  std::optional<Relaxation> relaxation;
  /// Only if nothing was found: what each required or excluded part does. Of more than 100 parts nothing but a warning.
  std::vector<ClauseEffect> clauses;
  std::vector<RelatedTag> related_tags;  ///< If asked for, the most telling first.
  std::optional<std::uint64_t> groups;   ///< With SearchOptions::collapse: groups of matches, one hit each.
  std::string next_cursor;               ///< For SearchOptions::after, to go on; empty if this page is the last.
  std::vector<Warning> warnings;         ///< What of the query, or of the answer, is not as it was asked.
  std::vector<Warning> notes = {};       ///< ParsedQuery::notes.
  std::chrono::microseconds took{0};     ///< Of the search, until its results were complete.
};

}  // namespace kbsearch
