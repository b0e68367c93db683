/* Rankings measured on judged queries, compared, and fitted to them. What <kbsearch/kbsearch.h> says of trouble, texts,
 * ownership, threads and growth holds here, too.
 *
 *     kbs_judged* judged = NULL;
 *     kbs_evaluation* now = NULL;
 *     kbs_error* error = NULL;
 *     if (kbs_judged_read(kbs_text_of("queries.tsv"), kbs_text_of("qrels.txt"), &judged, &error) == KBS_OK &&
 *         kbs_evaluate(searcher, judged, NULL, &now, &error) == KBS_OK)
 *       printf("%s %.4f\n", kbs_evaluation_metric(now, 0).data, kbs_evaluation_mean(now, 0));
 *     kbs_evaluation_free(now);
 *     kbs_judged_free(judged);
 */
#ifndef KBSEARCH_EVALUATION_H_
#define KBSEARCH_EVALUATION_H_

#include <kbsearch/kbsearch.h>

#ifdef __cplusplus
extern "C" {
#endif

/* -- Queries and judgments ----------------------------------------------------------------------------------------- */

/* Queries, and how well which records answer them: grades, of which those above 0 are relevant. It belongs to one
 * thread while it is added to; once it is only read, any number may use it. */
typedef struct kbs_judged kbs_judged;
KBS_API kbs_code kbs_judged_new(kbs_judged** judged, kbs_error** error);
/* Reads a file of `qid<TAB>text` lines, and one of TREC judgments, `qid 0 docid grade`. A message names the line. */
KBS_API kbs_code kbs_judged_read(kbs_text queries_path, kbs_text qrels_path, kbs_judged** judged, kbs_error** error);
KBS_API void kbs_judged_free(kbs_judged* judged);

/* Adds a query. An id that is there already is KBS_INVALID_ARGUMENT. */
KBS_API kbs_code kbs_judged_add_query(kbs_judged* judged, kbs_text query_id, kbs_text text, kbs_error** error);
/* Adds a judgment; the query may come later. Another grade for the same is KBS_INVALID_ARGUMENT. */
KBS_API kbs_code kbs_judged_add_judgment(kbs_judged* judged, kbs_text query_id, kbs_text record_id, int32_t grade,
                                         kbs_error** error);
KBS_API size_t kbs_judged_query_count(const kbs_judged* judged);
/* Queries that have a judgment: those that are measured. */
KBS_API size_t kbs_judged_measured_count(const kbs_judged* judged);

/* -- Measuring ----------------------------------------------------------------------------------------------------- */

/* How many queries were asked (of an evaluation), or how many profiles were measured (of a fit). From the calling
 * thread. */
typedef void (*kbs_count_callback)(void* user, size_t done);

typedef struct kbs_evaluate_options {
  size_t size;
  kbs_text metrics;               /* parted by commas, each ndcg@K, mrr@K, recall@K, p@K, judged@K or map; empty for
                                     ndcg@10,mrr@10,recall@100,map */
  kbs_text profile;               /* name of a built-in ranking profile, or a profile as JSON; "default" if empty */
  kbs_count_callback on_progress; /* after each query; NULL for none */
  kbs_stop_callback should_stop;  /* asked after each query: true ends it with KBS_INTERRUPTED; NULL for none */
  void* user;                     /* given to both */
  uint64_t timeout_us;            /* it may take so long; 0 for any time */
  const kbs_stop* stop;           /* NULL for none */
} kbs_evaluate_options;
KBS_API void kbs_evaluate_options_init(kbs_evaluate_options* options, size_t size);

typedef struct kbs_evaluation kbs_evaluation;
/* Measures what an index finds, with trec_eval's definitions: queries are words, never operators; one without results
 * counts 0, one without a judgment is left out. If none is judged, that is KBS_INVALID_ARGUMENT. `options` may be NULL.
 * Intervals are seeded: the same input gives the same numbers. */
KBS_API kbs_code kbs_evaluate(const kbs_searcher* searcher, const kbs_judged* judged,
                              const kbs_evaluate_options* options, kbs_evaluation** evaluation, kbs_error** error);
/* Reads what kbs_evaluation_json() or `kbsearch eval --save` wrote, and the simple form {"ndcg@10": 0.4}. */
KBS_API kbs_code kbs_evaluation_from_json(kbs_text json, kbs_evaluation** evaluation, kbs_error** error);
KBS_API void kbs_evaluation_free(kbs_evaluation* evaluation);

KBS_API kbs_text kbs_evaluation_profile(const kbs_evaluation* evaluation); /* its name */
KBS_API size_t kbs_evaluation_query_count(const kbs_evaluation* evaluation);
/* The id of a query, in the order they were asked; empty if only means are known. */
KBS_API kbs_text kbs_evaluation_query_id(const kbs_evaluation* evaluation, size_t query);
KBS_API size_t kbs_evaluation_metric_count(const kbs_evaluation* evaluation);
KBS_API kbs_text kbs_evaluation_metric(const kbs_evaluation* evaluation, size_t metric); /* "ndcg@10" */
KBS_API double kbs_evaluation_mean(const kbs_evaluation* evaluation, size_t metric);     /* over the queries */
/* The 95% interval of that mean; false, and 0, if it is not known. */
KBS_API bool kbs_evaluation_interval(const kbs_evaluation* evaluation, size_t metric, double* low, double* high);
/* The value of one query; false, and 0, if it is not known. */
KBS_API bool kbs_evaluation_value(const kbs_evaluation* evaluation, size_t metric, size_t query, double* value);
/* The evaluation as JSON, which is a baseline for `kbsearch eval --baseline` and for kbs_evaluation_from_json(); with
 * the value of each query, which comparing needs, or without. */
KBS_API kbs_code kbs_evaluation_json(const kbs_evaluation* evaluation, bool per_query, kbs_string** json,
                                     kbs_error** error);

/* -- Comparing ----------------------------------------------------------------------------------------------------- */

typedef struct kbs_comparison kbs_comparison;
/* Compares an evaluation with another one: of another profile, of another index, or a baseline. Of the metrics that
 * both have, over the queries that both have. */
KBS_API kbs_code kbs_evaluation_compare(const kbs_evaluation* evaluation, const kbs_evaluation* other,
                                        kbs_comparison** comparison, kbs_error** error);
KBS_API void kbs_comparison_free(kbs_comparison* comparison);

KBS_API size_t kbs_comparison_metric_count(const kbs_comparison* comparison);
KBS_API kbs_text kbs_comparison_metric(const kbs_comparison* comparison, size_t metric);
/* Queries that both have values for; 0 if one has means alone. */
KBS_API size_t kbs_comparison_query_count(const kbs_comparison* comparison, size_t metric);
KBS_API double kbs_comparison_mean(const kbs_comparison* comparison, size_t metric);
KBS_API double kbs_comparison_other_mean(const kbs_comparison* comparison, size_t metric);
/* Is the fall more than chance allows: does the whole interval lie below 0? Of means alone, is the mean lower? */
KBS_API bool kbs_comparison_falls(const kbs_comparison* comparison, size_t metric);

/* Two rankings on the same queries, query by query. */
typedef struct kbs_paired_difference {
  size_t size; /* fill in: sizeof; the library writes no more */
  double mean; /* of value - other value; above 0 if the one asked about is better */
  double low;  /* the 95% interval of that mean */
  double high;
  size_t wins;   /* queries where it is better by more than 0.000001, */
  size_t losses; /* worse by more than that, */
  size_t ties;   /* and the others */
  double p;      /* two-sided, of a randomisation test: how often chance alone makes as large a difference */
} kbs_paired_difference;
/* Tells it of a metric; false if one of the two has means alone. */
KBS_API bool kbs_comparison_paired(const kbs_comparison* comparison, size_t metric, kbs_paired_difference* difference);

/* Queries whose value of a metric differs, the worst losses first, equal ones by id. */
KBS_API size_t kbs_comparison_change_count(const kbs_comparison* comparison, size_t metric);
KBS_API kbs_text kbs_comparison_change_query_id(const kbs_comparison* comparison, size_t metric, size_t i);
KBS_API double kbs_comparison_change_value(const kbs_comparison* comparison, size_t metric, size_t i);
KBS_API double kbs_comparison_change_other_value(const kbs_comparison* comparison, size_t metric, size_t i);
/* By the names of the metrics, comparisons_to_json in <kbsearch/evaluation.hpp>. */
KBS_API kbs_code kbs_comparison_json(const kbs_comparison* comparison, kbs_string** json, kbs_error** error);

/* -- Fitting ------------------------------------------------------------------------------------------------------- */

/* An index with judged queries. Collections count alike, whatever their number of queries. */
typedef struct kbs_tuning_collection {
  const kbs_searcher* searcher;
  const kbs_judged* judged;
} kbs_tuning_collection;

typedef struct kbs_tune_options {
  size_t size;
  kbs_text metric;                /* what is to grow; "ndcg@10" if empty */
  kbs_text profile;               /* where to start: as in kbs_evaluate_options */
  kbs_text numbers;               /* those to fit, parted by commas: "k1,presence"; empty for all */
  size_t folds;                   /* parts for cross-validation, from 2 to 20; 5 by default */
  size_t rounds;                  /* passes over the numbers, from 1 to 10; 2 by default */
  size_t max_queries;             /* of each collection, evenly spaced; 300 by default, 0 for all */
  double least_gain;              /* a step must gain this much; 0.0005 by default */
  kbs_count_callback on_progress; /* after each profile that was measured; NULL for none */
  kbs_stop_callback should_stop;  /* asked after each profile: true ends it with KBS_INTERRUPTED; NULL for none */
  void* user;                     /* given to both */
  uint64_t timeout_us;            /* it may take so long; 0 for any time */
  const kbs_stop* stop;           /* NULL for none */
} kbs_tune_options;
KBS_API void kbs_tune_options_init(kbs_tune_options* options, size_t size);

typedef struct kbs_tuning kbs_tuning;
/* Fits the numbers of a ranking profile to judged queries, and tells by cross-validation how much of the gain is real.
 * `options` may be NULL. It measures some hundred profiles, each on all queries: minutes, on many. */
KBS_API kbs_code kbs_tune(const kbs_tuning_collection* collections, size_t collection_count,
                          const kbs_tune_options* options, kbs_tuning** tuning, kbs_error** error);
KBS_API void kbs_tuning_free(kbs_tuning* tuning);

/* The fitted profile as JSON: for `profile` of kbs_search_options, and for `kbsearch --profile FILE`. */
KBS_API kbs_text kbs_tuning_profile(const kbs_tuning* tuning);
/* The metric before and after: on the queries that it was fitted to, and on queries that were left out of the fit,
 * which is what to expect. */
KBS_API double kbs_tuning_fitted_before(const kbs_tuning* tuning);
KBS_API double kbs_tuning_fitted_after(const kbs_tuning* tuning);
KBS_API double kbs_tuning_held_out_before(const kbs_tuning* tuning);
KBS_API double kbs_tuning_held_out_after(const kbs_tuning* tuning);
KBS_API size_t kbs_tuning_query_count(const kbs_tuning* tuning);
KBS_API size_t kbs_tuning_profiles_measured(const kbs_tuning* tuning);
/* The numbers that were changed, in the order of the steps; of each its value, and the metric after the step. */
KBS_API size_t kbs_tuning_step_count(const kbs_tuning* tuning);
KBS_API kbs_text kbs_tuning_step_number(const kbs_tuning* tuning, size_t i);
KBS_API double kbs_tuning_step_before(const kbs_tuning* tuning, size_t i);
KBS_API double kbs_tuning_step_after(const kbs_tuning* tuning, size_t i);
KBS_API double kbs_tuning_step_metric(const kbs_tuning* tuning, size_t i);
/* All of it: TuningReport::to_json in <kbsearch/tuning.hpp>. */
KBS_API kbs_code kbs_tuning_json(const kbs_tuning* tuning, kbs_string** json, kbs_error** error);
/* Gives the names of the numbers that can be fitted in a profile, parted by commas. */
KBS_API kbs_code kbs_tunable_numbers(kbs_text profile, kbs_string** names, kbs_error** error);

#ifdef __cplusplus
}
#endif

#endif /* KBSEARCH_EVALUATION_H_ */
