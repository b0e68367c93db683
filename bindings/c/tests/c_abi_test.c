/* What <kbsearch/kbsearch.h> promises, asked in C. The argument is a folder for indexes, which is made anew. */
#define _XOPEN_SOURCE 700
#include <kbsearch/kbsearch.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "expect.h"

static kbs_text path_in_folder(const char* name, char* buffer, size_t size) {
  snprintf(buffer, size, "%s/%s", folder, name);
  return kbs_text_of(buffer);
}

static const char* const kRecords[] = {
    ("{\"id\": \"a1\", \"title\": \"Heat pumps\", \"tags\": [\"energy\", \"heating\"], \"importance\": 70,"
     " \"type\": \"paper\", \"published\": \"2024-05-01\","
     " \"content\": \"A heat pump moves heat from the cold air into the house.\"}"),
    ("{\"id\": \"a2\", \"title\": \"Gel\xC3\xA4nde und W\xC3\xA4rme\", \"tags\": [\"energy\"], \"type\": \"blog\","
     " \"content\": \"Heat is stored in the ground.\"}"),
    "{\"id\": \"a3\", \"title\": \"Governance\", \"type\": \"paper\", \"content\": \"Boards govern foundations.\"}"};

/* Makes an index of the records above. */
static kbs_text make_index(const char* name, char* buffer, size_t size) {
  const kbs_text directory = path_in_folder(name, buffer, size);
  kbs_writer* writer = NULL;
  kbs_error* error = NULL;
  EXPECT(ok(kbs_writer_open(directory, kbs_text_of(""), &writer, &error), &error));
  for (size_t i = 0; i < sizeof kRecords / sizeof *kRecords; ++i) {
    EXPECT(ok(kbs_writer_replace(writer, kbs_text_of(kRecords[i]), NULL, NULL, &error), &error));
  }
  EXPECT(ok(kbs_writer_commit(writer, &error), &error));
  kbs_writer_close(writer);
  return directory;
}

static kbs_searcher* open_searcher(kbs_text directory) {
  kbs_searcher* searcher = NULL;
  kbs_error* error = NULL;
  EXPECT(ok(kbs_searcher_open(directory, &searcher, &error), &error));
  return searcher;
}

static kbs_results* search(const kbs_searcher* searcher, const char* query, const kbs_search_options* options) {
  kbs_results* results = NULL;
  kbs_error* error = NULL;
  EXPECT(ok(kbs_searcher_search(searcher, kbs_text_of(query), options, &results, &error), &error));
  return results;
}

static void a_search_gives_hits_with_their_evidence(void) {
  char buffer[4200];
  kbs_searcher* searcher = open_searcher(make_index("hits", buffer, sizeof buffer));
  kbs_search_options options;
  kbs_search_options_init(&options, sizeof options);
  EXPECT(options.limit == 10 && options.snippets && options.typos && options.expand && options.passages == 1);
  options.filter = kbs_text_of("tag:energy");
  kbs_results* results = search(searcher, "heat pump", &options);
  kbs_searcher_close(searcher); /* results outlive it */

  EXPECT(kbs_results_total(results) == 2 && kbs_results_total_is_exact(results));
  EXPECT(kbs_results_hit_count(results) == 2);
  const kbs_hit* hit = kbs_results_hit(results, 0);
  EXPECT(kbs_hit_rank(hit) == 1 && kbs_hit_score(hit) > 0.0);
  EXPECT(is(kbs_hit_id(hit), "a1") && is(kbs_hit_title(hit), "Heat pumps") && is(kbs_hit_type(hit), "paper"));
  EXPECT(is(kbs_hit_published(hit), "2024-05-01") && is(kbs_hit_url(hit), ""));
  double number = 0.0;
  EXPECT(kbs_hit_importance(hit, &number) && number == 70.0);
  EXPECT(kbs_hit_tag_count(hit) == 2 && is(kbs_hit_tag(hit, 1), "heating") && is(kbs_hit_tag(hit, 2), ""));
  EXPECT(kbs_hit_title_mark_count(hit) == 2);

  EXPECT(kbs_hit_passage_count(hit) == 1);
  const kbs_passage* passage = kbs_hit_passage(hit, 0);
  EXPECT(is(kbs_passage_field(passage), "content"));
  size_t begin = 0, end = 0;
  EXPECT(kbs_passage_mark_count(passage) >= 2 && kbs_passage_mark(passage, 0, &begin, &end));
  EXPECT(end - begin == 4 && memcmp(kbs_passage_text(passage).data + begin, "heat", 4) == 0);

  const kbs_hit* other = kbs_results_hit(results, 1);
  EXPECT(is(kbs_hit_id(other), "a2") && !kbs_hit_importance(other, &number) && number == 0.0);
  EXPECT(kbs_hit_missing_word_count(other) == 1 && is(kbs_hit_missing_word(other, 0), "pump"));

  kbs_string* json = NULL;
  EXPECT(kbs_results_json(results, &json, NULL) == KBS_OK);
  EXPECT(has(kbs_string_text(json), "{\"schema_version\":1,\"query\":\"heat pump\",\"total\":{\"value\":2"));
  kbs_string_free(json);
  kbs_results_free(results);
}

static void what_is_out_of_range_is_empty(void) {
  char buffer[4200];
  kbs_searcher* searcher = open_searcher(make_index("range", buffer, sizeof buffer));
  kbs_results* results = search(searcher, "heat", NULL);
  EXPECT(kbs_results_hit(results, 2) == NULL);
  EXPECT(is(kbs_hit_id(NULL), "") && kbs_hit_rank(NULL) == 0 && kbs_hit_passage(NULL, 0) == NULL);
  EXPECT(is(kbs_passage_text(NULL), "") && kbs_results_hit_count(NULL) == 0);
  size_t begin = 7, end = 7;
  EXPECT(!kbs_hit_title_mark(kbs_results_hit(results, 0), 99, &begin, &end) && begin == 0 && end == 0);
  EXPECT(is(kbs_results_facet_value(results, 5, 5), "") && kbs_results_facet_value_records(results, 5, 5) == 0);
  EXPECT(is(kbs_results_warning(results, (size_t)-1), "") && kbs_results_warning_at(results, (size_t)-1) == 0);
  kbs_results_free(results);
  kbs_searcher_close(searcher);
}

static void facets_pages_and_orders_are_those_asked_for(void) {
  char buffer[4200];
  kbs_searcher* searcher = open_searcher(make_index("facets", buffer, sizeof buffer));
  kbs_facet_request facets[2];
  for (int i = 0; i < 2; ++i) kbs_facet_request_init(&facets[i], sizeof facets[i]);
  facets[0].field = kbs_text_of("tag");
  facets[1].field = kbs_text_of("published");
  facets[1].date_step = KBS_DATE_STEP_MONTH;
  kbs_search_options options;
  kbs_search_options_init(&options, sizeof options);
  options.facets = facets;
  options.facet_count = 2;
  options.limit = 1;
  options.snippets = false;
  options.sort_field = kbs_text_of("id");
  kbs_results* results = search(searcher, "heat", &options);
  EXPECT(is(kbs_hit_id(kbs_results_hit(results, 0)), "a2"));
  EXPECT(kbs_results_facet_count(results) == 2 && is(kbs_results_facet_field(results, 1), "published"));
  EXPECT(kbs_results_facet_value_count(results, 0) == 2 && is(kbs_results_facet_value(results, 0, 0), "energy"));
  EXPECT(kbs_results_facet_value_records(results, 0, 0) == 2);
  EXPECT(is(kbs_results_facet_value(results, 1, 0), "2024-05") && kbs_results_facet_missing(results, 1) == 1);

  const kbs_text cursor = kbs_results_next_cursor(results);
  EXPECT(cursor.size > 0);
  options.after = cursor;
  kbs_results* next = search(searcher, "heat", &options);
  EXPECT(is(kbs_hit_id(kbs_results_hit(next, 0)), "a1") && kbs_hit_rank(kbs_results_hit(next, 0)) == 2);
  kbs_results_free(next);
  kbs_results_free(results);
  kbs_searcher_close(searcher);
}

static void odd_queries_are_warned_of_and_corrected(void) {
  char buffer[4200];
  kbs_searcher* searcher = open_searcher(make_index("odd", buffer, sizeof buffer));
  kbs_results* results = search(searcher, "governanse \"open", NULL);
  EXPECT(kbs_results_warning_count(results) == 1 && kbs_results_warning_at(results, 0) == 11);
  EXPECT(kbs_results_correction_count(results) == 1 && is(kbs_results_correction_word(results, 0), "governanse"));
  EXPECT(is(kbs_results_correction_meant(results, 0), "governance"));
  EXPECT(kbs_results_correction_records(results, 0) == 1 && has(kbs_results_did_you_mean(results), "governance"));
  kbs_results_free(results);

  const kbs_text with_zero = {"heat\0pump", 9};
  kbs_error* error = NULL;
  EXPECT(ok(kbs_searcher_search(searcher, with_zero, NULL, &results, &error), &error));
  EXPECT(kbs_results_hit_count(results) == 2);
  kbs_results_free(results);
  const kbs_text broken = {"\xFF\xFEheat", 6};
  EXPECT(ok(kbs_searcher_search(searcher, broken, NULL, &results, &error), &error));
  kbs_results_free(results);
  kbs_searcher_close(searcher);
}

static bool take_two(void* user, kbs_text record_id, kbs_text record) {
  EXPECT(has(record, record_id.data));
  return ++*(int*)user < 2;
}

static void records_are_found_explained_and_walked(void) {
  char buffer[4200];
  kbs_searcher* searcher = open_searcher(make_index("records", buffer, sizeof buffer));
  kbs_error* error = NULL;
  kbs_string* text = NULL;
  EXPECT(ok(kbs_searcher_find(searcher, kbs_text_of("a3"), &text, &error), &error));
  EXPECT(is(kbs_string_text(text), kRecords[2]));
  kbs_string_free(text);
  EXPECT(ok(kbs_searcher_find(searcher, kbs_text_of("none"), &text, &error), &error) && text == NULL);

  EXPECT(ok(kbs_searcher_explain(searcher, kbs_text_of("heat"), kbs_text_of("a1"), NULL, &text, &error), &error));
  EXPECT(has(kbs_string_text(text), "\"label\":") && has(kbs_string_text(text), "\"parts\":"));
  kbs_string_free(text);
  EXPECT(ok(kbs_searcher_explain(searcher, kbs_text_of("heat"), kbs_text_of("a3"), NULL, &text, &error), &error));
  EXPECT(text == NULL);

  kbs_results* results = NULL;
  EXPECT(ok(kbs_searcher_similar(searcher, kbs_text_of("a1"), NULL, &results, &error), &error));
  EXPECT(kbs_results_hit_count(results) > 0 && is(kbs_hit_id(kbs_results_hit(results, 0)), "a2"));
  kbs_results_free(results);
  EXPECT(ok(kbs_searcher_similar(searcher, kbs_text_of("none"), NULL, &results, &error), &error) && results == NULL);

  kbs_suggestions* suggestions = NULL;
  EXPECT(ok(kbs_searcher_suggest(searcher, kbs_text_of("heat pu"), 5, &suggestions, &error), &error));
  EXPECT(kbs_suggestions_count(suggestions) > 0 && kbs_suggestions_kind(suggestions, 0) == KBS_SUGGESTION_TITLE);
  EXPECT(is(kbs_suggestions_text(suggestions, 0), "Heat pumps"));
  EXPECT(is(kbs_suggestions_record_id(suggestions, 0), "a1") && kbs_suggestions_records(suggestions, 0) == 1);
  kbs_suggestions_free(suggestions);
  EXPECT(ok(kbs_searcher_statistics(searcher, &text, &error), &error));
  EXPECT(has(kbs_string_text(text), "\"records\":"));
  kbs_string_free(text);

  int met = 0;
  EXPECT(ok(kbs_searcher_for_each(searcher, take_two, &met, &error), &error) && met == 2);
  kbs_searcher_close(searcher);
}

static void suggestions_and_statistics_end_within_their_bounds(void) {
  char buffer[4200];
  kbs_searcher* searcher = open_searcher(make_index("bounds", buffer, sizeof buffer));
  kbs_error* error = NULL;
  kbs_suggestions* suggestions = NULL;
  kbs_string* text = NULL;
  const kbs_text typed = kbs_text_of("heat pu");
  kbs_bounds bounds;
  kbs_bounds_init(&bounds, sizeof bounds);
  kbs_stop* stop = kbs_stop_new();
  bounds.stop = stop;
  bounds.timeout_us = 60u * 1000 * 1000;
  EXPECT(ok(kbs_searcher_suggest_within(searcher, typed, 5, &bounds, &suggestions, &error), &error));
  EXPECT(kbs_suggestions_count(suggestions) > 0);
  kbs_suggestions_free(suggestions);
  EXPECT(ok(kbs_searcher_statistics_within(searcher, &bounds, &text, &error), &error));
  kbs_string_free(text);
  kbs_stop_request(stop);
  EXPECT(kbs_searcher_suggest_within(searcher, typed, 5, &bounds, &suggestions, NULL) == KBS_INTERRUPTED);
  EXPECT(suggestions == NULL);
  EXPECT(kbs_searcher_statistics_within(searcher, &bounds, &text, NULL) == KBS_INTERRUPTED && text == NULL);
  kbs_stop_free(stop);
  bounds.size = 0;
  EXPECT(kbs_searcher_suggest_within(searcher, typed, 5, &bounds, &suggestions, NULL) == KBS_INVALID_ARGUMENT);
  kbs_searcher_close(searcher);
}

static void errors_have_codes_and_messages(void) {
  char buffer[4200];
  kbs_error* error = NULL;
  kbs_searcher* searcher = (kbs_searcher*)&failures;
  const kbs_text absent = path_in_folder("absent", buffer, sizeof buffer);
  EXPECT(kbs_searcher_open(absent, &searcher, &error) == KBS_INDEX_NOT_FOUND && searcher == NULL);
  EXPECT(kbs_error_code(error) == KBS_INDEX_NOT_FOUND && has(kbs_error_message(error), "absent"));
  kbs_error_free(error);
  EXPECT(kbs_searcher_open(absent, &searcher, NULL) == KBS_INDEX_NOT_FOUND);
  EXPECT(kbs_searcher_open(kbs_text_of(NULL), &searcher, NULL) == KBS_INVALID_ARGUMENT);
  const kbs_text with_zero = {"a\0b", 3};
  EXPECT(kbs_searcher_open(with_zero, &searcher, NULL) == KBS_INVALID_ARGUMENT);
  EXPECT(kbs_searcher_open(absent, NULL, NULL) == KBS_INVALID_ARGUMENT);
  EXPECT(strcmp(kbs_code_name(KBS_INDEX_NOT_FOUND), "index not found") == 0);
  EXPECT(strcmp(kbs_code_name(1234), "unknown") == 0);
  EXPECT(kbs_error_code(NULL) == KBS_OK && is(kbs_error_message(NULL), ""));

  searcher = open_searcher(make_index("errors", buffer, sizeof buffer));
  kbs_search_options options;
  kbs_search_options_init(&options, sizeof options);
  options.filter = kbs_text_of("no_such_field:x");
  kbs_results* results = NULL;
  EXPECT(kbs_searcher_search(searcher, kbs_text_of("heat"), &options, &results, &error) == KBS_INVALID_ARGUMENT);
  EXPECT(results == NULL && has(kbs_error_message(error), "no_such_field"));
  kbs_error_free(error);
  EXPECT(kbs_searcher_search(NULL, kbs_text_of("heat"), NULL, &results, &error) == KBS_INVALID_ARGUMENT);
  EXPECT(has(kbs_error_message(error), "searcher is NULL"));
  kbs_error_free(error);
  kbs_searcher_close(searcher);
  kbs_searcher_close(NULL);
  kbs_results_free(NULL);
  kbs_string_free(NULL);
  kbs_error_free(NULL);
  kbs_writer_close(NULL);
  kbs_suggestions_free(NULL);
}

static void a_struct_may_be_older_or_newer_than_the_library(void) {
  char buffer[4200];
  kbs_searcher* searcher = open_searcher(make_index("growth", buffer, sizeof buffer));
  kbs_error* error = NULL;
  kbs_results* results = NULL;

  /* An older program knows no more than the limit: what is behind it is not read. */
  struct {
    size_t size;
    size_t limit;
  } older = {sizeof older, 1};
  const kbs_search_options* as_options = (const kbs_search_options*)(const void*)&older;
  EXPECT(ok(kbs_searcher_search(searcher, kbs_text_of("heat"), as_options, &results, &error), &error));
  EXPECT(kbs_results_hit_count(results) == 1 && kbs_hit_passage_count(kbs_results_hit(results, 0)) == 1);
  kbs_results_free(results);

  /* A newer one has a member more: not given it is no matter, given it is refused. */
  struct {
    kbs_search_options known;
    size_t newer;
  } newer;
  kbs_search_options_init(&newer.known, sizeof newer);
  EXPECT(newer.known.size == sizeof newer && newer.newer == 0);
  EXPECT(ok(kbs_searcher_search(searcher, kbs_text_of("heat"), &newer.known, &results, &error), &error));
  kbs_results_free(results);
  newer.newer = 1;
  EXPECT(kbs_searcher_search(searcher, kbs_text_of("heat"), &newer.known, &results, &error) == KBS_INVALID_ARGUMENT);
  kbs_error_free(error);
  newer.known.size = 0;
  EXPECT(kbs_searcher_search(searcher, kbs_text_of("heat"), &newer.known, &results, NULL) == KBS_INVALID_ARGUMENT);
  kbs_searcher_close(searcher);
}

static void a_search_can_be_ended_from_outside(void) {
  char buffer[4200];
  kbs_searcher* searcher = open_searcher(make_index("ended", buffer, sizeof buffer));
  kbs_error* error = NULL;
  kbs_results* results = NULL;
  kbs_search_options options;
  kbs_search_options_init(&options, sizeof options);
  kbs_stop* stop = kbs_stop_new();
  options.stop = stop;
  options.timeout_us = 60u * 1000 * 1000;
  EXPECT(ok(kbs_searcher_search(searcher, kbs_text_of("heat"), &options, &results, &error), &error));
  EXPECT(kbs_results_hit_count(results) == 2);
  kbs_results_free(results);
  kbs_stop_request(stop);
  EXPECT(kbs_searcher_search(searcher, kbs_text_of("heat"), &options, &results, &error) == KBS_INTERRUPTED);
  EXPECT(results == NULL && has(kbs_error_message(error), "interrupted"));
  kbs_error_free(error);
  kbs_stop_free(stop);
  kbs_stop_free(NULL);
  options.stop = NULL;
  EXPECT(ok(kbs_searcher_search(searcher, kbs_text_of("heat"), &options, &results, &error), &error));
  kbs_results_free(results);
  kbs_searcher_close(searcher);
}

static void a_filter_of_values_is_never_read_as_a_query(void) {
  char buffer[4200];
  kbs_searcher* searcher = open_searcher(make_index("filters", buffer, sizeof buffer));
  kbs_error* error = NULL;
  kbs_string* filter = NULL;
  const kbs_text values[] = {kbs_text_of("heating"), kbs_text_of("x) -tag:energy")};
  EXPECT(ok(kbs_filter_one_of(kbs_text_of("tag"), values, 2, &filter, &error), &error));
  kbs_search_options options;
  kbs_search_options_init(&options, sizeof options);
  options.filter = kbs_string_text(filter);
  kbs_results* results = search(searcher, "heat", &options);
  EXPECT(kbs_results_hit_count(results) == 1 && is(kbs_hit_id(kbs_results_hit(results, 0)), "a1"));
  kbs_results_free(results);
  kbs_string_free(filter);
  EXPECT(ok(kbs_filter_none_of(kbs_text_of("tag"), values, 2, &filter, &error), &error));
  options.filter = kbs_string_text(filter);
  results = search(searcher, "heat", &options);
  EXPECT(kbs_results_hit_count(results) == 1 && is(kbs_hit_id(kbs_results_hit(results, 0)), "a2"));
  kbs_results_free(results);
  kbs_string_free(filter);
  EXPECT(kbs_filter_one_of(kbs_text_of("tag"), NULL, 0, &filter, NULL) == KBS_INVALID_ARGUMENT && filter == NULL);
  kbs_searcher_close(searcher);
}

struct rejected {
  int count;
  int32_t scope;
  char field[64];
};

static void note_rejection(void* user, const kbs_rejection* rejection) {
  struct rejected* rejected = user;
  ++rejected->count;
  rejected->scope = rejection->scope;
  snprintf(rejected->field, sizeof rejected->field, "%s", rejection->field.data);
  EXPECT(rejection->size >= sizeof *rejection && rejection->reason.size > 0);
}

static void a_writer_tells_what_it_did_not_take(void) {
  char buffer[4200];
  const kbs_text directory = make_index("writer", buffer, sizeof buffer);
  kbs_error* error = NULL;
  kbs_writer* writer = NULL;
  kbs_writer* second = NULL;
  EXPECT(ok(kbs_writer_open_existing(directory, &writer, &error), &error));
  EXPECT(kbs_writer_open_existing(directory, &second, &error) == KBS_INDEX_LOCKED && second == NULL);
  kbs_error_free(error);

  EXPECT(kbs_writer_replace(writer, kbs_text_of("no JSON"), NULL, NULL, &error) == KBS_INVALID_ARGUMENT);
  kbs_error_free(error);
  const kbs_text faulty = kbs_text_of("{\"id\": \"b1\", \"title\": \"Faulty\", \"importance\": \"high\"}");
  struct rejected rejected = {0, -1, ""};
  EXPECT(ok(kbs_writer_replace(writer, faulty, note_rejection, &rejected, &error), &error));
  EXPECT(rejected.count == 1 && rejected.scope == KBS_REJECTED_FIELD && strcmp(rejected.field, "importance") == 0);
  EXPECT(kbs_writer_replace(writer, faulty, NULL, NULL, &error) == KBS_REJECTED);
  EXPECT(has(kbs_error_message(error), "importance"));
  kbs_error_free(error);

  bool removed = false;
  EXPECT(ok(kbs_writer_remove(writer, kbs_text_of("a2"), &removed, &error), &error) && removed);
  EXPECT(ok(kbs_writer_remove(writer, kbs_text_of("none"), &removed, &error), &error) && !removed);
  uint64_t count = 0;
  EXPECT(ok(kbs_writer_doc_count(writer, &count, &error), &error) && count == 3);

  kbs_searcher* searcher = open_searcher(directory);
  bool moved = true, current = false;
  EXPECT(ok(kbs_searcher_refresh(searcher, &moved, &error), &error) && !moved); /* nothing is committed yet */
  EXPECT(ok(kbs_writer_commit(writer, &error), &error));
  EXPECT(ok(kbs_searcher_is_current(searcher, &current, &error), &error) && !current);
  EXPECT(ok(kbs_searcher_refresh(searcher, &moved, &error), &error) && moved);
  kbs_string* record = NULL;
  EXPECT(ok(kbs_searcher_find(searcher, kbs_text_of("b1"), &record, &error), &error) && record != NULL);
  kbs_string_free(record);

  EXPECT(ok(kbs_writer_set_synonyms(writer, kbs_text_of("warmth, heat"), &error), &error));
  EXPECT(ok(kbs_writer_remove(writer, kbs_text_of("a1"), NULL, &error), &error));
  kbs_writer_close(writer); /* not committed: a1 stays */
  kbs_searcher* fresh = open_searcher(directory);
  kbs_results* results = search(fresh, "warmth", NULL);
  EXPECT(kbs_results_hit_count(results) == 1 && is(kbs_hit_id(kbs_results_hit(results, 0)), "a1"));
  kbs_results_free(results);
  kbs_searcher_close(fresh);
  kbs_searcher_close(searcher);
}

static void note_progress(void* user, const kbs_load_progress* progress) {
  if (progress->size >= sizeof *progress && progress->phase <= KBS_LOAD_WRITING) ++*(int*)user;
}

static bool stop_at_once(void* user) {
  (void)user;
  return true;
}

static void a_load_reports_and_can_be_stopped(void) {
  char index_buffer[4200], file_buffer[4200];
  const kbs_text directory = path_in_folder("load", index_buffer, sizeof index_buffer);
  const kbs_text file = path_in_folder("records.jsonl", file_buffer, sizeof file_buffer);
  FILE* out = fopen(file.data, "w");
  for (size_t i = 0; i < sizeof kRecords / sizeof *kRecords; ++i) fprintf(out, "%s\n", kRecords[i]);
  fprintf(out, "{\"title\": \"no id\"}\n");
  fclose(out);

  kbs_error* error = NULL;
  kbs_load_options options;
  kbs_load_options_init(&options, sizeof options);
  EXPECT(options.prune_max_share == 0.2 && options.jobs == 0);
  kbs_load_report report = {.size = sizeof report};
  options.should_stop = stop_at_once;
  EXPECT(kbs_load(directory, &file, 1, &options, &report, &error) == KBS_INTERRUPTED && report.added == 0);
  kbs_error_free(error);

  options.should_stop = NULL;
  struct rejected rejected = {0, -1, ""};
  options.on_rejection = note_rejection;
  options.user = &rejected;
  EXPECT(ok(kbs_load(directory, &file, 1, &options, &report, &error), &error));
  EXPECT(report.added == 3 && report.rejected == 1 && report.doc_count == 3);
  EXPECT(rejected.count == 1 && rejected.scope == KBS_REJECTED_RECORD);

  int told = 0;
  options.on_rejection = NULL;
  options.on_progress = note_progress;
  options.user = &told;
  EXPECT(ok(kbs_load(directory, NULL, 0, &options, &report, &error), &error)); /* what changed in the sources */
  EXPECT(report.unchanged == 3 && told > 0);

  options.format = kbs_text_of("papyrus");
  EXPECT(kbs_load(directory, &file, 1, &options, NULL, &error) == KBS_INVALID_ARGUMENT);
  EXPECT(has(kbs_error_message(error), "papyrus"));
  kbs_error_free(error);
}

static void* ask_often(void* searcher) {
  size_t found = 0;
  for (int i = 0; i < 126; ++i) {
    kbs_results* results = NULL;
    if (kbs_searcher_search(searcher, kbs_text_of(i % 2 == 0 ? "heat" : "governance"), NULL, &results, NULL) ==
        KBS_OK) {
      found += kbs_results_hit_count(results);
    }
    kbs_results_free(results);
  }
  return (void*)found; /* NOLINT */
}

static void join_all(const pthread_t* threads) {
  for (int i = 0; i < 8; ++i) {
    void* found = NULL;
    pthread_join(threads[i], &found);
    EXPECT((size_t)found == 63 * 2 + 63 * 1);
  }
}

static void threads_share_a_searcher_under_a_writer(void) {
  char buffer[4200];
  const kbs_text directory = make_index("threads", buffer, sizeof buffer);
  kbs_searcher* searcher = open_searcher(directory);
  pthread_t threads[8];
  for (int i = 0; i < 8; ++i) EXPECT(pthread_create(&threads[i], NULL, ask_often, searcher) == 0);
#ifdef __SANITIZE_ADDRESS__
  /* A commit forks, and g++ 12's sanitizer may leave its allocator locked in a child that is forked beside threads. */
  join_all(threads);
#endif
  kbs_error* error = NULL;
  kbs_writer* writer = NULL;
  EXPECT(ok(kbs_writer_open_existing(directory, &writer, &error), &error));
  for (int i = 0; i < 10; ++i) {
    EXPECT(ok(kbs_writer_replace(writer, kbs_text_of(kRecords[i % 2]), NULL, NULL, &error), &error));
    EXPECT(ok(kbs_writer_commit(writer, &error), &error));
  }
  kbs_writer_close(writer);
#ifndef __SANITIZE_ADDRESS__
  join_all(threads);
#endif
  kbs_searcher_close(searcher);
}

int main(int count, char** arguments) {
  if (!begins_in_folder(count, arguments)) return 2;
  const struct {
    const char* name;
    void (*run)(void);
  } tests[] = {
      {"a search gives hits with their evidence", a_search_gives_hits_with_their_evidence},
      {"what is out of range is empty", what_is_out_of_range_is_empty},
      {"facets, pages and orders are those asked for", facets_pages_and_orders_are_those_asked_for},
      {"odd queries are warned of and corrected", odd_queries_are_warned_of_and_corrected},
      {"records are found, explained and walked", records_are_found_explained_and_walked},
      {"errors have codes and messages", errors_have_codes_and_messages},
      {"a struct may be older or newer than the library", a_struct_may_be_older_or_newer_than_the_library},
      {"a search can be ended from outside", a_search_can_be_ended_from_outside},
      {"a filter of values is never read as a query", a_filter_of_values_is_never_read_as_a_query},
      {"a writer tells what it did not take", a_writer_tells_what_it_did_not_take},
      {"suggestions and statistics end within their bounds", suggestions_and_statistics_end_within_their_bounds},
      {"a load reports and can be stopped", a_load_reports_and_can_be_stopped},
      {"threads share a searcher under a writer", threads_share_a_searcher_under_a_writer}};
  for (size_t i = 0; i < sizeof tests / sizeof *tests; ++i) {
    const int before = failures;
    tests[i].run();
    printf("%s %s\n", failures == before ? "ok  " : "FAIL", tests[i].name);
  }
  EXPECT(strcmp(kbs_version(), "") != 0 && strcmp(kbs_xapian_version(), "") != 0 && strcmp(kbs_icu_version(), "") != 0);
  return failures == 0 ? 0 : 1;
}
