#include "engine/pruning.hpp"

#include <gtest/gtest.h>

#include "kbsearch/error.hpp"

namespace kbsearch::engine {
namespace {

using Ids = std::vector<std::string>;
using Scope = Rejection::Scope;

Rejection rejection(Scope scope, const std::string& id = "") {
  Rejection rejection{{"notes.jsonl", 7}, id, "", "why"};
  rejection.scope = scope;
  return rejection;
}

/// Two sources, whose records the tests name by the file that they come from.
RecordSources sources() {
  return {{1, "/notes", "/notes", "", RecordFormat::kAuto}, {2, "/more", "/more", "more", RecordFormat::kAuto}};
}

Pruning of_notes() { return Pruning({"/notes"}); }

/// What is to go of an index that has these records, all from /notes.
Ids gone_of(const Pruning& pruning, const Ids& present, double max_share = 1.0) {
  std::vector<index::IndexUpdate::Entry> entries;
  for (const auto& id : present) entries.push_back({id, {"", 0, 1, id + ".md"}});
  return pruning.ids_to_remove(entries, sources(), max_share, 0);
}

TEST(Pruning, RemovesWhatTheSourceNoLongerHas) {
  auto pruning = of_notes();
  pruning.note_record("a");
  EXPECT_EQ(gone_of(pruning, {"a", "b", "c"}), (Ids{"b", "c"}));
}

TEST(Pruning, IsAboutTheNamedPathsAndTheFilesThatWereTakenOver) {
  const std::vector<index::IndexUpdate::Entry> present = {
      {"a", {"", 0, 1, "sub/a.md"}}, {"b", {"", 0, 1, "sub2/b.md"}}, {"c", {"", 0, 2, "c.md"}}, {"d", {}}};
  const auto gone = [&](Pruning pruning, const Origin& taken_over) {
    if (taken_over.line > 0) pruning.note_taken_over(taken_over);
    return pruning.ids_to_remove(present, sources(), 1.0, 0);
  };
  EXPECT_EQ(gone(Pruning({"/notes/sub"}), {}), Ids{"a"});
  EXPECT_EQ(gone(Pruning({"/"}), {}), (Ids{"a", "b", "c"}));
  EXPECT_EQ(gone(Pruning({"/other"}), {"", 1, 2, "c.md"}), Ids{"c"});
  EXPECT_EQ(gone(Pruning({"/other"}), {"", 1}), Ids{"d"}) << "records of no source";
  EXPECT_EQ(gone(Pruning({"/other"}), {}), (Ids{"a", "b", "c", "d"})) << "no scope: everything, under the cap";
}

TEST(Pruning, LetsPagesThatCameMakeUpForPagesThatWent) {
  const std::vector<index::IndexUpdate::Entry> present = {{"a", {"", 0, 1, "a.md"}}, {"b", {"", 0, 1, "b.md"}}};
  EXPECT_THROW(of_notes().ids_to_remove(present, sources(), 0.2, 1), Error);
  EXPECT_EQ(of_notes().ids_to_remove(present, sources(), 0.2, 2), (Ids{"a", "b"}));
}

TEST(Pruning, KeepsARecordThatWasRejected) {
  auto pruning = of_notes();
  pruning.note_record("a");
  auto out_of_range = rejection(Scope::kRecord, "b");
  out_of_range.field = "importance";
  pruning.note_rejection(out_of_range);
  EXPECT_EQ(gone_of(pruning, {"a", "b", "c"}, 1.0), Ids{"c"});
  EXPECT_FALSE(pruning.is_withheld());
}

TEST(Pruning, RemovesNothingWhenARejectionDoesNotTellItsRecord) {
  for (const auto scope : {Scope::kRecord, Scope::kRest}) {
    auto pruning = of_notes();
    pruning.note_record("a");
    pruning.note_rejection(rejection(scope));
    EXPECT_EQ(gone_of(pruning, {"a", "b", "c"}, 1.0), Ids{});
    EXPECT_TRUE(pruning.is_withheld());
  }
}

TEST(Pruning, RemovesNothingWhenTheIdWasToldByABrokenRecord) {
  auto pruning = of_notes();
  pruning.note_record("a");
  pruning.note_rejection(rejection(Scope::kRecord, "b,"));  // {"id":"b,"title":..}
  EXPECT_EQ(gone_of(pruning, {"a", "b", "c"}, 1.0), Ids{});
  EXPECT_TRUE(pruning.is_withheld());
}

TEST(Pruning, IsRefusedWhenAPartOfTheSourceCannotBeRead) {
  auto pruning = of_notes();
  pruning.note_record("a");
  pruning.note_rejection(rejection(Scope::kSource));
  try {
    gone_of(pruning, {"a"}, 1.0);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kIo);
    EXPECT_NE(std::string(error.what()).find("notes.jsonl"), std::string::npos);
  }
}

struct CapCase {
  const char* name;
  std::size_t present;
  std::size_t removed;
  double share;
  bool is_refused;
};

class PruningCap : public testing::TestWithParam<CapCase> {};

TEST_P(PruningCap, HoldsForIndexesOfEverySize) {
  const auto& row = GetParam();
  auto pruning = of_notes();
  Ids present;
  for (std::size_t i = 0; i < row.present; ++i) {
    present.push_back(std::to_string(i));
    if (i >= row.removed) pruning.note_record(present.back());
  }
  if (row.is_refused) {
    EXPECT_THROW(gone_of(pruning, present, row.share), Error);
  } else {
    EXPECT_EQ(gone_of(pruning, present, row.share).size(), row.removed);
  }
}

INSTANTIATE_TEST_SUITE_P(Sizes, PruningCap,
                         testing::Values(CapCase{"TenOfTwelve", 12, 10, 0.2, true},
                                         CapCase{"AllOfSix", 6, 6, 0.2, true}, CapCase{"TheOnlyOne", 1, 1, 0.2, true},
                                         CapCase{"OneOfFive", 5, 1, 0.2, false}, CapCase{"TwoOfNine", 9, 2, 0.2, true},
                                         CapCase{"NoneAtAll", 5, 0, 0.0, false},
                                         CapCase{"OneUnderACapOfZero", 1000, 1, 0.0, true},
                                         CapCase{"AllWhereAllMay", 6, 6, 1.0, false},
                                         CapCase{"AnEmptyIndex", 0, 0, 0.2, false}),
                         [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kbsearch::engine
