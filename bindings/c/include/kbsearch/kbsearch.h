/* kbsearch for C, and for whatever can call C.
 *
 *     kbs_searcher* searcher = NULL;
 *     kbs_results* results = NULL;
 *     kbs_error* error = NULL;
 *     if (kbs_searcher_open(kbs_text_of("kb.index"), &searcher, &error) == KBS_OK &&
 *         kbs_searcher_search(searcher, kbs_text_of("heat pump"), NULL, &results, &error) == KBS_OK) {
 *       for (size_t i = 0; i < kbs_results_hit_count(results); ++i) {
 *         const kbs_hit* hit = kbs_results_hit(results, i);
 *         printf("%u %s %s\n", (unsigned)kbs_hit_rank(hit), kbs_hit_id(hit).data, kbs_hit_title(hit).data);
 *       }
 *     }
 *     if (error != NULL) fprintf(stderr, "%s\n", kbs_error_message(error).data);
 *     kbs_error_free(error);
 *     kbs_results_free(results);
 *     kbs_searcher_close(searcher);
 *
 * <kbsearch/evaluation.h> measures rankings and fits them, <kbsearch/copies.h> takes snapshots and puts them back.
 *
 * Trouble. Each function that can fail returns a kbs_code and takes, last, where to put the error: NULL if only the
 * code is wanted, else it is set, to NULL if all went well. What is put there is yours: kbs_error_free(). When a
 * function fails, whatever else it would have given is NULL, 0 or false. Nothing that is merely absent is an error. No
 * C++ exception leaves a function, none ends the program, and none prints.
 *
 * Texts are UTF-8 with a length, and may hold zero bytes. A text that is given in is read during the call and not kept;
 * {NULL, 0} is the empty one. A text that is given out belongs to the object that it was asked of and lives as long;
 * behind its last byte there is a zero byte. Offsets are bytes.
 *
 * Ownership. What a function puts in a `kbs_x**` is yours, and is given back by the function of that name that ends in
 * _free or _close; these take NULL, too. `const` pointers that are returned are never yours. Results own what they
 * hold: they outlive the searcher.
 *
 * Threads. A kbs_searcher may be used by any number of threads at once, and so may whatever is const. A kbs_writer
 * belongs to one thread at a time. Nothing is kept by thread.
 *
 * Growth. A struct that you fill in begins with its size; fill it by its _init function, and then change what you want.
 * Members are only added, at the end; where the program and the library are not of one version, the members that one of
 * them does not know count as not given. (A program that uses a newer member with a library that does not know it is
 * told KBS_INVALID_ARGUMENT.) Functions, codes and members are never removed within one soname.
 */
#ifndef KBSEARCH_KBSEARCH_H_
#define KBSEARCH_KBSEARCH_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__GNUC__)
#define KBS_API __attribute__((visibility("default")))
#else
#define KBS_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* -- Texts and errors -------------------------------------------------------------------------------------------- */

typedef struct kbs_text {
  const char* data;
  size_t size; /* bytes, without the zero byte behind them */
} kbs_text;

/* Returns a text of the bytes up to the zero byte; the empty one of NULL. */
static inline kbs_text kbs_text_of(const char* zero_terminated) {
  kbs_text text;
  text.data = zero_terminated;
  text.size = zero_terminated == NULL ? 0 : strlen(zero_terminated);
  return text;
}

/* A text of its own, for instance JSON. */
typedef struct kbs_string kbs_string;
KBS_API kbs_text kbs_string_text(const kbs_string* string);
KBS_API void kbs_string_free(kbs_string* string);

typedef int32_t kbs_code;
enum {
  KBS_OK = 0,
  KBS_INVALID_ARGUMENT = 1, /* an option, a schema, a profile or a filter is wrong; the message gives the range */
  KBS_INDEX_NOT_FOUND = 2,  /* there is no index at that path */
  KBS_INDEX_CORRUPT = 3,    /* stored bytes are damaged, or the directory holds something else */
  KBS_INDEX_VERSION = 4,    /* written by another format, analysis or schema version: rebuild it */
  KBS_INDEX_LOCKED = 5,     /* another writer holds the lock; the message names it */
  KBS_IO = 6,               /* the file system refused: disk full, no permission, path missing */
  KBS_LIMIT_EXCEEDED = 7,   /* a safety cap would be passed, for instance by a prune */
  KBS_INTERRUPTED = 8,      /* a callback asked to stop; nothing was kept */
  KBS_REJECTED = 9,         /* a record, or a field of it, was not taken: see kbs_writer_replace() */
  KBS_NO_MEMORY = 10,
  KBS_INTERNAL = 11,       /* a fault in the library */
  KBS_DEADLINE_PASSED = 12 /* it took longer than the options allow; there is no answer, not a part of one either */
};

/* Returns the code as words, for instance "index not found"; "unknown" for another number. */
KBS_API const char* kbs_code_name(kbs_code code);

typedef struct kbs_error kbs_error;
KBS_API kbs_code kbs_error_code(const kbs_error* error);
/* For a person: the thing, its value, and the way out. */
KBS_API kbs_text kbs_error_message(const kbs_error* error);
/* What it is about: the path of an index or a file, or the name of an option, a field, a profile. Empty where it is
 * about nothing that has a name. */
KBS_API kbs_text kbs_error_subject(const kbs_error* error);
/* What mends it, for a person: "rebuild the index from its records". Empty where that is not known. */
KBS_API kbs_text kbs_error_remedy(const kbs_error* error);
KBS_API void kbs_error_free(kbs_error* error);

/* -- Versions, of the libraries that are loaded -------------------------------------------------------------------- */

KBS_API const char* kbs_version(void);        /* of kbsearch: "0.1.0" */
KBS_API const char* kbs_xapian_version(void); /* "1.4.22" */
KBS_API const char* kbs_icu_version(void);    /* "72.1" */

/* -- Asking -------------------------------------------------------------------------------------------------------- */

/* An open index. It shows one commit: the newest one when it was opened or refreshed. */
typedef struct kbs_searcher kbs_searcher;
KBS_API kbs_code kbs_searcher_open(kbs_text directory, kbs_searcher** searcher, kbs_error** error);
/* No other thread may be using it. What it gave stays. */
KBS_API void kbs_searcher_close(kbs_searcher* searcher);

/* Moves on to the newest commit, and tells whether there was a newer one (`moved` may be NULL). Costs some 0.1 ms. */
KBS_API kbs_code kbs_searcher_refresh(kbs_searcher* searcher, bool* moved, kbs_error** error);
/* Tells whether what is shown is the newest commit. */
KBS_API kbs_code kbs_searcher_is_current(const kbs_searcher* searcher, bool* current, kbs_error** error);

enum { KBS_DATE_STEP_NONE = 0, KBS_DATE_STEP_YEAR = 1, KBS_DATE_STEP_MONTH = 2 };

/* A field whose values are counted over all that matches. */
typedef struct kbs_facet_request {
  size_t size;
  kbs_text field;
  size_t max_values; /* at most 10,000; 10 by default */
  int32_t date_step; /* KBS_DATE_STEP_YEAR or _MONTH, of a date field alone */
  int32_t reserved;  /* 0 */
} kbs_facet_request;
KBS_API void kbs_facet_request_init(kbs_facet_request* request, size_t size);

/* Ends what is under way, from any thread: once requested, whatever was given it ends with KBS_INTERRUPTED, and so does
 * whatever is given it later. It may be freed while it is in use. */
typedef struct kbs_stop kbs_stop;
KBS_API kbs_stop* kbs_stop_new(void); /* yours; NULL if there is no memory */
KBS_API void kbs_stop_request(kbs_stop* stop);
KBS_API void kbs_stop_free(kbs_stop* stop);

/* What ends a call that has no other options. */
typedef struct kbs_bounds {
  size_t size;
  uint64_t timeout_us;  /* it may take so long, else it is KBS_DEADLINE_PASSED; 0, the default, for any time */
  const kbs_stop* stop; /* NULL for none */
} kbs_bounds;
KBS_API void kbs_bounds_init(kbs_bounds* bounds, size_t size);

typedef struct kbs_search_options {
  size_t size;
  size_t limit;        /* hits to give, at most 100,000; 10 by default */
  size_t offset;       /* hits to pass over first */
  kbs_text after;      /* kbs_results_next_cursor() of the page before, instead of `offset` */
  kbs_text filter;     /* type:paper importance:60.. */
  kbs_text profile;    /* name of a built-in ranking profile, or a profile as JSON; "default" if empty */
  kbs_text sort_field; /* instead of by score */
  bool sort_ascending;
  kbs_text collapse;               /* one hit for each group: url, content, near, or the name of a field */
  const kbs_facet_request* facets; /* each of the size that the first one tells */
  size_t facet_count;
  size_t related_tags;
  bool snippets;    /* true by default, and so are typos and expand */
  size_t passages;  /* of a hit, 1 by default */
  bool explain;     /* explanations in the JSON of hits */
  bool typing;      /* the last word of the query is still being typed */
  bool plain_words; /* the query is words and nothing else: no operator, no field */
  bool all_words;   /* every word has to be there */
  bool typos;
  bool expand;
  uint64_t exact_total_up_to; /* 1,000 by default */
  uint64_t timeout_us;        /* the search may take so long; 0, the default, for any time */
  const kbs_stop* stop;       /* NULL for none */
  size_t max_words;           /* distinct words that are matched, 512 by default */
  size_t max_expansions;      /* words that a wildcard stands for, 256 by default */
  kbs_text json;              /* options as one JSON object, see search_options_from_json in <kbsearch/json.hpp>;
                                 its members go before those above. Empty for none */
} kbs_search_options;
/* Fills in the defaults: kbs_search_options_init(&options, sizeof options). */
KBS_API void kbs_search_options_init(kbs_search_options* options, size_t size);

typedef struct kbs_results kbs_results;
typedef struct kbs_hit kbs_hit;
typedef struct kbs_passage kbs_passage;

/* Searches. The query is a person's text: none is an error, see the warnings. `options` may be NULL. */
KBS_API kbs_code kbs_searcher_search(const kbs_searcher* searcher, kbs_text query, const kbs_search_options* options,
                                     kbs_results** results, kbs_error** error);
/* The same for a query as JSON, as kbs_parse_query() gives it: not a person's text, so a fault is KBS_INVALID_ARGUMENT.
 */
KBS_API kbs_code kbs_searcher_search_query(const kbs_searcher* searcher, kbs_text query_json,
                                           const kbs_search_options* options, kbs_results** results, kbs_error** error);
/* Gives what a person's text asks, as JSON whose form query_to_json in <kbsearch/query.hpp> describes, with the fields
 * of the index. */
KBS_API kbs_code kbs_searcher_parse_query(const kbs_searcher* searcher, kbs_text query, kbs_string** query_json,
                                          kbs_error** error);
/* Gives the records most like one; NULL if there is no record with that id. */
KBS_API kbs_code kbs_searcher_similar(const kbs_searcher* searcher, kbs_text record_id,
                                      const kbs_search_options* options, kbs_results** results, kbs_error** error);
/* Gives why a record scores what it does, as JSON; NULL if it does not match or is not there. */
KBS_API kbs_code kbs_searcher_explain(const kbs_searcher* searcher, kbs_text query, kbs_text record_id,
                                      const kbs_search_options* options, kbs_string** json, kbs_error** error);
typedef struct kbs_explanations kbs_explanations;
typedef struct kbs_explanation kbs_explanation;
/* Gives the same for several records of one commit, to be read by accessors or as JSON. */
KBS_API kbs_code kbs_searcher_explain_all(const kbs_searcher* searcher, kbs_text query, const kbs_text* record_ids,
                                          size_t record_count, const kbs_search_options* options,
                                          kbs_explanations** explanations, kbs_error** error);
/* Gives the record as it was given, byte for byte; NULL if there is none with that id. */
KBS_API kbs_code kbs_searcher_find(const kbs_searcher* searcher, kbs_text record_id, kbs_string** record,
                                   kbs_error** error);

/* Called with each record; returns whether to go on. Both texts live for the call alone. */
typedef bool (*kbs_record_callback)(void* user, kbs_text record_id, kbs_text record);
/* Calls for each record of the newest commit, in the order of the index. Ending early is no error. */
KBS_API kbs_code kbs_searcher_for_each(const kbs_searcher* searcher, kbs_record_callback callback, void* user,
                                       kbs_error** error);

/* Tells how many records there are. Costs some microseconds. */
KBS_API kbs_code kbs_searcher_doc_count(const kbs_searcher* searcher, uint64_t* count, kbs_error** error);
/* Give what the index holds as numbers (JSON, statistics_to_json in <kbsearch/json.hpp>), its schema (JSON), and the
 * words that stand for each other (one rule a line). */
KBS_API kbs_code kbs_searcher_statistics(const kbs_searcher* searcher, kbs_string** json, kbs_error** error);
/* Statistics take a look at each record: the same within bounds, which may be NULL. */
KBS_API kbs_code kbs_searcher_statistics_within(const kbs_searcher* searcher, const kbs_bounds* bounds,
                                                kbs_string** json, kbs_error** error);
KBS_API kbs_code kbs_searcher_schema(const kbs_searcher* searcher, kbs_string** json, kbs_error** error);
KBS_API kbs_code kbs_searcher_synonyms(const kbs_searcher* searcher, kbs_string** rules, kbs_error** error);

/* -- Filters of values --------------------------------------------------------------------------------------------- */

/* Give a filter for the records that have one of the values in a keyword field, or none of them. Whatever a value
 * holds, it is never read as the query language. Parted by blanks, all of several filters are meant. */
KBS_API kbs_code kbs_filter_one_of(kbs_text field, const kbs_text* values, size_t value_count, kbs_string** filter,
                                   kbs_error** error);
KBS_API kbs_code kbs_filter_none_of(kbs_text field, const kbs_text* values, size_t value_count, kbs_string** filter,
                                    kbs_error** error);
/* Give a filter for the records whose number, or day as YYYY-MM-DD, is within these bounds, both in. NULL, and empty
 * text, is no bound. */
KBS_API kbs_code kbs_filter_between(kbs_text field, const double* low, const double* high, kbs_string** filter,
                                    kbs_error** error);
KBS_API kbs_code kbs_filter_between_days(kbs_text field, kbs_text first, kbs_text last, kbs_string** filter,
                                         kbs_error** error);

/* -- Results ------------------------------------------------------------------------------------------------------- */
/* Whatever is asked for by a number that is out of range is empty, 0, false or NULL. */

KBS_API void kbs_results_free(kbs_results* results);

KBS_API uint64_t kbs_results_total(const kbs_results* results);
KBS_API bool kbs_results_total_is_exact(const kbs_results* results); /* if not, there are at least so many */
KBS_API uint64_t kbs_results_took_us(const kbs_results* results);
KBS_API kbs_text kbs_results_next_cursor(const kbs_results* results);  /* empty if this page is the last */
KBS_API kbs_text kbs_results_did_you_mean(const kbs_results* results); /* empty if there is nothing to correct */

KBS_API size_t kbs_results_hit_count(const kbs_results* results);
KBS_API const kbs_hit* kbs_results_hit(const kbs_results* results, size_t i);

/* What of the query could not be taken as it was meant, and where it begins in the query. */
KBS_API size_t kbs_results_warning_count(const kbs_results* results);
KBS_API kbs_text kbs_results_warning(const kbs_results* results, size_t i);
KBS_API size_t kbs_results_warning_at(const kbs_results* results, size_t i);

KBS_API size_t kbs_results_unknown_word_count(const kbs_results* results);
KBS_API kbs_text kbs_results_unknown_word(const kbs_results* results, size_t i);

/* A word that no record has, a word that it may have meant, and how many records have that one. */
KBS_API size_t kbs_results_correction_count(const kbs_results* results);
KBS_API kbs_text kbs_results_correction_word(const kbs_results* results, size_t i);
KBS_API kbs_text kbs_results_correction_meant(const kbs_results* results, size_t i);
KBS_API uint64_t kbs_results_correction_records(const kbs_results* results, size_t i);

/* The facets, in the order they were asked for; of each its values, as a filter takes them, and how often they are met.
 */
KBS_API size_t kbs_results_facet_count(const kbs_results* results);
KBS_API kbs_text kbs_results_facet_field(const kbs_results* results, size_t facet);
KBS_API kbs_text kbs_results_facet_filter_field(const kbs_results* results, size_t facet); /* that filters by a value */
KBS_API uint64_t kbs_results_facet_distinct(const kbs_results* results, size_t facet);
KBS_API uint64_t kbs_results_facet_missing(const kbs_results* results, size_t facet);
KBS_API size_t kbs_results_facet_value_count(const kbs_results* results, size_t facet);
KBS_API kbs_text kbs_results_facet_value(const kbs_results* results, size_t facet, size_t i);
/* The same for a person: as most records write it ("UK Government"). */
KBS_API kbs_text kbs_results_facet_value_label(const kbs_results* results, size_t facet, size_t i);
KBS_API uint64_t kbs_results_facet_value_records(const kbs_results* results, size_t facet, size_t i);

/* Another way to say some words of the query: "open source" as "opensource", because it is "written as one". */
KBS_API size_t kbs_results_expansion_count(const kbs_results* results);
KBS_API kbs_text kbs_results_expansion_words(const kbs_results* results, size_t i);
KBS_API kbs_text kbs_results_expansion_text(const kbs_results* results, size_t i);
KBS_API kbs_text kbs_results_expansion_reason(const kbs_results* results, size_t i);
/* The same as a number, and how many records say so: of an alias or an acronym, else 0. */
enum {
  KBS_EXPANSION_SYNONYM = 0,
  KBS_EXPANSION_ALIAS = 1,
  KBS_EXPANSION_ACRONYM = 2,
  KBS_EXPANSION_WRITTEN_OTHERWISE = 3, /* another writing of a date, an amount, a numeral */
  KBS_EXPANSION_WRITTEN_AS_ONE = 4,
  KBS_EXPANSION_WRITTEN_APART = 5,
  KBS_EXPANSION_ITS_PARTS = 6, /* of a compound or a name, anywhere in a record */
  KBS_EXPANSION_PART_OF_COMPOUND = 7,
  KBS_EXPANSION_OTHER_KANA = 8,
  KBS_EXPANSION_SHORT_VOWEL = 9,
  KBS_EXPANSION_BEING_TYPED = 10
};
KBS_API int32_t kbs_results_expansion_kind(const kbs_results* results, size_t i);
KBS_API uint64_t kbs_results_expansion_records(const kbs_results* results, size_t i);

/* Words to leave out, or that were left out, where no match has all; how many then match: false, and 0, if nothing is
 * to be told. */
KBS_API size_t kbs_results_dropped_word_count(const kbs_results* results);
KBS_API kbs_text kbs_results_dropped_word(const kbs_results* results, size_t i);
KBS_API bool kbs_results_relaxed_total(const kbs_results* results, uint64_t* total);

/* If nothing was found: matches without the filter (false if there is none), and what each part of the query does: how
 * many records meet it, how many would match without it, and values that may have been meant by one that no record has.
 */
KBS_API bool kbs_results_total_without_filter(const kbs_results* results, uint64_t* total);
KBS_API size_t kbs_results_clause_count(const kbs_results* results);
KBS_API kbs_text kbs_results_clause(const kbs_results* results, size_t i);
KBS_API uint64_t kbs_results_clause_records(const kbs_results* results, size_t i);
KBS_API uint64_t kbs_results_clause_total_without(const kbs_results* results, size_t i);
KBS_API size_t kbs_results_clause_value_count(const kbs_results* results, size_t i);
KBS_API kbs_text kbs_results_clause_value(const kbs_results* results, size_t i, size_t value);

/* Tags that the best answers share, with how many of the best 50 and how many records of the index have them. */
KBS_API size_t kbs_results_related_tag_count(const kbs_results* results);
KBS_API kbs_text kbs_results_related_tag(const kbs_results* results, size_t i);
KBS_API kbs_text kbs_results_related_tag_label(const kbs_results* results, size_t i);
KBS_API uint64_t kbs_results_related_tag_matches(const kbs_results* results, size_t i);
KBS_API uint64_t kbs_results_related_tag_records(const kbs_results* results, size_t i);

KBS_API bool kbs_results_groups(const kbs_results* results, uint64_t* groups); /* false, and 0, if not collapsed */

KBS_API size_t kbs_hit_rank(const kbs_hit* hit); /* from 1, through all pages */
KBS_API kbs_text kbs_hit_id(const kbs_hit* hit);
KBS_API double kbs_hit_score(const kbs_hit* hit);
KBS_API kbs_text kbs_hit_title(const kbs_hit* hit);
KBS_API kbs_text kbs_hit_url(const kbs_hit* hit);
KBS_API kbs_text kbs_hit_path(const kbs_hit* hit); /* of the file that it was read from */
KBS_API kbs_text kbs_hit_type(const kbs_hit* hit);
KBS_API kbs_text kbs_hit_published(const kbs_hit* hit);
KBS_API bool kbs_hit_importance(const kbs_hit* hit, double* importance); /* false, and 0, if it has none */
KBS_API bool kbs_hit_quality(const kbs_hit* hit, double* quality);
KBS_API uint64_t kbs_hit_cited_by_count(const kbs_hit* hit);
KBS_API size_t kbs_hit_tag_count(const kbs_hit* hit);
KBS_API kbs_text kbs_hit_tag(const kbs_hit* hit, size_t i);
KBS_API uint64_t kbs_hit_collapsed(const kbs_hit* hit); /* other matches that it stands for */
KBS_API kbs_text kbs_hit_near_duplicate_of(const kbs_hit* hit);

/* Words of the query that the record has in no way. */
KBS_API size_t kbs_hit_missing_word_count(const kbs_hit* hit);
KBS_API kbs_text kbs_hit_missing_word(const kbs_hit* hit, size_t i);
/* Fields with a match, and how many words of them matched. */
KBS_API size_t kbs_hit_matched_field_count(const kbs_hit* hit);
KBS_API kbs_text kbs_hit_matched_field(const kbs_hit* hit, size_t i);
KBS_API uint64_t kbs_hit_matched_field_matches(const kbs_hit* hit, size_t i);

/* Bytes [begin, end) of a text, always on character boundaries; false, and 0, if there is no such mark. */
KBS_API size_t kbs_hit_title_mark_count(const kbs_hit* hit);
KBS_API bool kbs_hit_title_mark(const kbs_hit* hit, size_t i, size_t* begin, size_t* end);

/* Passages that show why the record matched, the best first; the first one is the snippet. Plain text: whoever prints
 * HTML escapes it. Their marks are the words that matched, ascending. */
KBS_API size_t kbs_hit_passage_count(const kbs_hit* hit);
KBS_API const kbs_passage* kbs_hit_passage(const kbs_hit* hit, size_t i);
KBS_API kbs_text kbs_passage_text(const kbs_passage* passage);
KBS_API kbs_text kbs_passage_field(const kbs_passage* passage);
KBS_API size_t
kbs_passage_ordinal(const kbs_passage* passage); /* which of the field's texts, from 1; 0 if it has one */
KBS_API bool kbs_passage_starts_inside(const kbs_passage* passage); /* begins within a sentence: show an ellipsis */
KBS_API bool kbs_passage_ends_inside(const kbs_passage* passage);
KBS_API size_t kbs_passage_mark_count(const kbs_passage* passage);
KBS_API bool kbs_passage_mark(const kbs_passage* passage, size_t i, size_t* begin, size_t* end);

/* Why it scores what it does; NULL if that was not asked for. A value is the sum of the values of its parts, if it has
 * any. What else the record says for the same words is `instead_of` the part, and in no sum. */
KBS_API const kbs_explanation* kbs_hit_explanation(const kbs_hit* hit);
KBS_API kbs_text kbs_explanation_label(const kbs_explanation* explanation);
KBS_API double kbs_explanation_value(const kbs_explanation* explanation);
KBS_API kbs_text kbs_explanation_detail(const kbs_explanation* explanation);
KBS_API size_t kbs_explanation_part_count(const kbs_explanation* explanation);
KBS_API const kbs_explanation* kbs_explanation_part(const kbs_explanation* explanation, size_t i);
KBS_API size_t kbs_explanation_instead_of_count(const kbs_explanation* explanation);
KBS_API const kbs_explanation* kbs_explanation_instead_of(const kbs_explanation* explanation, size_t i);

KBS_API void kbs_explanations_free(kbs_explanations* explanations);
KBS_API size_t kbs_explanations_count(const kbs_explanations* explanations); /* of the records that were named */
/* NULL if the record does not match or is not there. */
KBS_API const kbs_explanation* kbs_explanations_at(const kbs_explanations* explanations, size_t i);
/* explanations_to_json in <kbsearch/json.hpp>: with the differences of those that match. */
KBS_API kbs_code kbs_explanations_json(const kbs_explanations* explanations, kbs_string** json, kbs_error** error);

/* The whole as JSON: what `kbsearch --format json` prints, whose members <kbsearch/json.hpp> describes. */
KBS_API kbs_code kbs_results_json(const kbs_results* results, kbs_string** json, kbs_error** error);

/* -- Suggestions --------------------------------------------------------------------------------------------------- */

enum { KBS_SUGGESTION_TITLE = 0, KBS_SUGGESTION_ALIAS = 1, KBS_SUGGESTION_TAG = 2, KBS_SUGGESTION_WORD = 3 };

typedef struct kbs_suggestions kbs_suggestions;
/* Completes what is being typed: up to `limit` titles, aliases, tags and words each, in this order. */
KBS_API kbs_code kbs_searcher_suggest(const kbs_searcher* searcher, kbs_text text, size_t limit,
                                      kbs_suggestions** suggestions, kbs_error** error);
/* The same within bounds, which may be NULL. */
KBS_API kbs_code kbs_searcher_suggest_within(const kbs_searcher* searcher, kbs_text text, size_t limit,
                                             const kbs_bounds* bounds, kbs_suggestions** suggestions,
                                             kbs_error** error);
KBS_API void kbs_suggestions_free(kbs_suggestions* suggestions);
KBS_API size_t kbs_suggestions_count(const kbs_suggestions* suggestions);
KBS_API int32_t kbs_suggestions_kind(const kbs_suggestions* suggestions, size_t i);
KBS_API kbs_text kbs_suggestions_text(const kbs_suggestions* suggestions, size_t i);
KBS_API kbs_text kbs_suggestions_record_id(const kbs_suggestions* suggestions, size_t i); /* of a title or an alias */
KBS_API uint64_t kbs_suggestions_records(const kbs_suggestions* suggestions, size_t i);
/* suggestions_to_json in <kbsearch/json.hpp>. */
KBS_API kbs_code kbs_suggestions_json(const kbs_suggestions* suggestions, kbs_string** json, kbs_error** error);

/* -- Writing ------------------------------------------------------------------------------------------------------- */

enum {
  KBS_REJECTED_RECORD = 0, /* one record; what follows is read */
  KBS_REJECTED_REST = 1,   /* what follows in the file */
  KBS_REJECTED_SOURCE = 2, /* a whole file or folder */
  KBS_REJECTED_FIELD = 3   /* one field, or part of it: the record is taken without */
};

/* Why a record, or more than one, or a field of one was not taken. It lives for the callback alone. */
typedef struct kbs_rejection {
  size_t size; /* of what the library fills in: members behind it are not there */
  int32_t scope;
  kbs_text path; /* of the file; empty if there is none */
  size_t line;   /* from 1; 0 if unknown */
  kbs_text record_id;
  kbs_text field;
  kbs_text reason;
} kbs_rejection;
typedef void (*kbs_rejection_callback)(void* user, const kbs_rejection* rejection);

/* Changes to an index, which readers see together, when they are committed, or never. There is one writer at a time. */
typedef struct kbs_writer kbs_writer;
/* Opens the index, or makes an empty one with `schema` (JSON; empty for the one of knowledge bases). */
KBS_API kbs_code kbs_writer_open(kbs_text directory, kbs_text schema, kbs_writer** writer, kbs_error** error);
/* The same for an index that is there: KBS_INDEX_NOT_FOUND if there is none. */
KBS_API kbs_code kbs_writer_open_existing(kbs_text directory, kbs_writer** writer, kbs_error** error);
/* Drops what was not committed, and lets go of the lock. */
KBS_API void kbs_writer_close(kbs_writer* writer);

/* Adds a record, one JSON object with an "id", or replaces the one with its id. What is no such object is
 * KBS_INVALID_ARGUMENT. What the schema does not let be read is told to `on_rejection`; a field does not cost the
 * record. Where that is NULL, KBS_REJECTED tells of it: of a field, too, and then the record was taken without it. */
KBS_API kbs_code kbs_writer_replace(kbs_writer* writer, kbs_text record, kbs_rejection_callback on_rejection,
                                    void* user, kbs_error** error);
/* Removes a record, and tells whether there was one (`removed` may be NULL). */
KBS_API kbs_code kbs_writer_remove(kbs_writer* writer, kbs_text record_id, bool* removed, kbs_error** error);
/* Replaces the words that stand for each other, one rule a line ("car, automobile"), durably and at once. */
KBS_API kbs_code kbs_writer_set_synonyms(kbs_writer* writer, kbs_text rules, kbs_error** error);
/* Makes the changes durable and visible, together. After an error the writer is of no more use. */
KBS_API kbs_code kbs_writer_commit(kbs_writer* writer, kbs_error** error);
KBS_API kbs_code kbs_writer_doc_count(const kbs_writer* writer, uint64_t* count, kbs_error** error);

enum { KBS_LOAD_READING = 0, KBS_LOAD_BUILDING = 1, KBS_LOAD_MERGING = 2, KBS_LOAD_CHECKING = 3, KBS_LOAD_WRITING = 4 };

/* How far a load is. It lives for the callback alone. */
typedef struct kbs_load_progress {
  size_t size; /* of what the library fills in */
  int32_t phase;
  uint64_t records;
  uint64_t bytes_read;
  uint64_t bytes_total; /* 0 if unknown */
} kbs_load_progress;
typedef void (*kbs_progress_callback)(void* user, const kbs_load_progress* progress);
typedef bool (*kbs_stop_callback)(void* user);

typedef struct kbs_load_options {
  size_t size;
  unsigned jobs;                       /* threads; 0, the default, for one a processor */
  bool rebuild;                        /* a new generation from this load alone */
  bool prune;                          /* remove what the sources do not have any more */
  double prune_max_share;              /* a prune of more than this is KBS_LIMIT_EXCEEDED; 0.2 by default */
  bool dry_run;                        /* read and check everything, write nothing */
  bool strict;                         /* a field that cannot be read costs the record */
  kbs_text format;                     /* jsonl, json, yaml, markdown, csv, html, ...; told from the content if empty */
  kbs_text schema;                     /* JSON, of a new index */
  kbs_rejection_callback on_rejection; /* from the calling thread. NULL: kbs_load_report still counts them */
  kbs_progress_callback on_progress;   /* once a second at least, from any thread, one call at a time */
  kbs_stop_callback should_stop;       /* true ends the load: KBS_INTERRUPTED, and nothing is kept */
  void* user;                          /* given to each of them */
  uint64_t timeout_us;                 /* the load may take so long; 0 for any time */
  const kbs_stop* stop;                /* NULL for none */
} kbs_load_options;
KBS_API void kbs_load_options_init(kbs_load_options* options, size_t size);

typedef struct kbs_load_report {
  size_t size; /* fill in: sizeof; the library writes no more */
  uint64_t read, added, replaced, unchanged, removed, rejected;
  uint64_t fields_left_out;
  bool prune_withheld; /* nothing was pruned: some rejections do not tell which record they are about */
  uint64_t doc_count;  /* records in the index afterwards */
} kbs_load_report;

/* Brings all records of files and folders into the index as one commit: all of it is seen, or nothing. The index
 * remembers the paths as its sources; with none (`paths` NULL, `path_count` 0), what changed in all of those is taken
 * in. `options` and `report` may be NULL. */
KBS_API kbs_code kbs_load(kbs_text directory, const kbs_text* paths, size_t path_count, const kbs_load_options* options,
                          kbs_load_report* report, kbs_error** error);

/* Gives the next record, one JSON object with an "id", which is read before the next call; returns false at the end.
 * From the thread that loads, with `user` of the options. */
typedef bool (*kbs_next_record_callback)(void* user, kbs_text* record);
/* The same with records of your own. What is no record is a rejection. They have no source: a prune is about the whole
 * index. `format` is not used. */
KBS_API kbs_code kbs_load_records(kbs_text directory, kbs_next_record_callback next, const kbs_load_options* options,
                                  kbs_load_report* report, kbs_error** error);

/* Rewrites an index from its own records: after an upgrade, or to repair it. Of the options jobs, schema, on_progress
 * and those that end it count. `records` may be NULL. */
KBS_API kbs_code kbs_rebuild(kbs_text directory, const kbs_load_options* options, uint64_t* records, kbs_error** error);
/* Verifies an index, and tells how many records it has and what is wrong, one a line; NULL if it is sound. Xapian's own
 * check has been seen to crash on damaged files: call this in a process that may die. */
KBS_API kbs_code kbs_check(kbs_text directory, uint64_t* records, kbs_string** problems, kbs_error** error);

#ifdef __cplusplus
}
#endif

#endif /* KBSEARCH_KBSEARCH_H_ */
