// The small questions: what one step of the way costs. Each is a fixed amount of work that checks its own answer, so
// that a clock (kbsearch_micro) and a counter of instructions (kbsearch_instructions) ask the very same.
#pragma once

#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace kbsearch::bench {

/// What bench/support.py makes below one directory, from the generator with a fixed seed.
struct Corpus {
  std::filesystem::path records;     ///< JSON Lines.
  std::filesystem::path queries;     ///< Lines of `kind<TAB>query` for these records.
  std::filesystem::path index;       ///< Of the records.
  std::filesystem::path one_record;  ///< An index of the first of them alone.
  std::filesystem::path scratch;     ///< Where a case may write.

  explicit Corpus(const std::filesystem::path& directory);
};

/// Does the work once. Throws std::runtime_error if what it computed is wrong.
using Work = std::function<void()>;

struct Case {
  std::string name;
  std::function<Work(const Corpus&)> prepare;  ///< Not measured; the work keeps what it needs.
};

std::vector<Case> text_cases();
std::vector<Case> posting_cases();
std::vector<Case> search_cases();
std::vector<Case> index_cases();
/// All of them, in the order of the way of the data.
std::vector<Case> all_cases();

/// Throws that the answer of a case is wrong, unless it is right.
inline void check(bool is_right, const char* what) {
  if (!is_right) throw std::runtime_error(what);
}

}  // namespace kbsearch::bench
