#include <gtest/gtest.h>

#include "reading.hpp"

namespace kbsearch::records {
namespace {

ReadResult read_rows(const std::string& text, const std::string& name = "in/books.csv",
                     std::size_t max_bytes = 1 << 20) {
  return read_text(text, name, {.format = RecordFormat::kTable, .max_record_bytes = max_bytes});
}

struct TableRowCase {
  const char* name;
  std::string text;
  std::string json;
};

class TableRow : public testing::TestWithParam<TableRowCase> {};

TEST_P(TableRow, BecomesARecord) { EXPECT_EQ(only_json(read_rows(GetParam().text)), GetParam().json); }

INSTANTIATE_TEST_SUITE_P(
    Table, TableRow,
    testing::Values(
        TableRowCase{"Plain", "Title,Number of Pages\nHeat,300\n",
                     R"({"id":"books#1","title":"Heat","number_of_pages":"300","content":"Number of Pages: 300"})"},
        TableRowCase{"Quoted", "title,summary\r\n\"a, \"\"b\"\"\",\"one\ntwo\"\r\n",
                     R"({"id":"books#1","title":"a, \"b\"","summary":"one\ntwo"})"},
        TableRowCase{"Semicolons", "Key;Title\nk1;a, b", R"({"id":"k1","title":"a, b"})"},
        TableRowCase{"Tabs", "\xEF\xBB\xBFtitle\tx\n a \tb c\n",
                     R"({"id":"books#1","title":"a","x":"b c","content":"x: b c"})"},
        TableRowCase{"NamedSeparator", "sep=;\ntitle;x\na,b;c\n",
                     R"({"id":"books#1","title":"a,b","x":"c","content":"x: c"})"},
        TableRowCase{"OneColumn", "Title\na\n", R"({"id":"books#1","title":"a"})"},
        TableRowCase{"EmptyCells", "title,x,y\na,, \n\n,,\n", R"({"id":"books#1","title":"a"})"},
        TableRowCase{"FewerCells", "title,x\na\n", R"({"id":"books#1","title":"a"})"},
        TableRowCase{"Numbers", "title,importance,quality,x\n007,70,5a,8\n",
                     R"({"id":"books#1","title":"007","importance":70,"quality":"5a","x":"8","content":"x: 8"})"},
        TableRowCase{"Lists", "Author,Manual Tags,Automatic Tags\n\"Bell, A.; Cox, B.\",a; b c,\"b c, d\"\n",
                     R"({"id":"books#1","authors":["Bell, A.","Cox, B."],"tags":["a","b c","d"]})"},
        TableRowCase{"Dates", "Publication Year,Date\n2020,2020-05-01\n",
                     R"({"id":"books#1","published":"2020-05-01","publication_year":"2020"})"},
        TableRowCase{"OddDate", "Publication Year,Date\n2020,May 2020\n",
                     R"({"id":"books#1","published":"May 2020","publication_year":"2020"})"},
        TableRowCase{
            "OtherNames", "Url,Abstract Note,Notes,Publication Title,Item Type,ISBN\nu,a,n,p,book,1\n",
            R"({"id":"books#1","url":"u","abstract":"a","relevance_note":"n","publication":"p","type":"book","isbn":"1","content":"ISBN: 1"})"},
        TableRowCase{"SameNames", "x,X,id,key,\na,b,i,k,e\n",
                     R"({"id":"i","x":"a","x_2":"b","other_id":"k","column_5":"e","content":"x: a\nX: b\ne"})"},
        TableRowCase{"AName", "Name,Supplier,Content\na,b,c\n",
                     R"({"id":"books#1","title":"a","supplier":"b","content":"c","description":"Supplier: b"})"},
        TableRowCase{"ANameBesideATitle", "Name,Title,Text,Description\na,b,c,d\n",
                     R"({"id":"books#1","name":"a","title":"b","text":"c","description":"d"})"},
        TableRowCase{"CarriageReturnsAlone", "title,x\ra,b\r",
                     R"({"id":"books#1","title":"a","x":"b","content":"x: b"})"}),
    case_name<TableRowCase>);

TEST(Table, CountsRowsAndTellsTheirLines) {
  const auto result = read_rows("title,x\na,\"1\n2\"\nb,1,2\n\nc,3\n");
  EXPECT_EQ(result.ids(), (Ids{"books#1", "books#3"}));
  EXPECT_EQ(result.records.back().origin.line, 6u);
  const auto rejection = only_rejection(result);
  EXPECT_EQ(rejection.origin.line, 4u);
  EXPECT_EQ(rejection.record_id, "books#2");
  EXPECT_EQ(rejection.reason, "the row has 3 cells, the header 2");
}

TEST(Table, RejectsARowThatIsNoTextOrTooLong) {
  const auto result =
      read_rows("title,x\n" + repeat("x", 100) + ",b\n" + repeat(",\n", 1 << 20) + "a\xFF,b\nc,d\n", "books.csv", 50);
  EXPECT_EQ(result.ids(), (Ids{"books#1048579"}));
  ASSERT_EQ(result.rejections.size(), 2u);
  EXPECT_EQ(result.rejections[0].origin.line, 2u);
  EXPECT_EQ(result.rejections[1].reason, "cell 1 of the row is not UTF-8");
}

TEST(Table, EndsWhereAQuotationMarkIsNotClosed) {
  const auto result = read_rows("title,x\na,b\n\"c,d\ne,f\n");
  EXPECT_EQ(result.ids(), (Ids{"books#1"}));
  const auto rejection = only_rejection(result);
  EXPECT_EQ(rejection.origin.line, 3u);
  EXPECT_EQ(rejection.scope, Rejection::Scope::kRest);
  const auto endless = only_rejection(read_rows("title\n\"" + repeat("x\n", 200'000), "a.csv", 1000));
  EXPECT_NE(endless.reason.find("is a quotation mark not closed?"), std::string::npos);
}

TEST(Table, IsReadAsAStream) {
  std::string text = "id,title\n";
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i) + ",\"row \"\"" + std::to_string(i) + "\"\"\"\n";
  const auto result = read_rows(text);
  EXPECT_EQ(result.records.size(), 50'000u);
  EXPECT_EQ(result.records.back().json, R"({"id":"49999","title":"row \"49999\""})");
}

TEST(Table, GivesNothingForAHeaderAlone) { EXPECT_TRUE(read_rows("title,x\n").records.empty()); }

}  // namespace
}  // namespace kbsearch::records
