#include "kbsearch/index_check.hpp"

#include "kbsearch/error.hpp"
#include "kbsearch/searcher.hpp"
#include "store/checksums.hpp"
#include "store/index_directory.hpp"
#include "store/structure_check.hpp"

namespace kbsearch {
namespace {

void check_records(const std::filesystem::path& directory, CheckReport& report) {
  const auto searcher = Searcher::open(directory);
  searcher.for_each_record([&](const Record& record) {
    ++report.doc_count;
    const auto found = searcher.find(record.id);
    if (!found || found->json != record.json)
      report.problems.push_back("record '" + record.id + "' is not found by its id");
  });
}

}  // namespace

CheckReport check_index(const std::filesystem::path& path) {
  CheckReport report;
  const store::IndexDirectory directory(path);
  const auto generation = directory.current_generation();
  try {
    const auto checksums = store::verify_checksums(path, generation);
    if (!checksums.comparable)
      report.notes.push_back("there are no digests of this state: written by a killed process, or copied");
    for (const auto& file : checksums.damaged)
      report.problems.push_back("file '" + file + "' is not as it was written");
    if (auto found = store::check_structure(generation); !found.empty()) report.problems.push_back(std::move(found));
    check_records(path, report);
  } catch (const Error& error) {
    report.problems.emplace_back(error.what());
  }
  return report;
}

}  // namespace kbsearch
