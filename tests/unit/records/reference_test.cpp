#include <gtest/gtest.h>

#include "reading.hpp"

namespace kbsearch::records {
namespace {

ReadResult read_references(const std::string& text) { return read_as(RecordFormat::kReferences, text, "a.json"); }

struct ItemCase {
  const char* name;
  std::string item;
  std::string json;
};

class Reference : public testing::TestWithParam<ItemCase> {};

TEST_P(Reference, BecomesARecord) {
  EXPECT_EQ(only_json(read_references("[" + GetParam().item + "]")), GetParam().json);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Reference,
    testing::Values(
        ItemCase{
            "Article",
            R"({"id":"http://zotero.org/1","citation-key":"bell2020","type":"article-journal","title":"Heat","DOI":"10/x",)"
            R"("author":[{"family":"Bell","given":"Ann"},{"literal":"WHO"}],"issued":{"date-parts":[["2020",5,1]]},)"
            R"("container-title":"Energy","abstract":"A.","URL":"https://e.org","keyword":"a, b","note":"<p>n &amp; m</p>",)"
            R"("editor":[{"family":"Cox"}],"language":"en"})",
            R"({"id":"bell2020","title":"Heat","type":"article-journal","authors":["Ann Bell","WHO"],)"
            R"("published":"2020-05-01","publication":"Energy","abstract":"A.","url":"https://e.org","tags":["a","b"],)"
            R"("relevance_note":"n & m","item_id":"http://zotero.org/1","DOI":"10/x","editor":[{"family":"Cox"}],)"
            R"("language":"en","content":"DOI: 10/x\nEditor: Cox"})"},
        ItemCase{"NameWithParticle",
                 R"({"id":1,"author":[{"given":"Ludwig","non-dropping-particle":"van","family":"Beethoven"}]})",
                 R"({"id":"1","authors":["Ludwig van Beethoven"]})"},
        ItemCase{"YearAlone", R"({"id":"a","issued":{"date-parts":[[1964],[1982]]}})",
                 R"({"id":"a","published":"1964"})"},
        ItemCase{"OddDate", R"({"id":"a","issued":{"literal":"in May"}})", R"({"id":"a","published":"in May"})"},
        ItemCase{
            "BetterBibTex",
            R"({"itemKey":"K","citationKey":"bell","itemType":"book","title":"T","date":"2020-05","creators":[)"
            R"({"firstName":"Ann","lastName":"Bell","creatorType":"author"},{"name":"X","creatorType":"editor"}],)"
            R"("tags":[{"tag":"a"},"b"],"notes":[{"note":"<p>n</p>"}],"publicationTitle":"P","abstractNote":"A"})",
            R"({"id":"bell","title":"T","type":"book","authors":["Ann Bell"],"published":"2020-05","publication":"P",)"
            R"("abstract":"A","tags":["a","b"],"relevance_note":"n","item_id":"K","creators":[{"creatorType":"author",)"
            R"("firstName":"Ann","lastName":"Bell"},{"creatorType":"editor","name":"X"}],"content":"Also by: X"})"},
        ItemCase{"Book", R"({"id":"a","publisher":"Hearth Press","publisher-place":"Lund","ISBN":"978-0","volume":7})",
                 R"({"id":"a","ISBN":"978-0","publisher":"Hearth Press","publisher-place":"Lund","volume":7,)"
                 R"("content":"ISBN: 978-0\nPublisher: Hearth Press\nPlace: Lund"})"},
        ItemCase{"ContentOfItsOwn", R"({"id":"a","DOI":"10/x","content":"c"})",
                 R"({"id":"a","DOI":"10/x","content":"c"})"},
        ItemCase{"OddMembers", R"({"id":"a","author":7,"tags":{"x":1},"issued":[],"notes":null,"published":"x"})",
                 R"({"id":"a","item_published":"x"})"}),
    case_name<ItemCase>);

TEST(References, StandInTheItemsOfBetterBibTex) {
  const auto result = read_text(
      "{\"config\": {\"label\": \"BetterBibTeX JSON\", \"items\": [1]},\n\"items\": "
      "[\n{\"citationKey\":\"a\"},\n{\"citationKey\":"
      "\"b\"}, 7],\n\"collections\": {\"x\": [}",
      "a.json");
  EXPECT_EQ(result.ids(), (Ids{"a", "b"}));
  EXPECT_EQ(result.records.back().origin.line, 4u);
  EXPECT_EQ(only_rejection(result).field, "");
}

TEST(References, AreRejectedOneByOne) {
  const auto result = read_references("[{\"title\":\"a\"},{\"id\":\"b\",},{\"id\":\"c\"}]");
  EXPECT_EQ(result.ids(), (Ids{"c"}));
  ASSERT_EQ(result.rejections.size(), 2u);
  EXPECT_EQ(result.rejections[0].field, "id");
  EXPECT_NE(result.rejections[1].reason.find("not valid JSON"), std::string::npos);
}

TEST(References, NeedTheirList) {
  EXPECT_NE(only_rejection(read_references("{\"a\":[1],\"b\":2}")).reason.find("no list 'items'"), std::string::npos);
  EXPECT_NE(only_rejection(read_references("{\"a\":[1")).reason.find("no list 'items'"), std::string::npos);
}

}  // namespace
}  // namespace kbsearch::records
