#include "workbench/judgments_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <set>
#include <sstream>
#include <system_error>

#include "kbsearch/error.hpp"
#include "safe_text.hpp"

namespace kbsearch::workbench {
namespace {

namespace fs = std::filesystem;

constexpr int kGreatestGrade = 10;
/// Of ids that queries get here: w1, w2.
constexpr char kOwnPrefix = 'w';

[[noreturn]] void throw_io(const char* action, const fs::path& path, int error) {
  throw Error(ErrorCode::kIo,
              std::string("cannot ") + action + " '" + path.string() + "': " + std::generic_category().message(error),
              path.string());
}

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Empty if there is no such file.
std::string bytes_of(const fs::path& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0 && errno == ENOENT) return {};
  struct stat status {};
  if (file.get() < 0 || ::fstat(file.get(), &status) != 0) throw_io("read", path, errno);
  if (!S_ISREG(status.st_mode)) {
    throw Error(ErrorCode::kInvalidArgument, "'" + path.string() + "' is no regular file", path.string());
  }
  if (static_cast<std::uint64_t>(status.st_size) > JudgmentsFile::kMostBytes) {
    throw Error(ErrorCode::kLimitExceeded,
                "'" + path.string() + "' is larger than " + std::to_string(JudgmentsFile::kMostBytes >> 20) + " MB",
                path.string());
  }
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t read = 0;
  while (read < bytes.size()) {
    const auto got = ::read(file.get(), bytes.data() + read, bytes.size() - read);
    if (got < 0 && errno != EINTR) throw_io("read", path, errno);
    if (got == 0) break;
    if (got > 0) read += static_cast<std::size_t>(got);
  }
  bytes.resize(read);
  return bytes;
}

/// Replaces a file by a rename, so that whoever reads it reads the old one or the new one, whole.
void replace(const fs::path& named, const std::string& bytes) {
  std::error_code error;
  // A link stays one.
  const auto path = fs::exists(named, error) ? fs::canonical(named, error) : named;
  if (error) throw_io("write", named, error.value());
  struct stat status {};
  const mode_t mode = ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777u : 0644u;
  const fs::path fresh = path.string() + ".new";
  ::unlink(fresh.c_str());
  try {
    const File file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode));
    if (file.get() < 0) throw_io("write", fresh, errno);
    for (std::size_t done = 0; done < bytes.size();) {
      const auto written = ::write(file.get(), bytes.data() + done, bytes.size() - done);
      if (written < 0 && errno != EINTR) throw_io("write", fresh, errno);
      if (written > 0) done += static_cast<std::size_t>(written);
    }
    if (::fsync(file.get()) != 0) throw_io("flush", fresh, errno);
    if (std::rename(fresh.c_str(), path.c_str()) != 0) throw_io("replace", path, errno);
  } catch (...) {
    ::unlink(fresh.c_str());
    throw;
  }
  const auto parent = path.has_parent_path() ? path.parent_path() : fs::path(".");
  const File directory(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0 || (::fsync(directory.get()) != 0 && errno != EINVAL)) throw_io("flush", parent, errno);
}

/// Calls `action` with each line, its end included.
template <typename Action>
void for_each_line(const std::string& bytes, Action action) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto end = bytes.find('\n', at);
    const auto next = end == bytes.npos ? bytes.size() : end + 1;
    action(std::string_view(bytes).substr(at, next - at));
    at = next;
  }
}

/// The first three columns of a judgment; empty ones for any other line.
struct Columns {
  std::string query;
  std::string iteration;
  std::string record;
};

Columns columns_of(std::string_view line) {
  std::istringstream text{std::string(line)};
  Columns columns;
  int grade = 0;
  std::string more;
  if (text >> columns.query >> columns.iteration >> columns.record >> grade && !(text >> more)) return columns;
  return {};
}

bool is_one_word(const std::string& text) {
  return !text.empty() && text.find_first_of(" \t\r\n\v\f") == text.npos && text.find('\0') == text.npos;
}

}  // namespace

std::string with_judgment(const std::string& qrels, const std::string& query_id, const std::string& record_id,
                          std::optional<int> grade) {
  std::string line;
  if (grade) line = query_id + " 0 " + record_id + ' ' + std::to_string(*grade) + '\n';
  std::string before;  // all up to and with the query's last judgment
  std::string behind;  // all after it
  bool is_known = false;
  bool is_query_known = false;
  for_each_line(qrels, [&](std::string_view present) {
    const auto columns = columns_of(present);
    if (columns.query != query_id) {
      behind += present;
      return;
    }
    is_query_known = true;
    before += behind;
    behind.clear();
    if (columns.record != record_id) {
      before += present;
      if (!present.ends_with('\n')) before += '\n';
      return;
    }
    // Of a record that is judged twice one line is left.
    if (!is_known) before += line;
    is_known = true;
  });
  if (is_known) return before + behind;
  if (!is_query_known) {
    std::swap(before, behind);
    if (!before.empty() && before.back() != '\n') before += '\n';
  }
  return before + line + behind;
}

JudgmentsFile::JudgmentsFile(fs::path queries, fs::path qrels)
    : queries_(std::move(queries)), qrels_(std::move(qrels)) {}

std::vector<JudgedQuery> JudgmentsFile::queries() const {
  const std::lock_guard lock(mutex_);
  std::istringstream input(bytes_of(queries_));
  return read_queries(input, queries_.string());
}

std::map<std::string, Judgments> JudgmentsFile::judgments() const {
  const std::lock_guard lock(mutex_);
  std::istringstream input(bytes_of(qrels_));
  return read_qrels(input, qrels_.string());
}

std::string JudgmentsFile::id_of_query(const std::string& text) {
  auto bytes = bytes_of(queries_);
  std::istringstream input(bytes);
  std::uint64_t last = 0;
  for (const auto& query : read_queries(input, queries_.string())) {
    if (query.text == text) return query.id;
    std::uint64_t number = 0;
    const char* end = query.id.data() + query.id.size();
    if (query.id.front() != kOwnPrefix) continue;
    const auto read = std::from_chars(query.id.data() + 1, end, number);
    if (read.ec == std::errc() && read.ptr == end) last = std::max(last, number);
  }
  const auto id = kOwnPrefix + std::to_string(last + 1);
  if (!bytes.empty() && bytes.back() != '\n') bytes += '\n';
  replace(queries_, bytes + id + '\t' + text + '\n');
  return id;
}

std::string JudgmentsFile::judge(const std::string& query_text, const std::string& record_id,
                                 std::optional<int> grade) {
  if (query_text.empty() || query_text.size() >= kMostLineBytes || cli::printable(query_text) != query_text) {
    throw Error(ErrorCode::kInvalidArgument, "this query cannot be judged: its text is no line of plain text");
  }
  if (!is_one_word(record_id)) {
    throw Error(ErrorCode::kInvalidArgument,
                "record '" + record_id + "' cannot be judged: an id with a space cannot stand in a qrels file",
                record_id);
  }
  if (grade && (*grade < 0 || *grade > kGreatestGrade)) {
    throw Error(ErrorCode::kInvalidArgument,
                "grade is " + std::to_string(*grade) + ", must be in [0, " + std::to_string(kGreatestGrade) + "]",
                "grade");
  }
  const std::lock_guard lock(mutex_);
  const auto before = bytes_of(qrels_);
  {
    // What cannot be read is not added to.
    std::istringstream input(before);
    read_qrels(input, qrels_.string());
  }
  const auto id = id_of_query(query_text);
  const auto after = with_judgment(before, id, record_id, grade);
  if (after != before) replace(qrels_, after);
  return id;
}

}  // namespace kbsearch::workbench
