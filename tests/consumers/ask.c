/* What ask.cpp does, by the C ABI. */
#include <kbsearch/kbsearch.h>
#include <stdio.h>

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const kbs_text directory = kbs_text_of(arguments[1]);
  const kbs_text record = kbs_text_of(
      "{\"id\": \"a1\", \"title\": \"Heat pumps\", \"content\": \"A heat pump moves heat out of the cold air.\"}");
  kbs_writer* writer = NULL;
  kbs_searcher* searcher = NULL;
  kbs_results* results = NULL;
  kbs_error* error = NULL;
  kbs_code code = kbs_writer_open(directory, kbs_text_of(""), &writer, &error);
  if (code == KBS_OK) code = kbs_writer_replace(writer, record, NULL, NULL, &error);
  if (code == KBS_OK) code = kbs_writer_commit(writer, &error);
  kbs_writer_close(writer);
  if (code == KBS_OK) code = kbs_searcher_open(directory, &searcher, &error);
  if (code == KBS_OK) code = kbs_searcher_search(searcher, kbs_text_of("heat pump"), NULL, &results, &error);
  if (code != KBS_OK) fprintf(stderr, "%s\n", kbs_error_message(error).data);
  for (size_t i = 0; i < kbs_results_hit_count(results); ++i) {
    const kbs_hit* hit = kbs_results_hit(results, i);
    printf("%zu %s %s\n", kbs_hit_rank(hit), kbs_hit_id(hit).data, kbs_hit_title(hit).data);
  }
  kbs_error_free(error);
  kbs_results_free(results);
  kbs_searcher_close(searcher);
  printf("%s\n", kbs_code_name(kbs_searcher_open(kbs_text_of("absent"), &searcher, NULL)));
  printf("kbsearch %s\n", kbs_version());
  return code == KBS_OK ? 0 : 1;
}
