// Files that a person names beside records: profiles, schemas, synonyms, baselines, queries, judgments.
#pragma once

#include <fstream>
#include <istream>
#include <string>

#include "advice.hpp"
#include "arguments.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch::cli {

/// The most that is read of a file that is held whole.
constexpr std::size_t kMostFileBytes = std::size_t{64} << 20;

/// Returns what the file holds; of standard input for "-". `what` names it in messages: "ranking profile". Throws
/// UsageError for a file that cannot be read, that is larger than kMostFileBytes, or that is neither a regular file nor
/// handed over open (/dev/fd/63, as a shell does for `<(command)`): a FIFO without a writer and /dev/zero never end.
std::string contents_of(const std::string& path, const std::string& what);

/// Makes `make` of what the file holds; an Error that it throws is told with the file's name.
template <typename Make>
auto made_of(const std::string& path, const std::string& what, Make make) {
  const auto text = contents_of(path, what);
  try {
    return make(text);
  } catch (const Error& error) {
    throw UsageError("'" + path + "': " + error.what() + advice(error));
  }
}

/// A file that is read line by line, or standard input for "-". The same files are refused; no size is.
class LinesFile {
 public:
  LinesFile(const std::string& path, const std::string& what);

  std::istream& stream();
  /// For messages: the path, or "standard input".
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  std::ifstream file_;
  bool is_standard_input_;
};

}  // namespace kbsearch::cli
