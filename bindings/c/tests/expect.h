/* What the tests in C expect with, and the folder that they may use. */
#ifndef KBSEARCH_TESTS_EXPECT_H_
#define KBSEARCH_TESTS_EXPECT_H_

#include <ftw.h>
#include <kbsearch/kbsearch.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static int failures = 0;
static char folder[4096];

#define EXPECT(condition)                                                     \
  do {                                                                        \
    if (!(condition)) {                                                       \
      ++failures;                                                             \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
    }                                                                         \
  } while (0)

static inline bool is(kbs_text text, const char* expected) {
  const bool same = text.size == strlen(expected) && memcmp(text.data, expected, text.size) == 0;
  if (!same) fprintf(stderr, "'%s' instead of '%s'\n", text.data == NULL ? "(NULL)" : text.data, expected);
  return same;
}

static inline bool has(kbs_text text, const char* part) { return text.data != NULL && strstr(text.data, part) != NULL; }

/* Whether all went well; says what did not. */
static inline bool ok(kbs_code code, kbs_error** error) {
  if (code == KBS_OK && *error == NULL) return true;
  fprintf(stderr, "%s: %s\n", kbs_code_name(code), kbs_error_message(*error).data);
  kbs_error_free(*error);
  *error = NULL;
  return false;
}

static inline int remove_one(const char* path, const struct stat* status, int kind, struct FTW* place) {
  (void)status, (void)kind, (void)place;
  return remove(path);
}

/* Takes the folder from the arguments of main(), and makes it anew. */
static inline bool begins_in_folder(int count, char** arguments) {
  if (count != 2) return false;
  snprintf(folder, sizeof folder, "%s", arguments[1]);
  nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
  if (mkdir(folder, 0777) == 0) return true;
  perror(folder);
  return false;
}

#endif /* KBSEARCH_TESTS_EXPECT_H_ */
