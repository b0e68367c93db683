#include <gtest/gtest.h>

#include "kbsearch/json.hpp"

namespace kbsearch {
namespace {

SearchResults full_results() {
  Hit hit;
  hit.rank = 3;
  hit.record_id = "a1";
  hit.score = 1.5;
  hit.title = "Heat pumps";
  hit.path = "/kb/a1.md";
  hit.type = "paper";
  hit.tags = {"energy"};
  hit.importance = 70.0;
  hit.cited_by_count = 2;
  hit.snippet = {.field = "key_points", .ordinal = 2, .text = "A pump.", .marks = {{2, 6}}};
  hit.passages = {hit.snippet, {.field = "content", .text = "Heat.", .marks = {{0, 4}}, .starts_inside = true}};
  hit.matched_fields = {{"title", 1}};
  hit.missing_words = {"cold"};
  hit.collapsed = 4;
  hit.near_duplicate_of = "a0";
  hit.explanation = Explanation{"score", 1.5, "", {{"importance", 1.5, "70 of 100", {}, {{"rank", 1.0, "", {}}}}}};
  SearchResults results;
  results.hits = {hit};
  results.total = {7, false};
  results.groups = 5;
  results.took = std::chrono::microseconds(42);
  results.facets = {{"tag", "tag", {{"energy", 6, "Energy"}}, 2, 1}};
  results.unknown_words = {"hete"};
  results.corrections = {{"hete", "heat", 2, 9}};
  results.did_you_mean = "heat";
  results.total_without_filter = 8;
  results.expansions = {{"hp", "heat pump", {ExpansionReason::Kind::kSynonym}, 2}};
  results.relaxation = Relaxation{{"cold"}, 3};
  results.clauses = {{"type:papr", 0, 4, {"paper"}}};
  results.related_tags = {{"heating", 2, 5, "Heating"}};
  results.next_cursor = "c";
  results.warnings = {{1, "a warning"}};
  results.notes = {{2, "a note"}};
  return results;
}

TEST(SearchJson, HasEveryMemberThatTheHeaderLaysDown) {
  EXPECT_EQ(
      results_to_json(full_results(), "hete", {.query_id = "q1"}),
      R"({"schema_version":1,"query_id":"q1","query":"hete","total":{"value":7,"relation":"at_least"},"groups":5,)"
      R"("took_us":42,"hits":[{"rank":3,"id":"a1","score":1.5,"title":"Heat pumps","path":"/kb/a1.md","url":null,)"
      R"("type":"paper","tags":["energy"],"importance":70.0,"quality":null,"published":null,"cited_by_count":2,)"
      R"("snippet":{"field":"key_points","ordinal":2,"text":"A pump.","marks":[[2,6]]},)"
      R"("passages":[{"field":"key_points","ordinal":2,"text":"A pump.","marks":[[2,6]]},)"
      R"({"field":"content","text":"… Heat.","marks":[[4,8]]}],"matched_fields":{"title":1},"missing_words":["cold"],)"
      R"("collapsed":4,"near_duplicate_of":"a0","explanation":{"label":"score","value":1.5,)"
      R"("parts":[{"label":"importance","value":1.5,"detail":"70 of 100","instead_of":[{"label":"rank","value":1.0}]}]}}],"facets":{"tag":[{"value":"energy",)"
      R"("count":6,"label":"Energy"}]},"facet_details":{"tag":{"distinct":2,"missing":1,"filter_field":"tag"}},)"
      R"("did_you_mean":"heat",)"
      R"("unknown_words":["hete"],"corrections":[{"word":"hete","meant":"heat","edits":2,"records":9}],)"
      R"("expansions":[{"words":"hp","text":"heat pump","reason":"synonym","hits":2}],)"
      R"("relaxation":{"dropped":["cold"],"total":3},"total_without_filter":8,)"
      R"("clauses":[{"clause":"type:papr","records":0,"total_without":4,"nearest_values":["paper"]}],)"
      R"("related_tags":[{"value":"heating","count":2,"records":5,"label":"Heating"}],"next_cursor":"c",)"
      R"("warnings":[{"at":1,"what":"a warning"},{"at":2,"what":"a note"}]})");
}

TEST(SearchJson, SaysOfNothingThatThereIsNone) {
  EXPECT_EQ(
      results_to_json({}, ""),
      R"({"schema_version":1,"query":"","total":{"value":0,"relation":"exact"},"took_us":0,"hits":[],"facets":{},)"
      R"("did_you_mean":null,"unknown_words":[],"corrections":[],"expansions":[],"relaxation":null,)"
      R"("next_cursor":null,"warnings":[]})");
}

TEST(SearchJson, ReplacesWhatIsNoUtf8) {
  EXPECT_NE(results_to_json({}, "x\xFF").find("\"query\":\"x\xEF\xBF\xBD\""), std::string::npos);
}

TEST(SearchJson, ComparesTwoExplainedRecords) {
  const std::vector<ExplainedRecord> records = {{"a", Explanation{"score", 2.0, "", {{"importance", 2.0, "", {}}}}},
                                                {"b", Explanation{"score", 0.5, "", {{"importance", 0.5, "", {}}}}}};
  EXPECT_EQ(explanations_to_json(records, "heat", "default"),
            R"({"schema_version":1,"query":"heat","profile":"default","records":[{"id":"a","explanation":)"
            R"({"label":"score","value":2.0,"parts":[{"label":"importance","value":2.0}]}},{"id":"b","explanation":)"
            R"({"label":"score","value":0.5,"parts":[{"label":"importance","value":0.5}]}}],)"
            R"("compared":["a","b"],"differences":[{"label":"importance","values":[2.0,0.5],"gain":1.5}]})");
  EXPECT_EQ(explanations_to_json({{"a", {}}}, "heat", "default"),
            R"({"schema_version":1,"query":"heat","profile":"default","records":[{"id":"a","explanation":null}]})");
}

}  // namespace
}  // namespace kbsearch
