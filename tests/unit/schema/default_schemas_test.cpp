#include "schema/default_schemas.hpp"

#include <gtest/gtest.h>

#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch::schema {
namespace {

// The built-in schema before words of tags were searched, and before pages had a quality of their own.
constexpr const char* kFormer = R"json({
  "name": "knowledge-base", "length_norm": 0.7, "default_language": "en",
  "fields": [
    {"name": "title", "weight": 3, "snippet": false, "sort": true},
    {"name": "file_name", "weight": 3, "snippet": false},
    {"name": "folders", "weight": 0.5, "snippet": false},
    {"name": "summary", "weight": 1},
    {"name": "key_points", "weight": 1, "aliases": ["keypoints", "key_point"]},
    {"name": "review", "weight": 1},
    {"name": "abstract", "weight": 1},
    {"name": "description", "weight": 1},
    {"name": "relevance_note", "weight": 1, "aliases": ["relevance"]},
    {"name": "content", "paths": ["content", "text"], "weight": 1, "aliases": ["text", "body"]},
    {"name": "authors", "paths": ["authors", "author"], "weight": 1, "snippet": false, "aliases": ["author", "by"]},
    {"name": "publication", "weight": 1, "snippet": false},
    {"name": "url", "weight": 0.5, "snippet": false, "positions": false, "aliases": ["site", "host"]},
    {"name": "tag", "kind": "keyword", "paths": ["tags"], "separator": ",", "facet": true,
     "aliases": ["tags"]},
    {"name": "type", "kind": "keyword", "facet": true, "sort": true},
    {"name": "kind", "kind": "keyword", "facet": true},
    {"name": "citedby", "kind": "keyword", "paths": ["cited_by.id"], "facet": true, "aliases": ["cited_by"]},
    {"name": "importance", "kind": "number", "sort": true, "minimum": 0, "maximum": 100},
    {"name": "quality", "kind": "number", "paths": ["quality", "cited_by.quality"], "reduce": "max", "sort": true,
     "minimum": 0, "maximum": 100},
    {"name": "quality_sum", "kind": "number", "paths": ["cited_by.quality"], "reduce": "sum"},
    {"name": "cited_by_count", "kind": "number", "paths": ["cited_by"], "reduce": "count", "sort": true,
     "aliases": ["citations"]},
    {"name": "credibility", "kind": "number", "minimum": 1, "maximum": 5, "sort": true},
    {"name": "published", "kind": "date", "sort": true, "aliases": ["date", "created"],
     "paths": ["published", "date", "created", "last_edited", "updated", "modified"]},
    {"name": "fetched", "kind": "date", "paths": ["fetched_at"], "sort": true},
    {"name": "http_status", "kind": "number"},
    {"name": "stable_id", "kind": "keyword"},
    {"name": "source", "kind": "keyword", "paths": ["publication"], "facet": true},
    {"name": "aliases", "paths": ["aliases", "also_known_as", "alias"], "weight": 3, "snippet": false,
     "aliases": ["alias"]},
    {"name": "cites", "kind": "keyword", "inverse_of": "citedby"},
    {"name": "path", "kind": "keyword", "aliases": ["file"]},
    {"name": "updated", "kind": "date", "paths": ["updated", "last_edited", "modified", "lastmod"], "sort": true,
     "aliases": ["modified"]}
  ]})json";

TEST(DefaultSchemas, AreKnownByALaterRelease) {
  EXPECT_TRUE(is_a_default(Schema::from_json(kFormer)));
  EXPECT_EQ(renewed(Schema::from_json(kFormer)).to_json(), Schema::knowledge_base().to_json());
  EXPECT_TRUE(is_a_default(Schema::knowledge_base()))
      << "whoever changes the built-in schema adds its digest and leaves the others";
}

TEST(DefaultSchemas, AreNotThoseThatSomeoneChanged) {
  const std::string own = R"({"name":"knowledge-base","fields":[{"name":"title"}]})";
  EXPECT_FALSE(is_a_default(Schema::from_json(own)));
  EXPECT_EQ(renewed(Schema::from_json(own)).to_json(), Schema::from_json(own).to_json());
}

TEST(DefaultSchemas, AreTakenByARebuild) {
  const test::TemporaryDirectory directory;
  const auto index = directory / "index";
  const std::string lines = R"({"id":"a","title":"A","tags":["heat pumps"]})";
  test::load_lines(index, lines, {.jobs = 1, .schema = Schema::from_json(kFormer)});
  EXPECT_TRUE(Searcher::open(index).search("pumps").hits.empty());
  rebuild(index);
  EXPECT_EQ(Searcher::open(index).search("pumps").hits.size(), 1u);

  test::load_lines(index, lines, {.jobs = 1, .rebuild = true, .schema = Schema::from_json(kFormer)});
  EXPECT_TRUE(Searcher::open(index).search("pumps").hits.empty());
  test::load_lines(index, lines, {.jobs = 1, .rebuild = true});
  EXPECT_EQ(Searcher::open(index).search("pumps").hits.size(), 1u);
}

}  // namespace
}  // namespace kbsearch::schema
