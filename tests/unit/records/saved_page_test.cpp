#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "reading.hpp"
#include "records/saved_page_words.hpp"

namespace kbsearch::records {
namespace {

// Written for this test, in the shape of the wiki's pages.
constexpr const char* kSavedPage = R"(Skip to content
Longterm Wiki
Back

Harbour Tide Tables

blog

Shows how a small port publishes its tides.

Metadata

Importance: 45/100reportnews

Summary

A port explains its tables.
They are free.

Key Points

  • Tides are computed a year ahead.
  • The tables are checked
    against a gauge.

Cited by 2 pages

PageTypeQuality
North Sea (2024)Research Area62.5
Old HarbourConcept-

Cached Content Preview

HTTP 200Fetched Mar 12, 202514 KB
 Tides
 
 
 
 Summary
 Resource ID: not this one

 High water at noon.
 

... (truncated, 14 KB total)
Resource ID: 0123abcd4567ef89 | Stable ID: sid_Harbour01
)";

nlohmann::json parse_page(const std::string& text) {
  return nlohmann::json::parse(only_json(read_as(RecordFormat::kSavedPage, text, "p.txt")));
}

TEST(SavedPage, GivesEveryPart) {
  const auto expected = nlohmann::json::parse(R"json({
    "id": "0123abcd4567ef89", "stable_id": "sid_Harbour01", "title": "Harbour Tide Tables", "type": "blog",
    "relevance_note": "Shows how a small port publishes its tides.", "importance": 45, "tags": ["report", "news"],
    "summary": "A port explains its tables.\nThey are free.",
    "key_points": ["Tides are computed a year ahead.", "The tables are checked against a gauge."],
    "cited_by": [{"id": "north-sea-2024", "title": "North Sea (2024)", "type": "Research Area", "quality": 62.5},
                 {"id": "old-harbour", "title": "Old Harbour", "type": "Concept"}],
    "http_status": 200, "fetched_at": "2025-03-12",
    "content": "Tides\n\nSummary\nResource ID: not this one\n\nHigh water at noon.", "content_truncated": true
})json");
  EXPECT_EQ(parse_page(kSavedPage), expected);
}

TEST(SavedPage, IsTheSameWithCarriageReturns) {
  std::string text;
  for (const char c : std::string(kSavedPage)) text += c == '\n' ? "\r\n" : std::string(1, c);
  EXPECT_EQ(parse_page(text), parse_page(kSavedPage));
}

TEST(SavedPage, LeavesOutWhatItDoesNotSay) {
  EXPECT_EQ(parse_page("Title\n\nhttps://example.org/x\n\nKey Points\n\n• One\n\nResource ID: r1"),
            nlohmann::json::parse(
                R"({"id": "r1", "title": "Title", "url": "https://example.org/x", "key_points": ["One"]})"));
}

struct MetadataCase {
  const char* name;
  const char* lines;
  const char* json;  ///< What they add to the record.
};

class SavedPageMetadata : public testing::TestWithParam<MetadataCase> {};

TEST_P(SavedPageMetadata, IsReadOrKeptAsItIs) {
  auto expected = nlohmann::json::parse(GetParam().json);
  expected.update({{"id", "r1"}, {"title", "Title"}, {"content", "Text"}});
  const std::string text =
      "Title\n\nMetadata\n\n" + std::string(GetParam().lines) + "\n\nCached Content Preview\n\nText\nResource ID: r1";
  const std::string json = only_json(read_as(RecordFormat::kSavedPage, text, "p.txt"));
  EXPECT_EQ(nlohmann::json::parse(json), expected);
  EXPECT_EQ(json.find("\"tags\""), json.rfind("\"tags\"")) << "no member twice: " << json;
}

INSTANTIATE_TEST_SUITE_P(
    Table, SavedPageMetadata,
    testing::Values(MetadataCase{"Importance", "Importance: 7/100", R"({"importance": 7})"},
                    MetadataCase{"Fraction", "Importance: 86.5/100news", R"({"importance": 86.5, "tags": ["news"]})"},
                    MetadataCase{"TagsAlone", "reportnews", R"({"tags": ["report", "news"]})"},
                    MetadataCase{"TagsOnTwoLines", "Importance: 1/100news\nblog",
                                 R"({"importance": 1, "tags": ["news", "blog"]})"},
                    MetadataCase{"NoNumber", "Importance: high/100", R"({"metadata": ["Importance: high/100"]})"},
                    MetadataCase{"NoScale", "Importance: 30", R"({"metadata": ["Importance: 30"]})"},
                    MetadataCase{"SecondImportance", "Importance: 1/100\nImportance: 2/100",
                                 R"({"importance": 1, "metadata": ["Importance: 2/100"]})"},
                    MetadataCase{"OtherLine", "Published: 2020", R"({"metadata": ["Published: 2020"]})"}),
    case_name<MetadataCase>);

TEST(SavedPage, IsRejectedWithoutAnId) {
  for (const char* text : {"Title\n\nKey Points\n• One\n", "Title\nKey Points\nResource ID:  | Stable ID: s"}) {
    const Rejection rejection = only_rejection(read_as(RecordFormat::kSavedPage, text, "p.txt"));
    EXPECT_EQ(rejection.field, "id") << text;
    EXPECT_EQ(rejection.origin.path, "p.txt");
  }
}

struct SavedTagCase {
  const char* name;
  const char* text;
  std::vector<std::string> tags;
};

class SplitTags : public testing::TestWithParam<SavedTagCase> {};

TEST_P(SplitTags, PartsKnownTagsOnly) { EXPECT_EQ(split_tags(GetParam().text), GetParam().tags); }

INSTANTIATE_TEST_SUITE_P(Table, SplitTags,
                         testing::Values(SavedTagCase{"None", "", {}}, SavedTagCase{"One", "news", {"news"}},
                                         SavedTagCase{"TwoRunTogether", "press releasenews", {"press release", "news"}},
                                         SavedTagCase{"FewestWin", "ai-safety-research", {"ai-safety-research"}},
                                         SavedTagCase{
                                             "LongOverShort", "safety-researchpolicy", {"safety-research", "policy"}},
                                         SavedTagCase{"UnknownStaysWhole", "newszebra", {"newszebra"}}),
                         case_name<SavedTagCase>);

struct RowCase {
  const char* name;
  const char* row;
  CitingPage page;
};

class CitingRow : public testing::TestWithParam<RowCase> {};

TEST_P(CitingRow, IsTakenApart) {
  const CitingPage page = split_citing_row(GetParam().row);
  EXPECT_EQ(page.title, GetParam().page.title);
  EXPECT_EQ(page.type, GetParam().page.type);
  EXPECT_EQ(page.quality, GetParam().page.quality);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CitingRow,
    testing::Values(RowCase{"Full", "Sea Lab (NL)Organization51.0", {"Sea Lab (NL)", "Organization", "51.0"}},
                    RowCase{"DigitsInTheTitle", "Plan 2030Policy7", {"Plan 2030", "Policy", "7"}},
                    RowCase{"NoQuality", "Sea LabOrganization", {"Sea Lab", "Organization", ""}},
                    RowCase{"DashForQuality", "Sea LabOrganization—", {"Sea Lab", "Organization", ""}},
                    RowCase{"UnknownType", "Sea LabVessel51", {"Sea LabVessel51", "", ""}},
                    RowCase{"OnlyAType", "Risk12", {"Risk12", "", ""}},
                    RowCase{"LowerCase", "Sea Labrisk51.0", {"Sea Lab", "risk", "51.0"}},
                    RowCase{"LowerCaseWithHyphen", "Sea Labsafety-agenda7", {"Sea Lab", "safety-agenda", "7"}},
                    RowCase{"TitleThatNamesAType", "Sea riskConcept5", {"Sea risk", "Concept", "5"}},
                    RowCase{"TypeOnlyInTheTitle", "Sea risk51", {"Sea risk51", "", ""}},
                    RowCase{"OddNumber", "Sea LabRisk1.2.3", {"Sea Lab", "Risk", ""}}),
    case_name<RowCase>);

struct FetchCase {
  const char* name;
  const char* line;
  bool fits;
  const char* status;
  const char* date;
};

class FetchLineOfAPage : public testing::TestWithParam<FetchCase> {};

TEST_P(FetchLineOfAPage, IsTakenApart) {
  const auto fetch = split_fetch_line(GetParam().line);
  ASSERT_EQ(fetch.has_value(), GetParam().fits);
  if (!fetch) return;
  EXPECT_EQ(fetch->http_status, GetParam().status);
  EXPECT_EQ(fetch->fetched_at, GetParam().date);
}

INSTANTIATE_TEST_SUITE_P(
    Table, FetchLineOfAPage,
    testing::Values(FetchCase{"YearRunsIntoSize", "HTTP 200Fetched Apr 9, 20266 KB", true, "200", "2026-04-09"},
                    FetchCase{"TwoDigitDay", "HTTP 404Fetched Dec 31, 2025112 KB", true, "404", "2025-12-31"},
                    FetchCase{"NoStatus", "Fetched May 2, 20253 KB", true, "", "2025-05-02"},
                    FetchCase{"NoDate", "HTTP 200", true, "200", ""},
                    FetchCase{"UnknownMonth", "HTTP 200Fetched Foo 9, 2026", true, "200", ""},
                    FetchCase{"Prose", "HTTP is a protocol", false, "", ""}),
    case_name<FetchCase>);

TEST(SavedPage, ReadsTheSeed) {
  const char* const shared = std::getenv("KBSEARCH_SHARED_DATA");
  const std::filesystem::path seed = std::filesystem::path(shared ? shared : "") / "seed";
  if (shared == nullptr || !std::filesystem::is_directory(seed)) {
    GTEST_SKIP() << "KBSEARCH_SHARED_DATA names no directory that holds seed/";
  }
  const auto result = read_to_end(RecordReader::open({seed.string()}));
  const auto page = nlohmann::json::parse(only_json(result));
  EXPECT_EQ(page["id"], "87c36d42aade0023");
  EXPECT_EQ(page["stable_id"], "sid_1EBHR6g6Q3");
  EXPECT_EQ(page["importance"], 30);
  EXPECT_EQ(page["tags"], nlohmann::json::parse(R"(["press release", "news"])"));
  EXPECT_EQ(page["key_points"].size(), 5u);
  ASSERT_EQ(page["cited_by"].size(), 1u);
  EXPECT_EQ(page["cited_by"][0]["quality"], 51.0);
  EXPECT_EQ(page["fetched_at"], "2026-04-09");
  EXPECT_EQ(page["content_truncated"], true);
  EXPECT_FALSE(page.contains("url"));
}

}  // namespace
}  // namespace kbsearch::records
