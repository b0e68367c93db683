// Small indexes that tests of the tools for agents ask.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mcp/support.hpp"

namespace kbsearch::test {

/// An index of a few records, to ask by a session.
class OwnIndex {
 public:
  explicit OwnIndex(const std::vector<TestJson>& records) : searcher_(load(directory_ / "kb", records)) {}
  TestSession session() const { return TestSession("2025-11-25", searcher_); }

 private:
  static Searcher load(const std::filesystem::path& path, const std::vector<TestJson>& records) {
    std::string lines;
    for (const auto& record : records) lines += record.dump() + '\n';
    test::load_lines(path, lines);
    return Searcher::open(path);
  }

  const test::TemporaryDirectory directory_;
  const Searcher searcher_;
};

/// Three records about the policy of chips.
inline const OwnIndex& policy_index() {
  static const OwnIndex index(
      {{{"id", "gov-compute"},
        {"title", "Compute governance"},
        {"type", "page"},
        {"tags", {"policy"}},
        {"summary", "Rules for the hardware that trains large models."},
        {"content", "Export controls on chips are the best known kind of compute governance."}},
       {{"id", "chips"},
        {"title", "Chips and their makers"},
        {"type", "report"},
        {"summary", "The Center for Security and Emerging Technology (CSET) on semiconductors."},
        {"content",
         "Few firms can make the machines that make chips. Most of them are in Asia, "
         "and one of them is in the Netherlands."}},
       {{"id", "evals"},
        {"title", "Dangerous capability evaluations"},
        {"type", "page"},
        {"summary", "Tests of what a model can do before it is released."}}});
  return index;
}

}  // namespace kbsearch::test
