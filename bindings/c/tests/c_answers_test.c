/* What an answer tells through C's accessors, and what else there is to ask. The argument is a folder, made anew. */
#define _XOPEN_SOURCE 700
#include <math.h>
#include <stdlib.h>

#include "expect.h"

static const char* const kRecords[] = {
    ("{\"id\": \"p\", \"title\": \"Heat pumps\", \"tags\": [\"UK Government\"], \"importance\": 70, \"type\": "
     "\"paper\","
     " \"published\": \"2024-05-01\", \"aliases\": [\"thermal lift\"], \"summary\": \"A launch of heat pumps, a "
     "lift-off.\"}"),
    ("{\"id\": \"q\", \"title\": \"Open source pumps\", \"tags\": [\"UK Government\", \"storage\"], \"type\": \"blog\","
     " \"published\": \"2022-01-31\", \"importance\": 30, \"summary\": \"Heat is stored; opensource, too.\"}"),
    "{\"id\": \"r\", \"title\": \"Governance\", \"type\": \"paper\", \"summary\": \"Boards.\"}"};

static kbs_text index_path(void) {
  static char path[4200];
  snprintf(path, sizeof path, "%s/answers", folder);
  return kbs_text_of(path);
}

struct given {
  size_t next;
  bool with_a_bad_one;
};

static bool next_record(void* user, kbs_text* record) {
  struct given* given = user;
  if (given->next == sizeof kRecords / sizeof *kRecords) {
    if (!given->with_a_bad_one) return false;
    given->with_a_bad_one = false;
    *record = kbs_text_of("no record");
    return true;
  }
  *record = kbs_text_of(kRecords[given->next++]);
  return true;
}

static kbs_searcher* open_searcher(void) {
  kbs_searcher* searcher = NULL;
  kbs_error* error = NULL;
  EXPECT(ok(kbs_searcher_open(index_path(), &searcher, &error), &error));
  return searcher;
}

static void records_are_loaded_from_a_function(void) {
  struct given given = {0, true};
  kbs_load_options options;
  kbs_load_options_init(&options, sizeof options);
  options.user = &given;
  kbs_load_report report = {.size = sizeof report};
  kbs_error* error = NULL;
  EXPECT(ok(kbs_load_records(index_path(), next_record, &options, &report, &error), &error));
  EXPECT(report.added == 3 && report.rejected == 1 && report.doc_count == 3);
  kbs_writer* writer = NULL;
  EXPECT(ok(kbs_writer_open_existing(index_path(), &writer, &error), &error));
  EXPECT(ok(kbs_writer_set_synonyms(writer, kbs_text_of("launch, lift-off\n"), &error), &error));
  kbs_writer_close(writer);
  EXPECT(kbs_load_records(index_path(), NULL, NULL, NULL, &error) == KBS_INVALID_ARGUMENT);
  EXPECT(is(kbs_error_subject(error), "next"));
  kbs_error_free(error);
}

/* Adds up the leaves, and counts what stands beside them. */
static double sum_of(const kbs_explanation* explanation, size_t* others) {
  const size_t parts = kbs_explanation_part_count(explanation);
  *others += kbs_explanation_instead_of_count(explanation);
  if (parts == 0) return kbs_explanation_value(explanation);
  double sum = 0;
  for (size_t i = 0; i < parts; ++i) sum += sum_of(kbs_explanation_part(explanation, i), others);
  return sum;
}

static void explanations_are_trees_whose_leaves_add_up(void) {
  kbs_searcher* searcher = open_searcher();
  kbs_error* error = NULL;
  kbs_results* results = NULL;
  kbs_search_options options;
  kbs_search_options_init(&options, sizeof options);
  options.explain = true;
  EXPECT(ok(kbs_searcher_search(searcher, kbs_text_of("launch"), &options, &results, &error), &error));
  const kbs_hit* hit = kbs_results_hit(results, 0);
  const kbs_explanation* explanation = kbs_hit_explanation(hit);
  size_t others = 0;
  EXPECT(explanation != NULL && fabs(sum_of(explanation, &others) - kbs_hit_score(hit)) < 1e-9);
  EXPECT(others > 0); /* lift-off, beside launch */
  EXPECT(is(kbs_explanation_label(explanation), "score"));
  EXPECT(kbs_explanation_part(explanation, 99) == NULL && kbs_explanation_instead_of(explanation, 99) == NULL);
  EXPECT(kbs_explanation_value(NULL) == 0 && is(kbs_explanation_detail(NULL), ""));
  kbs_results_free(results);

  const kbs_text ids[] = {kbs_text_of("p"), kbs_text_of("q"), kbs_text_of("r")};
  kbs_explanations* all = NULL;
  EXPECT(ok(kbs_searcher_explain_all(searcher, kbs_text_of("heat"), ids, 3, NULL, &all, &error), &error));
  EXPECT(kbs_explanations_count(all) == 3 && kbs_explanations_at(all, 0) != NULL);
  EXPECT(kbs_explanations_at(all, 2) == NULL && kbs_explanations_at(all, 3) == NULL);
  kbs_string* json = NULL;
  EXPECT(ok(kbs_explanations_json(all, &json, &error), &error));
  EXPECT(has(kbs_string_text(json), "\"differences\":"));
  kbs_string_free(json);
  kbs_explanations_free(all);
  kbs_searcher_close(searcher);
}

static void answers_tell_how_they_came_about(void) {
  kbs_searcher* searcher = open_searcher();
  kbs_error* error = NULL;
  kbs_results* results = NULL;
  kbs_search_options options;
  kbs_search_options_init(&options, sizeof options);
  options.json = kbs_text_of("{\"facets\": [\"tag\"], \"related_tags\": 3, \"collapse\": \"type\", \"limit\": 1}");
  EXPECT(ok(kbs_searcher_search(searcher, kbs_text_of("open source pumps"), &options, &results, &error), &error));
  EXPECT(kbs_results_hit_count(results) == 1);
  EXPECT(is(kbs_results_facet_value(results, 0, 0), "uk government"));
  EXPECT(is(kbs_results_facet_value_label(results, 0, 0), "UK Government"));
  EXPECT(is(kbs_results_facet_filter_field(results, 0), "tag"));
  EXPECT(is(kbs_results_facet_value_label(results, 0, 9), "") && is(kbs_results_facet_value_label(results, 9, 0), ""));
  EXPECT(kbs_results_expansion_count(results) == 1);
  EXPECT(is(kbs_results_expansion_words(results, 0), "open source"));
  EXPECT(is(kbs_results_expansion_text(results, 0), "opensource"));
  EXPECT(is(kbs_results_expansion_reason(results, 0), "written as one"));
  uint64_t number = 0;
  EXPECT(kbs_results_groups(results, &number) && number == 2);
  kbs_results_free(results);

  options.json = kbs_text_of("{\"filter\": \"type:papr\"}");
  EXPECT(ok(kbs_searcher_search(searcher, kbs_text_of("heat"), &options, &results, &error), &error));
  EXPECT(kbs_results_total_without_filter(results, &number) && number == 2);
  EXPECT(kbs_results_clause_count(results) == 1 && is(kbs_results_clause(results, 0), "type:papr"));
  EXPECT(kbs_results_clause_records(results, 0) == 0 && kbs_results_clause_total_without(results, 0) == 2);
  EXPECT(kbs_results_clause_value_count(results, 0) == 1 && is(kbs_results_clause_value(results, 0, 0), "paper"));
  kbs_results_free(results);

  options.json = kbs_text_of("{\"all_words\": true}");
  EXPECT(ok(kbs_searcher_search(searcher, kbs_text_of("heat boards"), &options, &results, &error), &error));
  EXPECT(kbs_results_dropped_word_count(results) == 1 && kbs_results_relaxed_total(results, &number) && number > 0);
  EXPECT(kbs_results_dropped_word(results, 0).size > 0 && is(kbs_results_dropped_word(results, 1), ""));
  kbs_results_free(results);

  options.json = kbs_text_of("{\"limt\": 1}");
  EXPECT(kbs_searcher_search(searcher, kbs_text_of("heat"), &options, &results, &error) == KBS_INVALID_ARGUMENT);
  EXPECT(results == NULL && is(kbs_error_subject(error), "limt"));
  kbs_error_free(error);
  kbs_searcher_close(searcher);
}

static void a_query_is_a_value_too(void) {
  kbs_searcher* searcher = open_searcher();
  kbs_error* error = NULL;
  kbs_string* query = NULL;
  kbs_results* results = NULL;
  EXPECT(ok(kbs_searcher_parse_query(searcher, kbs_text_of("heat type:paper"), &query, &error), &error));
  EXPECT(ok(kbs_searcher_search_query(searcher, kbs_string_text(query), NULL, &results, &error), &error));
  EXPECT(kbs_results_total(results) == 1 && is(kbs_hit_id(kbs_results_hit(results, 0)), "p"));
  kbs_results_free(results);
  kbs_string_free(query);
  EXPECT(kbs_searcher_search_query(searcher, kbs_text_of("{\"word\": 3}"), NULL, &results, &error) ==
         KBS_INVALID_ARGUMENT);
  kbs_error_free(error);

  const double low = 50;
  EXPECT(ok(kbs_filter_between(kbs_text_of("importance"), &low, NULL, &query, &error), &error));
  EXPECT(is(kbs_string_text(query), "importance:50.."));
  kbs_string_free(query);
  EXPECT(
      ok(kbs_filter_between_days(kbs_text_of("published"), kbs_text_of("2022-01-01"), kbs_text_of(""), &query, &error),
         &error));
  EXPECT(is(kbs_string_text(query), "published:2022-01-01.."));
  kbs_string_free(query);
  EXPECT(kbs_filter_between_days(kbs_text_of("published"), kbs_text_of("2022-02-30"), kbs_text_of(""), &query,
                                 &error) == KBS_INVALID_ARGUMENT);
  EXPECT(query == NULL && is(kbs_error_subject(error), "2022-02-30"));
  kbs_error_free(error);
  kbs_searcher_close(searcher);
}

static void an_index_describes_itself(void) {
  kbs_searcher* searcher = open_searcher();
  kbs_error* error = NULL;
  kbs_string* text = NULL;
  EXPECT(ok(kbs_searcher_statistics(searcher, &text, &error), &error));
  EXPECT(has(kbs_string_text(text), "\"records\":3"));
  kbs_string_free(text);
  EXPECT(ok(kbs_searcher_schema(searcher, &text, &error), &error));
  EXPECT(has(kbs_string_text(text), "\"fields\""));
  kbs_string_free(text);
  EXPECT(ok(kbs_searcher_synonyms(searcher, &text, &error), &error));
  EXPECT(is(kbs_string_text(text), "launch, lift-off\n"));
  kbs_string_free(text);
  kbs_searcher_close(searcher);

  uint64_t records = 0;
  EXPECT(ok(kbs_rebuild(index_path(), NULL, &records, &error), &error) && records == 3);
  EXPECT(ok(kbs_check(index_path(), &records, &text, &error), &error) && records == 3 && text == NULL);

  kbs_searcher* none = NULL;
  EXPECT(kbs_searcher_open(kbs_text_of("/no/such/index"), &none, &error) == KBS_INDEX_NOT_FOUND);
  EXPECT(is(kbs_error_subject(error), "/no/such/index") && is(kbs_error_remedy(error), "build the index"));
  EXPECT(!has(kbs_error_message(error), "kbsearch index"));
  kbs_error_free(error);
}

int main(int count, char** arguments) {
  if (!begins_in_folder(count, arguments)) return 2;
  records_are_loaded_from_a_function();
  explanations_are_trees_whose_leaves_add_up();
  answers_tell_how_they_came_about();
  a_query_is_a_value_too();
  an_index_describes_itself();
  return failures == 0 ? 0 : 1;
}
