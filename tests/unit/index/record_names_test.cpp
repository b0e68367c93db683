#include "index/record_names.hpp"

#include <gtest/gtest.h>

#include "kbsearch/record.hpp"

namespace kbsearch {
namespace {

std::vector<std::string> names(const std::string& id, const std::string& members) {
  Record record;
  record.id = id;
  record.json = R"({"id":")" + id + "\"" + members + "}";
  const auto values = records::read_fields(record, Schema::knowledge_base(), FieldFaults::kLeaveOut);
  std::vector<std::string> all;
  for (auto& name : index::names_of(id, std::get<records::RecordValues>(values), Schema::knowledge_base())) {
    all.push_back(name.text);
  }
  return all;
}

using Names = std::vector<std::string>;

TEST(RecordNames, AreItsTitleFileAndAliases) {
  EXPECT_EQ(names("0123456789abcdef", R"(,"title":"Heat pumps","file_name":"pumps","aliases":["HP","warmers"])"),
            (Names{"Heat pumps", "pumps", "HP", "warmers"}));
  EXPECT_EQ(names("0123456789abcdef", ""), Names());
}

TEST(RecordNames, OfATitleAreAlsoWhatStandsBeforeABracketOrASite) {
  const auto of_title = [](const std::string& title) { return names("1", R"(,"title":")" + title + '"'); };
  EXPECT_EQ(of_title("Long-Term Future Fund (LTFF)"),
            (Names{"Long-Term Future Fund (LTFF)", "Long-Term Future Fund", "LTFF"}));
  EXPECT_EQ(of_title("Heat pumps (draft)"), (Names{"Heat pumps (draft)", "Heat pumps"}));
  EXPECT_EQ(of_title("Slow trains | Weekly"), (Names{"Slow trains | Weekly", "Slow trains"}));
  EXPECT_EQ(of_title("(untitled)"), Names{"(untitled)"});
}

TEST(RecordNames, AreAnIdOfWordsAndTheHostOfAWholeSite) {
  EXPECT_EQ(names("long-term-fund", R"(,"url":"https://www.funds.org/")"), (Names{"long-term-fund", "funds.org"}));
  EXPECT_EQ(names("6bab1e10b0477c6d", R"(,"url":"https://www.funds.org/long")"), Names());
  EXPECT_EQ(names("E12", ""), Names());
}

}  // namespace
}  // namespace kbsearch
