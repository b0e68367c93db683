// A ranking of your own: a profile that lets an editor's importance weigh more, and why one record then overtakes
// another.
#include <iomanip>
#include <iostream>
#include <kbsearch/searcher.hpp>
#include <kbsearch/temporary_index.hpp>

namespace {

kbsearch::Record record(const char* json) { return kbsearch::Record::from_json(json); }

}  // namespace

int main() {
  const auto index = kbsearch::TemporaryIndex::of({
      record(
          R"({"id": "blog", "title": "Notes from the cellar", "importance": 5, "summary": "Heat pumps, and heat pumps again."})"),
      record(R"({"id": "study", "title": "Saving energy", "importance": 95, "summary": "What heat pumps save."})"),
      record(R"({"id": "other", "title": "Governance", "importance": 60, "summary": "Boards."})"),
  });
  const auto searcher = index.searcher();

  auto by_text = kbsearch::RankingProfile::named("text");
  auto editors = by_text;
  editors.name = "editors";
  editors.signals = {{.field = "importance", .shape = kbsearch::SignalShape::kLinear, .scale = 100, .weight = 1.0}};

  for (const auto& profile : {by_text, editors}) {
    std::cout << profile.name << ':';
    for (const auto& hit : searcher.search("heat pumps", {.profile = profile}).hits) std::cout << ' ' << hit.record_id;
    std::cout << '\n';
  }

  // Where the scores differ, the largest difference first; the parts add up to it.
  const auto why = searcher.explain_all("heat pumps", {"study", "blog"}, {.profile = editors});
  std::cout << std::fixed << std::setprecision(2) << "study over blog: " << why[0]->value - why[1]->value << '\n';
  for (const auto& part : kbsearch::differences({*why[0], *why[1]})) {
    std::cout << "  " << std::showpos << part.values[0] - part.values[1] << std::noshowpos << "  " << part.label
              << '\n';
  }
  std::cout << "kept as JSON it reads back the same: " << std::boolalpha
            << (kbsearch::RankingProfile::from_json(editors.to_json()).to_json() == editors.to_json()) << '\n';
}
