/* Snapshots and the way back, from C. The argument is a folder, made anew. */
#define _XOPEN_SOURCE 700
#include <kbsearch/copies.h>

#include "expect.h"

static char index_path[4200];
static char snapshot_path[4200];

static void add_record(const char* record) {
  kbs_writer* writer = NULL;
  kbs_error* error = NULL;
  EXPECT(ok(kbs_writer_open(kbs_text_of(index_path), kbs_text_of(NULL), &writer, &error), &error));
  EXPECT(ok(kbs_writer_replace(writer, kbs_text_of(record), NULL, NULL, &error), &error));
  EXPECT(ok(kbs_writer_commit(writer, &error), &error));
  kbs_writer_close(writer);
}

static uint64_t records_of(const char* path) {
  kbs_searcher* searcher = NULL;
  kbs_error* error = NULL;
  uint64_t count = 0;
  EXPECT(ok(kbs_searcher_open(kbs_text_of(path), &searcher, &error), &error));
  EXPECT(ok(kbs_searcher_doc_count(searcher, &count, &error), &error));
  kbs_searcher_close(searcher);
  return count;
}

struct watch {
  bool has_copied, has_read_back, wants_no_more;
};

static void note_progress(void* user, const kbs_copy_progress* progress) {
  struct watch* watch = user;
  EXPECT(progress->size == sizeof *progress);
  if (progress->phase == KBS_COPY_COPYING) watch->has_copied = true;
  if (progress->phase == KBS_COPY_READING_BACK) watch->has_read_back = true;
}

static bool has_enough(void* user) { return ((struct watch*)user)->wants_no_more; }

static void a_snapshot_is_taken(void) {
  kbs_error* error = NULL;
  kbs_snapshot* snapshot = NULL;
  struct watch watch = {0};
  kbs_copy_options options;
  kbs_copy_options_init(&options, sizeof options);
  options.on_progress = note_progress;
  options.should_stop = has_enough;
  options.user = &watch;
  watch.wants_no_more = true;
  const kbs_text from = kbs_text_of(index_path);
  const kbs_text to = kbs_text_of(snapshot_path);
  EXPECT(kbs_take_snapshot(from, to, &options, &snapshot, NULL) == KBS_INTERRUPTED && snapshot == NULL);
  watch.wants_no_more = false;
  EXPECT(ok(kbs_take_snapshot(from, to, &options, &snapshot, &error), &error));
  EXPECT(watch.has_copied && watch.has_read_back);
  EXPECT(is(kbs_snapshot_source(snapshot), index_path) && kbs_snapshot_taken_at(snapshot).size == 20);
  EXPECT(kbs_snapshot_records(snapshot) == 1 && kbs_snapshot_bytes(snapshot) > 0);
  EXPECT(kbs_snapshot_bytes_linked(snapshot) <= kbs_snapshot_bytes(snapshot) && !kbs_snapshot_was_there(snapshot));
  kbs_snapshot_free(snapshot);
  EXPECT(ok(kbs_take_snapshot(from, to, NULL, &snapshot, &error), &error) && kbs_snapshot_was_there(snapshot));
  kbs_snapshot_free(snapshot);
  EXPECT(ok(kbs_snapshot_state(to, &snapshot, &error), &error) && kbs_snapshot_records(snapshot) == 1);
  kbs_snapshot_free(snapshot);
  EXPECT(ok(kbs_snapshot_state(from, &snapshot, &error), &error) && snapshot == NULL);
  EXPECT(kbs_snapshot_state(kbs_text_of("/no/such"), &snapshot, NULL) == KBS_INDEX_NOT_FOUND);
  EXPECT(kbs_snapshot_records(NULL) == 0 && is(kbs_snapshot_source(NULL), ""));
}

static void a_snapshot_is_put_back(void) {
  kbs_error* error = NULL;
  kbs_snapshot* snapshot = NULL;
  const kbs_text from = kbs_text_of(snapshot_path);
  const kbs_text to = kbs_text_of(index_path);
  add_record("{\"id\": \"b\", \"title\": \"Storage\"}");
  EXPECT(records_of(index_path) == 2 && records_of(snapshot_path) == 1);
  EXPECT(kbs_restore_snapshot(from, to, NULL, &snapshot, &error) == KBS_INVALID_ARGUMENT && snapshot == NULL);
  EXPECT(kbs_error_message(error).size > 0 && records_of(index_path) == 2);
  kbs_error_free(error);
  kbs_copy_options options;
  kbs_copy_options_init(&options, sizeof options);
  options.force = true;
  EXPECT(ok(kbs_restore_snapshot(from, to, &options, &snapshot, &error), &error));
  EXPECT(kbs_snapshot_records(snapshot) == 1 && records_of(index_path) == 1);
  kbs_snapshot_free(snapshot);
  EXPECT(kbs_restore_snapshot(kbs_text_of("/no/such"), to, NULL, NULL, NULL) == KBS_INDEX_NOT_FOUND);
  EXPECT(kbs_take_snapshot(kbs_text_of(""), from, NULL, NULL, NULL) == KBS_INVALID_ARGUMENT);
}

int main(int count, char** arguments) {
  if (!begins_in_folder(count, arguments)) return 2;
  snprintf(index_path, sizeof index_path, "%s/index", folder);
  snprintf(snapshot_path, sizeof snapshot_path, "%s/snapshot", folder);
  add_record("{\"id\": \"a\", \"title\": \"Heat pumps\"}");
  a_snapshot_is_taken();
  a_snapshot_is_put_back();
  return failures == 0 ? 0 : 1;
}
