#include "records/field_values.hpp"

#include <gtest/gtest.h>

namespace kbsearch::records {
namespace {

RecordValues values_of(const std::string& members) {
  return std::get<RecordValues>(
      read_fields(Record::from_json(R"({"id":"a",)" + members + "}"), Schema::knowledge_base()));
}

const FieldValue& field_of(const RecordValues& values, std::string_view name) {
  return values.fields[Schema::knowledge_base().find(name)];
}

using Texts = std::vector<std::string>;

TEST(FieldValues, UnderstandNumbersInText) {
  EXPECT_EQ(field_of(values_of(R"("importance":"55")"), "importance").number, 55.0);
  EXPECT_EQ(field_of(values_of(R"("importance":" 7.5 ")"), "importance").number, 7.5);
}

TEST(FieldValues, UnderstandNamedThings) {
  EXPECT_EQ(field_of(values_of(R"("author":{"name":"Ada"})"), "authors").texts, Texts{"Ada"});
  EXPECT_EQ(field_of(values_of(R"("author":[{"given":"Ada","family":"Lovelace"},"B"])"), "authors").texts,
            (Texts{"Ada Lovelace", "B"}));
  EXPECT_EQ(field_of(values_of(R"("author":[{"literal":"The Society"}])"), "authors").texts, Texts{"The Society"});
}

TEST(FieldValues, PartOneTextOfTagsAtItsCommas) {
  EXPECT_EQ(field_of(values_of(R"("tags":"a, b c,, ")"), "tag").texts, (Texts{"a", "b c"}));
  EXPECT_EQ(field_of(values_of(R"("tags":["a, b"])"), "tag").texts, Texts{"a, b"});
  EXPECT_EQ(field_of(values_of(R"("type":"a, b")"), "type").texts, Texts{"a, b"});
}

TEST(FieldValues, TakeTheDateThatAPageHas) {
  for (const char* member : {"published", "date", "created", "updated", "last_edited"}) {
    const auto values = values_of("\"" + std::string(member) + R"(":"17.05.2024")");
    EXPECT_EQ(field_of(values, "published").number, 20240517.0) << member;
  }
  const auto both = values_of(R"("created":"2024-01-01","updated":"2024-05-17")");
  EXPECT_EQ(field_of(both, "published").number, 20240101.0);
  EXPECT_EQ(field_of(both, "updated").number, 20240517.0);
}

TEST(FieldValues, AreLeftOutByTheNameThatTheFileHas) {
  const auto values = values_of(R"("created":"someday","modified":"never","cited_by":[{"id":"p","quality":"good"}])");
  std::vector<std::string> fields;
  for (const auto& rejection : values.left_out) fields.push_back(rejection.field);
  EXPECT_EQ(fields, (Texts{"cited_by.quality", "created", "modified"}));
}

TEST(FieldValues, TellMembersThatNoFieldReads) {
  const auto values = values_of(R"("title":"a","colour":"red","size":7,"lang":"en","cited_by":[],"cited":1,"none":null,
                                   "empty":"","text":"b")");
  EXPECT_EQ(values.unread, (Texts{"cited", "colour", "size"}));
  const auto table = values_of(R"("supplier":"Nordpump","price":7,"content":"Supplier: Nordpump")");
  EXPECT_EQ(table.unread, Texts{"price"}) << "the other is found in the text";
}

TEST(FieldValues, AreLeftOutOneByOneWhenTheyCannotBeRead) {
  const auto values = values_of(R"("title":"pump","importance":"high","quality":101,"published":"2024-02-31",
                                   "authors":[{"shoe_size":43}],"credibility":[[]],"tags":["x"])");
  std::vector<std::string> fields;
  for (const auto& rejection : values.left_out) {
    EXPECT_EQ(rejection.scope, Rejection::Scope::kField);
    EXPECT_EQ(rejection.record_id, "a");
    fields.push_back(rejection.field);
  }
  EXPECT_EQ(fields, (Texts{"authors", "importance", "quality", "published"}));
  EXPECT_FALSE(field_of(values, "importance").number);
  EXPECT_EQ(field_of(values, "title").texts, Texts{"pump"});
  EXPECT_EQ(field_of(values, "tag").texts, Texts{"x"});
}

TEST(FieldValues, RejectTheRecordAtTheFirstFaultWhereThatIsAsked) {
  const auto read = read_fields(Record::from_json(R"({"id":"a","importance":"high","quality":101})"),
                                Schema::knowledge_base(), FieldFaults::kReject);
  ASSERT_TRUE(std::holds_alternative<Rejection>(read));
  EXPECT_EQ(std::get<Rejection>(read).field, "importance");
  EXPECT_EQ(std::get<Rejection>(read).scope, Rejection::Scope::kRecord);
}

}  // namespace
}  // namespace kbsearch::records
