// Snapshots beside a writer that commits without pause. Not among the unit tests, which run under AddressSanitizer: a
// commit forks, and its allocator may stay locked in a child that is forked beside threads.
#include <gtest/gtest.h>

#include <atomic>
#include <sstream>
#include <thread>

#include "kbsearch/index_copies.hpp"
#include "kbsearch/index_writer.hpp"
#include "support/index_copies.hpp"

namespace kbsearch {
namespace {

using test::contents_of;
using test::lines;
using BusyWriter = test::IndexCopies;

TEST_F(BusyWriter, LeavesSnapshotsOfOneCommit) {
  std::atomic<bool> ends = false;
  std::atomic<int> commits = 0;
  std::thread writer([&] {
    auto index = IndexWriter::open(index_);
    for (int state = 2; !ends; ++state) {
      std::istringstream input(lines(state, 120));
      for (std::string line; std::getline(input, line);) EXPECT_TRUE(index.replace(Record::from_json(line)).empty());
      index.commit();
      ++commits;
    }
  });
  for (int round = 0; round < 6; ++round) {
    SCOPED_TRACE(round);
    const auto before = commits.load();
    take_snapshot(index_, copy_);
    const auto contents = contents_of(copy_);
    const auto& first = contents.begin()->second;
    const auto state = first.substr(first.find("state"), first.find('"', first.find("state")) - first.find("state"));
    for (const auto& [id, json] : contents) EXPECT_NE(json.find(state + '"'), std::string::npos) << json;
    expect_whole(copy_);
    while (commits.load() < before + 2) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ends = true;
  writer.join();
  EXPECT_GE(commits, 12);
}

}  // namespace
}  // namespace kbsearch
