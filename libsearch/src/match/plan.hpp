// What a query comes down to on one index: terms that score, and conditions that a document must or must not meet.
// The plan does not know who executes it.
//
//     score(d) = sum over words of the query of  the sum of their scored terms in d
//              + closer(d)                      (match/second_stage.hpp)
//              + name(d)                        (match/asked_name.hpp)
//              + static_scale * static(d)       (rank/static_scores.hpp)
//   a scored term   weight * ((k1 + 1) * saturation(wdf) + presence)
//   words that can be said otherwise (Plan::sayings) count by their own terms or by the best of the other ways in d,
//   whichever is more: a record that says a thing twice over says it once
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kbsearch/schema.hpp"
#include "kbsearch/search_results.hpp"
#include "store/token_stream.hpp"

namespace kbsearch::match {

/// A word in one language.
struct WordForm {
  std::string language;  ///< Of the records it applies to, ISO 639-1.
  std::string stem;
  std::uint64_t stem_hash = 0;  ///< As token streams have it.
  std::string term;             ///< As the index has it.
};

/// Returns the forms in records of a language: its own, which are several where accents make a stem another, or the
/// first language's, which bigrams and signs have everywhere. Forms of one language stand together.
std::span<const WordForm> forms_in(const std::vector<WordForm>& forms, std::string_view language);

/// A word of the query after analysis.
struct PlannedWord {
  std::string written;  ///< Folded, as asked.
  std::vector<WordForm> forms;
  std::uint64_t doc_freq = 0;           ///< Documents that have any of the forms.
  double weight = 0.0;                  ///< idf times the saturation of its frequency in the query.
  bool is_stem = false;                 ///< `written` is a stem: nobody has asked the word.
  bool is_again = false;                ///< Under way, and repeats a word before it, which is one of its own.
  bool is_function_word = false;        ///< One that the query is not about (analysis/function_words.hpp).
  bool is_joined = false;               ///< A blend or a dictionary word over other words of the query.
  std::optional<std::size_t> meant_by;  ///< Index of the unknown word that may have meant this one.
  std::uint32_t edits = 0;              ///< From that word to this one.
  bool is_citing_page = false;          ///< Not a word, but a page that cites (match/likeness.hpp).
  bool is_feedback = false;             ///< Not asked: taken from the best answers (match/feedback.hpp).
};

struct ScoredTerm {
  std::string term;  ///< As in the index, with its prefix.
  double weight = 0.0;
  std::uint64_t doc_freq = 0;
  std::size_t word = 0;    ///< Index in Plan::words.
  bool is_accent = false;  ///< The extra for matching the accents as typed.
  bool is_part = false;    ///< The word as a part of names.
};

/// A word to be found in token streams.
struct StreamWord {
  std::vector<WordForm> forms;
  std::optional<std::uint64_t> exact_hash;  ///< Only this form of it; without, any.
};

struct Condition {
  enum class Kind {
    kAnyTerm,  ///< One of `terms`.
    kInOrder,  ///< `words` stand at consecutive positions in one text, of `field` if that is given. This and the next
               ///< two are checked in token streams, so the terms of the words must be required beside them.
    kNear,     ///< `words` stand in one text in any order, first and last at most `distance` positions apart.
    kInField,  ///< One of `words` stands in `field`.
    kRange,    ///< The number or date in `field` is in [low, high]; an absent bound is open.
    kAllOf,    ///< All `children` hold, and none of `excluded`.
    kAnyOf,    ///< One of `children` holds.
    kNothing,  ///< Cannot be met.
  };
  Kind kind = Kind::kAnyTerm;
  std::vector<std::string> terms = {};
  std::vector<StreamWord> words = {};  ///< For highlights.
  std::size_t field = Schema::kNoField;
  std::uint32_t distance = 0;
  std::optional<double> low = {};
  std::optional<double> high = {};
  std::vector<Condition> children = {};
  std::vector<Condition> excluded = {};
};

/// A part of the query that a document must or must not meet.
struct Clause {
  Condition condition;
  std::string written = {};              ///< As the query language writes it.
  std::size_t field = Schema::kNoField;  ///< The one field that it filters by, if it is a filter by one.
};

/// Another way to say some words of the query: a synonym, an alias, an acronym, what a word under way may become.
struct OtherWay {
  enum class Words { kInOrder, kAll, kAny };
  std::string written;                 ///< Folded.
  ExpansionReason reason;              ///< Where it comes from.
  double weight = 0.0;                 ///< In place of the words' own.
  std::vector<ScoredTerm> terms = {};  ///< A single word: scored as such. `ScoredTerm::word` has no meaning.
  Condition condition = {};  ///< Several words: what a document must have, which then scores as one occurrence.
  std::string key = {};      ///< Of `condition`: names the set of documents within a snapshot.
  std::vector<StreamWord> words = {};  ///< For highlights.
  Words needs = Words::kInOrder;       ///< Which of `words` have to be there.
};

struct Saying {
  std::vector<std::size_t> words;  ///< Indices in Plan::words. No word is in two sayings.
  std::vector<OtherWay> ways;
  bool is_guess = false;  ///< The word may as well be mistyped.
};

/// What is asked, as a name (match/asked_name.hpp).
struct AskedName {
  std::string written;                   ///< Folded.
  std::vector<std::string> whole_terms;  ///< By the languages of the index.
  std::vector<std::string> telling_terms;
  double whole = 0.0;  ///< What a document gains that has one of the terms.
  double telling = 0.0;
};

/// Words that a wildcard of the query stands for, to be shown in hits.
struct WildcardWords {
  std::vector<StreamWord> words;
  std::size_t field = Schema::kNoField;  ///< Shown in this field only, if it is given.
};

/// Two words that follow one another in the query.
struct WordPair {
  std::size_t first = 0;  ///< Index in Plan::words.
  std::size_t second = 0;
  double weight = 0.0;
};

/// What the best documents by words and signals are looked at for (match/second_stage.hpp).
struct SecondStageWeights {
  std::size_t depth = 0;                 ///< How many of them.
  std::vector<std::size_t> name_fields;  ///< The title and the file's name, as far as the schema has them.
  double title = 0.0;                    ///< What a name gets all of whose words are asked.
  double title_likeness = 0.0;           ///< And if it has all of the query, too.
  double proximity = 0.0;                ///< What a document gets that says all of the query in one breath.
  double second_field = 0.0;             ///< Share of its weight that a word in two fields adds.
};

struct Plan {
  std::vector<PlannedWord> words;
  std::vector<ScoredTerm> scored;
  std::vector<WordPair> pairs;  ///< Each once.
  SecondStageWeights second_stage;
  std::vector<Saying> sayings;
  std::vector<AskedName> names;
  std::vector<WildcardWords> wildcards;
  std::vector<Clause> required;
  std::vector<Clause> excluded;
  bool needs_words = false;  ///< A document must have one of the scored terms or of the other ways.
  double k1 = 1.2;
  double presence = 0.0;  ///< What a matching term gets whatever its frequency, as a multiple of its weight.
  double static_scale = 0.0;

  bool asks_words() const { return !scored.empty() || !sayings.empty(); }
  bool matches_nothing() const { return !asks_words() && (needs_words || (required.empty() && excluded.empty())); }
  /// What to look for in token streams of records in a language: each word that was asked, by its index in `words`.
  store::StemSet stems_in(std::string_view language) const;
};

}  // namespace kbsearch::match
