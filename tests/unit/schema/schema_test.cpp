#include "kbsearch/schema.hpp"

#include <gtest/gtest.h>

#include "kbsearch/error.hpp"
#include "records/field_values.hpp"

namespace kbsearch {
namespace {

Schema with_field(const std::string& members) {
  return Schema::from_json(R"({"fields":[{"name":"title"},{"name":"score","kind":"number")" + members + "}]}");
}

bool takes(const Schema& schema, const std::string& number) {
  const auto read =
      records::read_fields({"id", R"({"id":"id","score":)" + number + "}", {}}, schema, FieldFaults::kReject);
  return std::holds_alternative<records::RecordValues>(read);
}

std::string refusal_of(const std::string& json) {
  try {
    Schema::from_json(json);
  } catch (const Error& error) {
    return error.code() == ErrorCode::kInvalidArgument ? error.what() : "another error";
  }
  return "";
}

// Issue 11: one bound without the other refused every number, or none.
struct BoundsCase {
  const char* name;
  const char* members;
  const char* taken;
  const char* refused;  ///< Empty: none is.
};

class BoundsOfANumber : public testing::TestWithParam<BoundsCase> {};

TEST_P(BoundsOfANumber, AreIndependentAndComeBack) {
  const auto schema = with_field(GetParam().members);
  const auto again = Schema::from_json(schema.to_json());
  EXPECT_EQ(again.to_json(), schema.to_json());
  for (const auto& each : {schema, again}) {
    EXPECT_TRUE(takes(each, GetParam().taken));
    if (*GetParam().refused != '\0') {
      EXPECT_FALSE(takes(each, GetParam().refused));
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Of, BoundsOfANumber,
                         testing::Values(BoundsCase{"TheLeastAlone", R"(,"minimum":1)", "1e300", "0.5"},
                                         BoundsCase{"TheLeastAloneAtZero", R"(,"minimum":0)", "0", "-1"},
                                         BoundsCase{"TheGreatestAlone", R"(,"maximum":-3)", "-1e300", "-2"},
                                         BoundsCase{"TheGreatestAloneAtZero", R"(,"maximum":0)", "-5", "1"},
                                         BoundsCase{"Both", R"(,"minimum":-1,"maximum":1)", "0", "1.5"},
                                         BoundsCase{"OneValue", R"(,"minimum":4,"maximum":4)", "4", "5"},
                                         BoundsCase{"None", "", "-1e300", ""},
                                         BoundsCase{"BothZeroAsEarlierReleasesWroteNone", R"(,"minimum":0,"maximum":0)",
                                                    "7", ""}),
                         [](const auto& param) { return param.param.name; });

TEST(Schema, RefusesBoundsThatCannotBeMet) {
  EXPECT_NE(refusal_of(R"({"fields":[{"name":"a","kind":"number","minimum":2,"maximum":1}]})").find("minimum is 2"),
            std::string::npos);
  EXPECT_NE(refusal_of(R"({"fields":[{"name":"a","minimum":2}]})").find("number field"), std::string::npos);
}

TEST(Schema, KeepsTheWeightOfTheWordsOfAKeywordField) {
  const auto schema = Schema::from_json(R"({"fields":[{"name":"tag","kind":"keyword","word_weight":0.5}]})");
  EXPECT_EQ(Schema::from_json(schema.to_json()).fields().back().word_weight, 0.5);
  EXPECT_NE(refusal_of(R"({"fields":[{"name":"a","word_weight":1}]})").find("keyword field"), std::string::npos);
  EXPECT_NE(refusal_of(R"({"fields":[{"name":"a","kind":"keyword","word_weight":-1}]})").find("must be in"),
            std::string::npos);
}

// Issue 11: an alias with a capital was taken and never found.
TEST(Schema, FindsNamesAndAliasesHoweverTheyAreWritten) {
  const auto schema = Schema::from_json(
      R"({"fields":[{"name":"title","aliases":["Headline","THÈME","Größe"]},{"name":"body","aliases":["Über uns"]}]})");
  for (const char* name : {"title", "TITLE", "Headline", "headline", "HEADLINE", "thème", "Theme", "größe", "GRÖSSE"}) {
    EXPECT_EQ(schema.find(name), 0u) << name;
  }
  EXPECT_EQ(schema.find("über uns"), 1u);
  EXPECT_EQ(schema.find("nothing"), Schema::kNoField);
  EXPECT_EQ(schema.find(""), Schema::kNoField);
  EXPECT_EQ(Schema::from_json(schema.to_json()).find("headline"), 0u);
}

TEST(Schema, RefusesTwoNamesThatFoldAlike) {
  for (const char* names : {R"("Body")", R"("title")", R"("Headline","headline")", R"("thème","THEME")"}) {
    const auto json = std::string(R"({"fields":[{"name":"body"},{"name":"title","aliases":[)") + names + "]}]}";
    EXPECT_NE(refusal_of(json).find("is taken"), std::string::npos) << names;
  }
}

// Issue 11: the stemmers know "english" as well, but no record is in a language of that name.
TEST(Schema, RefusesADefaultLanguageThatIsNoCodeAndListsThoseThereAre) {
  for (const char* language : {"english", "eng", "EN", "en-US", "", "xx", "zz"}) {
    const auto told = refusal_of(R"({"default_language":")" + std::string(language) + R"(","fields":[{"name":"a"}]})");
    EXPECT_NE(told.find("ISO 639-1"), std::string::npos) << language;
    EXPECT_NE(told.find("de, "), std::string::npos) << told;
    EXPECT_NE(told.find("en, "), std::string::npos) << told;
  }
  EXPECT_EQ(refusal_of(R"({"default_language":"de","fields":[{"name":"a"}]})"), "");
}

struct LanguageCase {
  const char* name;
  const char* given;
  const char* read;
};

class LanguageOfARecord : public testing::TestWithParam<LanguageCase> {};

// Issue 11: "DE" was taken as a language of its own, and "english" as "en" by luck, "german" as "ge".
TEST_P(LanguageOfARecord, IsItsTwoLetterCode) {
  const auto json = R"({"id":"id","language":")" + std::string(GetParam().given) + R"(","title":"Kurz"})";
  const auto read = records::read_fields({"id", json, {}}, Schema::knowledge_base());
  EXPECT_EQ(std::get<records::RecordValues>(read).language, GetParam().read);
}

INSTANTIATE_TEST_SUITE_P(
    Given, LanguageOfARecord,
    testing::Values(LanguageCase{"Small", "de", "de"}, LanguageCase{"Capitals", "DE", "de"},
                    LanguageCase{"WithARegion", "de-DE", "de"}, LanguageCase{"WithAnUnderscore", "pt_BR", "pt"},
                    LanguageCase{"WithAnEncoding", "fr_FR.UTF-8", "fr"},
                    LanguageCase{"WithAScript", "zh-Hant-TW", "zh"}, LanguageCase{"ThreeLetters", "deu", "de"},
                    LanguageCase{"ThreeLettersForLibraries", "ger", "de"},
                    LanguageCase{"ThreeLettersAndCapitals", "FRE", "fr"}, LanguageCase{"TheOldCode", "iw", "he"},
                    LanguageCase{"Bokmal", "nb-NO", "no"}, LanguageCase{"SpacesRound", " de ", "de"},
                    // The text is too short to tell: the default.
                    LanguageCase{"AName", "german", "en"}, LanguageCase{"ACodeThatIsNone", "zz", "en"},
                    LanguageCase{"Undetermined", "und", "en"}, LanguageCase{"Empty", "", "en"},
                    LanguageCase{"NoLetters", "12", "en"}, LanguageCase{"ALanguageWithoutATwoLetterCode", "gsw", "en"}),
    [](const auto& param) { return param.param.name; });

}  // namespace
}  // namespace kbsearch
