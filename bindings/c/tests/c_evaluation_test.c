/* Rankings measured on judged queries, compared and fitted, from C. The argument is a folder, made anew. */
#define _XOPEN_SOURCE 700
#include <kbsearch/evaluation.h>
#include <math.h>
#include <stdlib.h>

#include "expect.h"

/* Of two equal texts the importance decides, which the profile "text" does not know. */
static const char* const kRecords[] = {
    "{\"id\": \"a\", \"title\": \"Heat pumps\", \"importance\": 90, \"summary\": \"Heat is moved by pumps.\"}",
    "{\"id\": \"b\", \"title\": \"Heat pumps\", \"importance\": 5, \"summary\": \"Heat is moved by pumps.\"}",
    "{\"id\": \"c\", \"title\": \"Storage\", \"importance\": 50, \"summary\": \"Batteries and tanks hold heat.\"}",
    "{\"id\": \"d\", \"title\": \"Boards\", \"importance\": 10, \"summary\": \"Governance by boards, and pumps.\"}"};

static const char* path_in_folder(const char* name) {
  static char path[4200];
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return path;
}

static kbs_text index_path(void) { return kbs_text_of(path_in_folder("index")); }

static bool next_record(void* user, kbs_text* record) {
  size_t* next = user;
  if (*next == sizeof kRecords / sizeof *kRecords) return false;
  *record = kbs_text_of(kRecords[(*next)++]);
  return true;
}

static kbs_searcher* open_index(void) {
  kbs_searcher* searcher = NULL;
  kbs_error* error = NULL;
  EXPECT(ok(kbs_searcher_open(index_path(), &searcher, &error), &error));
  return searcher;
}

static void add_query(kbs_judged* judged, const char* id, const char* text, const char* relevant) {
  kbs_error* error = NULL;
  EXPECT(ok(kbs_judged_add_query(judged, kbs_text_of(id), kbs_text_of(text), &error), &error));
  if (relevant == NULL) return;
  EXPECT(ok(kbs_judged_add_judgment(judged, kbs_text_of(id), kbs_text_of(relevant), 1, &error), &error));
}

static kbs_judged* judged_queries(void) {
  kbs_judged* judged = NULL;
  kbs_error* error = NULL;
  EXPECT(ok(kbs_judged_new(&judged, &error), &error));
  add_query(judged, "q1", "heat pumps", "b");
  add_query(judged, "q2", "storage", "c");
  add_query(judged, "q3", "governance: \"boards", "d"); /* words, never operators */
  add_query(judged, "q4", "batteries", "c");
  add_query(judged, "q5", "unjudged", NULL);
  return judged;
}

static void the_index_is_made(void) {
  size_t next = 0;
  kbs_load_options options;
  kbs_load_options_init(&options, sizeof options);
  options.user = &next;
  kbs_error* error = NULL;
  EXPECT(ok(kbs_load_records(index_path(), next_record, &options, NULL, &error), &error) && next == 4);
  kbs_searcher* searcher = open_index();
  uint64_t count = 7;
  EXPECT(ok(kbs_searcher_doc_count(searcher, &count, &error), &error) && count == 4);
  kbs_searcher_close(searcher);
}

static void judgments_are_handed_over_or_read(void) {
  kbs_error* error = NULL;
  kbs_judged* judged = judged_queries();
  EXPECT(kbs_judged_query_count(judged) == 5 && kbs_judged_measured_count(judged) == 4);
  EXPECT(kbs_judged_add_query(judged, kbs_text_of("q1"), kbs_text_of("again"), &error) == KBS_INVALID_ARGUMENT);
  EXPECT(is(kbs_error_subject(error), "q1"));
  kbs_error_free(error);
  EXPECT(kbs_judged_add_judgment(judged, kbs_text_of("q1"), kbs_text_of("b"), 2, NULL) == KBS_INVALID_ARGUMENT);
  EXPECT(kbs_judged_add_judgment(judged, kbs_text_of("q1"), kbs_text_of("b"), 1, NULL) == KBS_OK);
  EXPECT(kbs_judged_add_query(judged, kbs_text_of(""), kbs_text_of("x"), NULL) == KBS_INVALID_ARGUMENT);
  EXPECT(kbs_judged_add_query(NULL, kbs_text_of("q"), kbs_text_of("x"), NULL) == KBS_INVALID_ARGUMENT);
  kbs_judged_free(judged);

  char queries[4200];
  char qrels[4200];
  snprintf(queries, sizeof queries, "%s/queries.tsv", folder);
  snprintf(qrels, sizeof qrels, "%s/qrels.txt", folder);
  FILE* file = fopen(queries, "w");
  fputs("q1\theat pumps\nq2\tstorage\n", file);
  fclose(file);
  file = fopen(qrels, "w");
  fputs("q1 0 b 1\n", file);
  fclose(file);
  EXPECT(ok(kbs_judged_read(kbs_text_of(queries), kbs_text_of(qrels), &judged, &error), &error));
  EXPECT(kbs_judged_query_count(judged) == 2 && kbs_judged_measured_count(judged) == 1);
  kbs_judged_free(judged);
  EXPECT(kbs_judged_read(kbs_text_of(qrels), kbs_text_of(qrels), &judged, &error) == KBS_INVALID_ARGUMENT);
  EXPECT(judged == NULL && has(kbs_error_message(error), "qrels.txt"));
  kbs_error_free(error);
  EXPECT(kbs_judged_read(kbs_text_of("/no/such"), kbs_text_of(qrels), &judged, NULL) == KBS_IO);
  kbs_judged_free(NULL);
}

struct watch {
  size_t calls;
  size_t last;
  size_t stop_at; /* 0 for never */
};

static void note_progress(void* user, size_t done) {
  struct watch* watch = user;
  ++watch->calls;
  watch->last = done;
}

static bool has_enough(void* user) {
  const struct watch* watch = user;
  return watch->stop_at != 0 && watch->last >= watch->stop_at;
}

static void a_ranking_is_measured(const kbs_searcher* searcher, const kbs_judged* judged) {
  kbs_error* error = NULL;
  kbs_evaluation* evaluation = NULL;
  EXPECT(ok(kbs_evaluate(searcher, judged, NULL, &evaluation, &error), &error));
  EXPECT(kbs_evaluation_query_count(evaluation) == 4 && is(kbs_evaluation_profile(evaluation), "default"));
  EXPECT(kbs_evaluation_metric_count(evaluation) == 4 && is(kbs_evaluation_metric(evaluation, 3), "map"));
  EXPECT(is(kbs_evaluation_query_id(evaluation, 2), "q3") && is(kbs_evaluation_query_id(evaluation, 4), ""));
  double value = 0;
  EXPECT(kbs_evaluation_value(evaluation, 1, 2, &value) && value == 1); /* mrr@10 of q3 */
  EXPECT(kbs_evaluation_value(evaluation, 1, 0, &value) && value == 0.5);
  EXPECT(!kbs_evaluation_value(evaluation, 1, 4, &value) && value == 0);
  EXPECT(fabs(kbs_evaluation_mean(evaluation, 1) - 0.875) < 1e-9);
  double low = 0;
  double high = 0;
  EXPECT(kbs_evaluation_interval(evaluation, 1, &low, &high) && low <= 0.875 && high >= 0.875 && low < high);
  EXPECT(!kbs_evaluation_interval(evaluation, 4, &low, &high) && low == 0 && is(kbs_evaluation_metric(NULL, 0), ""));
  kbs_evaluation_free(evaluation);

  struct watch watch = {0};
  kbs_evaluate_options options;
  kbs_evaluate_options_init(&options, sizeof options);
  options.metrics = kbs_text_of("p@1, ndcg@3");
  options.on_progress = note_progress;
  options.should_stop = has_enough;
  options.user = &watch;
  EXPECT(ok(kbs_evaluate(searcher, judged, &options, &evaluation, &error), &error));
  EXPECT(watch.calls == 4 && watch.last == 4 && kbs_evaluation_metric_count(evaluation) == 2);
  kbs_evaluation_free(evaluation);
  watch = (struct watch){.stop_at = 2};
  EXPECT(kbs_evaluate(searcher, judged, &options, &evaluation, NULL) == KBS_INTERRUPTED);
  EXPECT(evaluation == NULL && watch.calls == 2);
  options.metrics = kbs_text_of("ndgc@10");
  EXPECT(kbs_evaluate(searcher, judged, &options, &evaluation, &error) == KBS_INVALID_ARGUMENT);
  EXPECT(has(kbs_error_message(error), "ndcg@10"));
  kbs_error_free(error);

  kbs_judged* none = NULL;
  EXPECT(ok(kbs_judged_new(&none, &error), &error));
  EXPECT(kbs_evaluate(searcher, none, NULL, &evaluation, NULL) == KBS_INVALID_ARGUMENT);
  kbs_judged_free(none);
}

static kbs_evaluation* measured_by(const kbs_searcher* searcher, const kbs_judged* judged, const char* profile) {
  kbs_error* error = NULL;
  kbs_evaluation* evaluation = NULL;
  kbs_evaluate_options options;
  kbs_evaluate_options_init(&options, sizeof options);
  options.metrics = kbs_text_of("mrr@10");
  options.profile = kbs_text_of(profile);
  EXPECT(ok(kbs_evaluate(searcher, judged, &options, &evaluation, &error), &error));
  return evaluation;
}

static void two_rankings_are_compared(const kbs_searcher* searcher, const kbs_judged* judged) {
  kbs_error* error = NULL;
  /* The judged record is the less important one: a profile that wants unimportant records would be the better one. */
  kbs_evaluation* now = measured_by(searcher, judged, "default");
  kbs_string* kept = NULL;
  EXPECT(ok(kbs_evaluation_json(now, true, &kept, &error), &error));
  EXPECT(has(kbs_string_text(kept), "\"q1\": {\"mrr@10\":0.5}"));
  kbs_evaluation* baseline = NULL;
  EXPECT(ok(kbs_evaluation_from_json(kbs_string_text(kept), &baseline, &error), &error));
  kbs_string_free(kept);
  kbs_comparison* comparison = NULL;
  EXPECT(ok(kbs_evaluation_compare(now, baseline, &comparison, &error), &error));
  kbs_paired_difference paired = {.size = sizeof paired};
  EXPECT(kbs_comparison_metric_count(comparison) == 1 && is(kbs_comparison_metric(comparison, 0), "mrr@10"));
  EXPECT(kbs_comparison_paired(comparison, 0, &paired) && paired.mean == 0 && paired.ties == 4 && paired.p == 1);
  EXPECT(!kbs_comparison_falls(comparison, 0) && kbs_comparison_change_count(comparison, 0) == 0);
  kbs_comparison_free(comparison);
  kbs_evaluation_free(baseline);

  const char* better =
      "{\"metrics\": {\"mrr@10\": 1}, \"per_query\": {\"q1\": {\"mrr@10\": 1}, \"q2\": {\"mrr@10\": 1}}}";
  EXPECT(ok(kbs_evaluation_from_json(kbs_text_of(better), &baseline, &error), &error));
  EXPECT(ok(kbs_evaluation_compare(now, baseline, &comparison, &error), &error));
  EXPECT(kbs_comparison_paired(comparison, 0, &paired) && paired.losses == 1 && paired.ties == 1 && paired.wins == 0);
  EXPECT(paired.size == sizeof paired && fabs(paired.mean + 0.25) < 1e-9 && paired.low <= paired.mean);
  EXPECT(kbs_comparison_query_count(comparison, 0) == 2 && kbs_comparison_other_mean(comparison, 0) == 1);
  EXPECT(fabs(kbs_comparison_mean(comparison, 0) - 0.75) < 1e-9);
  EXPECT(kbs_comparison_change_count(comparison, 0) == 1 && is(kbs_comparison_change_query_id(comparison, 0, 0), "q1"));
  EXPECT(kbs_comparison_change_value(comparison, 0, 0) == 0.5);
  EXPECT(kbs_comparison_change_other_value(comparison, 0, 0) == 1 &&
         is(kbs_comparison_change_query_id(comparison, 1, 0), ""));
  kbs_string* json = NULL;
  EXPECT(ok(kbs_comparison_json(comparison, &json, &error), &error));
  EXPECT(
      has(kbs_string_text(json), "{\"mrr@10\":{\"queries\":2,\"mean\":0.75,\"other_mean\":1.0,\"difference\":-0.25,"));
  kbs_string_free(json);
  kbs_comparison_free(comparison);
  kbs_evaluation_free(baseline);

  EXPECT(ok(kbs_evaluation_from_json(kbs_text_of("{\"mrr@10\": 0.99}"), &baseline, &error), &error));
  EXPECT(ok(kbs_evaluation_compare(now, baseline, &comparison, &error), &error));
  EXPECT(!kbs_comparison_paired(comparison, 0, &paired) && paired.p == 0 && kbs_comparison_falls(comparison, 0));
  kbs_comparison_free(comparison);
  kbs_evaluation_free(baseline);
  EXPECT(kbs_evaluation_from_json(kbs_text_of("{\"querys\": 1}"), &baseline, NULL) == KBS_INVALID_ARGUMENT);
  kbs_evaluation_free(now);
}

static void a_profile_is_fitted(const kbs_searcher* searcher, const kbs_judged* judged) {
  kbs_error* error = NULL;
  kbs_string* names = NULL;
  EXPECT(ok(kbs_tunable_numbers(kbs_text_of(""), &names, &error), &error));
  EXPECT(has(kbs_string_text(names), "presence_words,") && has(kbs_string_text(names), "signals.importance.weight"));
  kbs_string_free(names);

  struct watch watch = {0};
  kbs_tune_options options;
  kbs_tune_options_init(&options, sizeof options);
  EXPECT(options.folds == 5 && options.rounds == 2 && options.max_queries == 300 && options.least_gain == 0.0005);
  options.folds = 2;
  options.rounds = 1;
  options.metric = kbs_text_of("mrr@10");
  options.numbers = kbs_text_of("presence_words, k1");
  options.on_progress = note_progress;
  options.should_stop = has_enough;
  options.user = &watch;
  kbs_tuning* tuning = NULL;
  const kbs_tuning_collection collection = {searcher, judged};
  EXPECT(ok(kbs_tune(&collection, 1, &options, &tuning, &error), &error));
  EXPECT(watch.calls > 5 && kbs_tuning_profiles_measured(tuning) == watch.last && kbs_tuning_query_count(tuning) == 4);
  EXPECT(fabs(kbs_tuning_fitted_before(tuning) - 0.875) < 1e-9);
  EXPECT(kbs_tuning_fitted_after(tuning) >= kbs_tuning_fitted_before(tuning));
  EXPECT(kbs_tuning_held_out_before(tuning) > 0 && kbs_tuning_held_out_after(tuning) > 0);
  EXPECT(has(kbs_tuning_profile(tuning), "\"default-tuned\"") && kbs_tuning_step_before(tuning, 99) == 0);
  EXPECT(is(kbs_tuning_step_number(tuning, 99), "") && kbs_tuning_step_count(tuning) < 99);
  kbs_string* json = NULL;
  EXPECT(ok(kbs_tuning_json(tuning, &json, &error), &error));
  EXPECT(has(kbs_string_text(json), "\"fitted\": {\n    \"before\": 0.875"));
  kbs_string_free(json);

  /* What was fitted ranks. */
  kbs_search_options search;
  kbs_search_options_init(&search, sizeof search);
  search.profile = kbs_tuning_profile(tuning);
  kbs_results* results = NULL;
  EXPECT(ok(kbs_searcher_search(searcher, kbs_text_of("heat pumps"), &search, &results, &error), &error));
  EXPECT(kbs_results_hit_count(results) > 1);
  kbs_results_free(results);
  kbs_tuning_free(tuning);

  watch = (struct watch){.stop_at = 3};
  EXPECT(kbs_tune(&collection, 1, &options, &tuning, NULL) == KBS_INTERRUPTED && tuning == NULL && watch.calls == 3);
  options.should_stop = NULL;
  kbs_stop* stop = kbs_stop_new();
  kbs_stop_request(stop);
  options.stop = stop;
  EXPECT(kbs_tune(&collection, 1, &options, &tuning, NULL) == KBS_INTERRUPTED);
  kbs_stop_free(stop);
  options.stop = NULL;
  options.timeout_us = 1;
  EXPECT(kbs_tune(&collection, 1, &options, &tuning, NULL) == KBS_DEADLINE_PASSED);
  options.timeout_us = 0;
  options.least_gain = NAN;
  EXPECT(kbs_tune(&collection, 1, &options, &tuning, NULL) == KBS_INVALID_ARGUMENT);
  options.least_gain = 0;
  options.numbers = kbs_text_of("k11");
  EXPECT(kbs_tune(&collection, 1, &options, &tuning, &error) == KBS_INVALID_ARGUMENT);
  EXPECT(is(kbs_error_subject(error), "k11"));
  kbs_error_free(error);
  EXPECT(kbs_tune(NULL, 0, NULL, &tuning, NULL) == KBS_INVALID_ARGUMENT);
  EXPECT(kbs_tune(NULL, 1, NULL, &tuning, NULL) == KBS_INVALID_ARGUMENT);
}

int main(int count, char** arguments) {
  if (!begins_in_folder(count, arguments)) return 2;
  the_index_is_made();
  judgments_are_handed_over_or_read();
  kbs_searcher* searcher = open_index();
  kbs_judged* judged = judged_queries();
  a_ranking_is_measured(searcher, judged);
  two_rankings_are_compared(searcher, judged);
  a_profile_is_fitted(searcher, judged);
  kbs_judged_free(judged);
  kbs_searcher_close(searcher);
  return failures == 0 ? 0 : 1;
}
