#include "report/query_cases.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace kbsearch::report {
namespace {

const std::vector<std::string> kNone;

}  // namespace

void Rankings::note(const std::string& query_text, const Hit& hit) {
  auto& ranking = rankings_[query_text];
  ranking.ids.push_back(hit.record_id);
  if (ranking.titles.size() < kShownRecords) ranking.titles.push_back(hit.title);
}

const std::vector<std::string>& Rankings::ids(const std::string& query_text) const {
  const auto ranking = rankings_.find(query_text);
  return ranking == rankings_.end() ? kNone : ranking->second.ids;
}

const std::vector<std::string>& Rankings::titles(const std::string& query_text) const {
  const auto ranking = rankings_.find(query_text);
  return ranking == rankings_.end() ? kNone : ranking->second.titles;
}

std::string title_of(const Searcher& searcher, const std::string& record_id) {
  const auto record = searcher.find(record_id);
  if (!record) return {};
  const auto json = nlohmann::json::parse(record->json, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return {};
  const auto title = json.find("title");
  return title != json.end() && title->is_string() ? title->get<std::string>() : std::string();
}

QueryCase query_case(const std::string& id, const std::string& text, const Judgments& judgments,
                     const Rankings& rankings, const Searcher& searcher) {
  QueryCase found{id, {}, {}};
  const auto& ids = rankings.ids(text);
  const auto& titles = rankings.titles(text);
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const auto judged = judgments.find(ids[i]);
    found.first.push_back(
        {ids[i], titles[i], judged == judgments.end() ? std::nullopt : std::optional(judged->second)});
  }
  for (const auto& [record_id, grade] : judgments) {
    if (grade <= 0) continue;
    const auto place = std::find(ids.begin(), ids.end(), record_id);
    const auto rank =
        place == ids.end() ? std::nullopt : std::optional(static_cast<std::size_t>(place - ids.begin()) + 1);
    found.expected.push_back({record_id, {}, grade, rank});
  }
  std::stable_sort(found.expected.begin(), found.expected.end(),
                   [](const ExpectedRecord& a, const ExpectedRecord& b) { return a.grade > b.grade; });
  // Titles are read of what is shown alone.
  for (std::size_t i = 0; i < std::min(found.expected.size(), kShownRecords); ++i) {
    found.expected[i].title = title_of(searcher, found.expected[i].id);
  }
  return found;
}

}  // namespace kbsearch::report
