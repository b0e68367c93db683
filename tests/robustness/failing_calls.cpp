// A library to be preloaded (LD_PRELOAD) that lets one call of a program fail, as a full disk, a worn-out disk or a
// machine without memory does.
//
//   KBSEARCH_FAIL=KIND:N     the N-th call of that kind fails; KIND:N+ the N-th and all later ones
//   KBSEARCH_FAIL_COUNT=F    writes the number of calls of that kind to F at the end
//
// Kinds: write (write, pwrite: no space), read (read, pread: input/output error), sync (fsync, fdatasync: input/output
// error), rename (no space), open (too many open files), alloc (malloc and its kin: no memory), thread (none to be
// had). Standard input, output and error are left alone.
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace {

struct Plan {
  const char* kind = nullptr;
  std::size_t kind_size = 0;
  long at = 0;
  bool goes_on = false;
};

/// In memory that children share: the tool commits in one.
std::atomic<long>* calls = nullptr;
std::atomic<bool> is_ready{false};
Plan plan;

/// Counts a call of `kind`; true if it is to fail.
bool fails(const char* kind) {
  if (!is_ready.load(std::memory_order_acquire)) return false;
  if (std::strlen(kind) != plan.kind_size || std::strncmp(kind, plan.kind, plan.kind_size) != 0) return false;
  const long call = ++*calls;
  return plan.goes_on ? call >= plan.at : call == plan.at;
}

template <typename Function>
Function next_of(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

__attribute__((constructor)) void read_plan() {
  const char* text = std::getenv("KBSEARCH_FAIL");
  const char* colon = text != nullptr ? std::strchr(text, ':') : nullptr;
  if (colon == nullptr) return;
  char* end = nullptr;
  plan = {text, static_cast<std::size_t>(colon - text), std::strtol(colon + 1, &end, 10), false};
  plan.goes_on = end != nullptr && *end == '+';
  void* shared = mmap(nullptr, sizeof *calls, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return;
  calls = new (shared) std::atomic<long>(0);
  is_ready.store(true, std::memory_order_release);
}

__attribute__((destructor)) void tell_count() {
  is_ready.store(false);
  const char* path = std::getenv("KBSEARCH_FAIL_COUNT");
  if (path == nullptr) return;
  if (std::FILE* file = std::fopen(path, "w")) {
    std::fprintf(file, "%ld\n", calls != nullptr ? calls->load() : 0);
    std::fclose(file);
  }
}

int refused(int error) {
  errno = error;
  return -1;
}

mode_t mode_of(int flags, std::va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(arguments, unsigned)) : 0;
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, std::size_t size) {
  static const auto next = next_of<ssize_t (*)(int, const void*, std::size_t)>("write");
  return file > 2 && fails("write") ? refused(ENOSPC) : next(file, bytes, size);
}

ssize_t pwrite64(int file, const void* bytes, std::size_t size, off64_t offset) {
  static const auto next = next_of<ssize_t (*)(int, const void*, std::size_t, off64_t)>("pwrite64");
  return fails("write") ? refused(ENOSPC) : next(file, bytes, size, offset);
}

ssize_t pwrite(int file, const void* bytes, std::size_t size, off_t offset) {
  return pwrite64(file, bytes, size, offset);
}

ssize_t read(int file, void* bytes, std::size_t size) {
  static const auto next = next_of<ssize_t (*)(int, void*, std::size_t)>("read");
  return file > 2 && fails("read") ? refused(EIO) : next(file, bytes, size);
}

ssize_t pread64(int file, void* bytes, std::size_t size, off64_t offset) {
  static const auto next = next_of<ssize_t (*)(int, void*, std::size_t, off64_t)>("pread64");
  return fails("read") ? refused(EIO) : next(file, bytes, size, offset);
}

ssize_t pread(int file, void* bytes, std::size_t size, off_t offset) { return pread64(file, bytes, size, offset); }

int fsync(int file) {
  static const auto next = next_of<int (*)(int)>("fsync");
  return fails("sync") ? refused(EIO) : next(file);
}

int fdatasync(int file) {
  static const auto next = next_of<int (*)(int)>("fdatasync");
  return fails("sync") ? refused(EIO) : next(file);
}

int rename(const char* from, const char* to) {
  static const auto next = next_of<int (*)(const char*, const char*)>("rename");
  return fails("rename") ? refused(ENOSPC) : next(from, to);
}

int open(const char* path, int flags, ...) {
  static const auto next = next_of<int (*)(const char*, int, ...)>("open");
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return fails("open") ? refused(EMFILE) : next(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  static const auto next = next_of<int (*)(const char*, int, ...)>("open64");
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return fails("open") ? refused(EMFILE) : next(path, flags, mode);
}

void* malloc(std::size_t size) {
  if (!fails("alloc")) return __libc_malloc(size);
  errno = ENOMEM;
  return nullptr;
}

void* calloc(std::size_t count, std::size_t size) {
  if (!fails("alloc")) return __libc_calloc(count, size);
  errno = ENOMEM;
  return nullptr;
}

void* realloc(void* old, std::size_t size) {
  if (!fails("alloc")) return __libc_realloc(old, size);
  errno = ENOMEM;
  return nullptr;
}

void* aligned_alloc(std::size_t alignment, std::size_t size) {
  if (!fails("alloc")) return __libc_memalign(alignment, size);
  errno = ENOMEM;
  return nullptr;
}

int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*start)(void*), void* argument) {
  using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static const auto next = next_of<Create>("pthread_create");
  return fails("thread") ? EAGAIN : next(thread, attributes, start, argument);
}

}  // extern "C"
