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

TEST(Pruning, RemovesWhatTheSourceNoLongerHas) {
  Pruning pruning;
  EXPECT_TRUE(pruning.note_record("a"));
  EXPECT_FALSE(pruning.note_record("a"));
  EXPECT_EQ(pruning.ids_to_remove({"a", "b", "c"}, 1.0), (Ids{"b", "c"}));
}

TEST(Pruning, KeepsARecordThatWasRejected) {
  Pruning pruning;
  pruning.note_record("a");
  auto out_of_range = rejection(Scope::kRecord, "b");
  out_of_range.field = "importance";
  pruning.note_rejection(out_of_range);
  EXPECT_EQ(pruning.ids_to_remove({"a", "b", "c"}, 1.0), Ids{"c"});
  EXPECT_FALSE(pruning.is_withheld());
}

TEST(Pruning, RemovesNothingWhenARejectionDoesNotTellItsRecord) {
  for (const auto scope : {Scope::kRecord, Scope::kRest}) {
    Pruning pruning;
    pruning.note_record("a");
    pruning.note_rejection(rejection(scope));
    EXPECT_EQ(pruning.ids_to_remove({"a", "b", "c"}, 1.0), Ids{});
    EXPECT_TRUE(pruning.is_withheld());
  }
}

TEST(Pruning, RemovesNothingWhenTheIdWasToldByABrokenRecord) {
  Pruning pruning;
  pruning.note_record("a");
  pruning.note_rejection(rejection(Scope::kRecord, "b,"));  // {"id":"b,"title":..}
  EXPECT_EQ(pruning.ids_to_remove({"a", "b", "c"}, 1.0), Ids{});
  EXPECT_TRUE(pruning.is_withheld());
}

TEST(Pruning, IsRefusedWhenAPartOfTheSourceCannotBeRead) {
  Pruning pruning;
  pruning.note_record("a");
  pruning.note_rejection(rejection(Scope::kSource));
  try {
    pruning.ids_to_remove({"a"}, 1.0);
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
  Pruning pruning;
  Ids present;
  for (std::size_t i = 0; i < row.present; ++i) {
    present.push_back(std::to_string(i));
    if (i >= row.removed) pruning.note_record(present.back());
  }
  if (row.is_refused) {
    EXPECT_THROW(pruning.ids_to_remove(present, row.share), Error);
  } else {
    EXPECT_EQ(pruning.ids_to_remove(present, row.share).size(), row.removed);
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
