#include "rank/profiles.hpp"

namespace kbsearch::rank {

// What is not given has the default of RankingProfile. ARCHITECTURE.md tells how the numbers were found.
const std::vector<BuiltInProfile>& built_in_profiles() {
  static const std::vector<BuiltInProfile> profiles = {{"default", R"json({
  "version": 1, "name": "default",
  "description": "words first, then importance and the quality of citing pages",
  "presence": 0.9, "name_weight": 0.2, "adjacency": 0.9, "title_weight": 0.1,
  "title_likeness": 0.2, "proximity": 0.15, "second_field": 0.15,
  "signals": [
    {"field": "importance", "shape": "linear", "scale": 100, "weight": 0.1, "missing": "typical"},
    {"field": "quality_sum", "shape": "saturation", "scale": 300, "weight": 0.15},
    {"field": "own_quality", "shape": "linear", "scale": 100, "weight": 0.15},
    {"field": "length", "shape": "saturation", "scale": 300, "weight": 0.07}
  ]})json"},
                                                       {"text", R"json({
  "version": 1, "name": "text",
  "description": "the words alone: no importance, no quality",
  "presence": 0.9, "name_weight": 0.2, "adjacency": 0.9, "title_weight": 0.1,
  "title_likeness": 0.2, "proximity": 0.15, "second_field": 0.15})json"},
                                                       {"navigational", R"json({
  "version": 1, "name": "navigational",
  "description": "to find a record one knows: its title, its name, and the best known first",
  "k1": 1.6, "presence": 1, "name_weight": 0.2, "adjacency": 1.2, "title_weight": 0.13,
  "title_likeness": 0.3, "proximity": 0.1, "second_field": 0.15,
  "signals": [
    {"field": "importance", "shape": "linear", "scale": 100, "weight": 0.1, "missing": "typical"},
    {"field": "quality_sum", "shape": "saturation", "scale": 300, "weight": 0.2},
    {"field": "own_quality", "shape": "linear", "scale": 100, "weight": 0.25},
    {"field": "length", "shape": "saturation", "scale": 300, "weight": 0.15}
  ]})json"},
                                                       {"evidence", R"json({
  "version": 1, "name": "evidence",
  "description": "to find what supports a claim: long queries, names, little weight on what is well known",
  "k1": 2.6, "presence": 1, "name_weight": 0.4, "adjacency": 1, "title_weight": 0.05,
  "signals": [
    {"field": "quality_sum", "shape": "saturation", "scale": 300, "weight": 0.05}
  ]})json"},
                                                       {"research", R"json({
  "version": 1, "name": "research",
  "description": "an overview of a subject: what editors and the best pages hold to matter comes first",
  "presence": 0.9, "name_weight": 0.2, "adjacency": 0.9, "title_weight": 0.1,
  "title_likeness": 0.2, "proximity": 0.15, "second_field": 0.15,
  "signals": [
    {"field": "importance", "shape": "linear", "scale": 100, "weight": 0.2, "missing": "typical"},
    {"field": "quality_sum", "shape": "saturation", "scale": 300, "weight": 0.3},
    {"field": "credibility", "shape": "linear", "scale": 5, "weight": 0.05, "missing": "typical"}
  ]})json"},
                                                       {"recent", R"json({
  "version": 1, "name": "recent",
  "description": "the newest first, among those that answer",
  "presence": 0.9, "name_weight": 0.2, "adjacency": 0.9, "title_weight": 0.1,
  "title_likeness": 0.2, "proximity": 0.15, "second_field": 0.15,
  "signals": [
    {"field": "published", "shape": "recency", "scale": 2, "weight": 0.3, "missing": 0.2},
    {"field": "importance", "shape": "linear", "scale": 100, "weight": 0.05, "missing": "typical"},
    {"field": "quality_sum", "shape": "saturation", "scale": 300, "weight": 0.1}
  ]})json"},
                                                       {"recall", R"json({
  "version": 1, "name": "recall",
  "description": "to miss nothing: the query is widened by the telling words of its best answers",
  "presence": 0.9, "name_weight": 0.2, "adjacency": 0.9, "title_weight": 0.1,
  "title_likeness": 0.2, "proximity": 0.15, "second_field": 0.15,
  "feedback": {"records": 10, "words": 20, "weight": 0.4},
  "signals": [
    {"field": "importance", "shape": "linear", "scale": 100, "weight": 0.1, "missing": "typical"},
    {"field": "quality_sum", "shape": "saturation", "scale": 300, "weight": 0.15},
    {"field": "own_quality", "shape": "linear", "scale": 100, "weight": 0.15},
    {"field": "length", "shape": "saturation", "scale": 300, "weight": 0.07}
  ]})json"}};
  return profiles;
}

}  // namespace kbsearch::rank
