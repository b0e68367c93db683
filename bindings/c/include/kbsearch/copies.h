/* Snapshots: whole copies of an index that nothing changes afterwards, and the way back. What <kbsearch/kbsearch.h>
 * says of trouble, texts, ownership, threads and growth holds here, too. All functions may be called from any thread.
 *
 *     kbs_error* error = NULL;
 *     if (kbs_take_snapshot(kbs_text_of("kb.index"), kbs_text_of("backup/kb"), NULL, NULL, &error) != KBS_OK)
 *       fprintf(stderr, "%s\n", kbs_error_message(error).data);
 *     kbs_error_free(error);
 */
#ifndef KBSEARCH_COPIES_H_
#define KBSEARCH_COPIES_H_

#include <kbsearch/kbsearch.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { KBS_COPY_COPYING = 0, KBS_COPY_READING_BACK = 1 };

/* How far a copy is. It lives for the callback alone. */
typedef struct kbs_copy_progress {
  size_t size; /* of what the library fills in */
  int32_t phase;
  uint64_t bytes;       /* of the phase, so far */
  uint64_t bytes_total; /* of the phase, as far as is known: `bytes` may pass it */
} kbs_copy_progress;
typedef void (*kbs_copy_progress_callback)(void* user, const kbs_copy_progress* progress);

typedef struct kbs_copy_options {
  size_t size;
  bool force; /* replace what would otherwise be refused: a snapshot of another index or of a later commit; an index
                 with changes that the snapshot lacks. They are lost */
  kbs_copy_progress_callback on_progress; /* at most ten times a second, from the calling thread; NULL for none */
  kbs_stop_callback should_stop;          /* asked now and then: true ends the copy with KBS_INTERRUPTED, and nothing
                                             is changed; NULL for none */
  void* user;                             /* given to both */
  uint64_t timeout_us;                    /* the copy may take so long; 0 for any time */
  const kbs_stop* stop;                   /* NULL for none */
} kbs_copy_options;
KBS_API void kbs_copy_options_init(kbs_copy_options* options, size_t size);

/* What a snapshot says of itself, and what a copy did. */
typedef struct kbs_snapshot kbs_snapshot;
KBS_API void kbs_snapshot_free(kbs_snapshot* snapshot);
KBS_API kbs_text kbs_snapshot_source(const kbs_snapshot* snapshot);   /* path of the index it was taken of, absolute */
KBS_API kbs_text kbs_snapshot_taken_at(const kbs_snapshot* snapshot); /* in UTC: 2026-11-30T20:15:00Z */
KBS_API uint64_t kbs_snapshot_records(const kbs_snapshot* snapshot);
KBS_API uint64_t kbs_snapshot_bytes(const kbs_snapshot* snapshot); /* of its files */
/* Of them, what shares its place on the disk with the original. */
KBS_API uint64_t kbs_snapshot_bytes_linked(const kbs_snapshot* snapshot);
/* It was there already, of this very commit, and was found whole: nothing was written. */
KBS_API bool kbs_snapshot_was_there(const kbs_snapshot* snapshot);

/* Copies the newest commit of the index to `directory`: a path where nothing is, an empty directory, or an older
 * snapshot of the same index, which it replaces when it has been read back; its readers follow. Needs no lock: a writer
 * goes on. `options` and `snapshot` may be NULL. What is not to be replaced is KBS_INVALID_ARGUMENT. */
KBS_API kbs_code kbs_take_snapshot(kbs_text index, kbs_text directory, const kbs_copy_options* options,
                                   kbs_snapshot** snapshot, kbs_error** error);
/* Puts the snapshot at `directory` in the place of the index, or makes that: readers see the old state or the new one.
 * Needs the writer's lock. An index with changes that the snapshot lacks is KBS_INVALID_ARGUMENT, unless `force`. */
KBS_API kbs_code kbs_restore_snapshot(kbs_text directory, kbs_text index, const kbs_copy_options* options,
                                      kbs_snapshot** snapshot, kbs_error** error);
/* Gives what the snapshot at `directory` says of itself; NULL if an index is there that is no snapshot. */
KBS_API kbs_code kbs_snapshot_state(kbs_text directory, kbs_snapshot** snapshot, kbs_error** error);

#ifdef __cplusplus
}
#endif

#endif /* KBSEARCH_COPIES_H_ */
