// The judged queries: which of them the right ranking wins, and which it loses.
#include <algorithm>

#include "counted.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"
#include "report/markup.hpp"
#include "report/plots.hpp"
#include "workbench/side.hpp"

namespace kbsearch::workbench {
namespace {

using report::escaped;
using report::number;

constexpr const char* kDefaultMetric = "ndcg@10";

Evaluation measured(const std::vector<JudgedQuery>& queries, const std::map<std::string, Judgments>& judgments,
                    const Metric& metric, const Side& side, const Request& request) {
  const auto options = options_of(side, request, metric.depth == 0 ? 1'000 : metric.depth);
  return evaluate(queries, judgments, {metric}, [&](const std::string& text) {
    std::vector<std::string> ranking;
    for (const auto& hit : side.searcher->search(text, options).hits) ranking.push_back(hit.record_id);
    return ranking;
  });
}

std::string metric_field(const std::string& chosen) {
  std::string html = "<label>Metric <select name=\"metric\" form=\"choice\">";
  for (const char* name : {"ndcg@10", "mrr@10", "recall@100", "map", "p@5"}) {
    html += std::string("<option") + (chosen == name ? " selected" : "") + ">" + name + "</option>";
  }
  return html + "</select></label>";
}

}  // namespace

std::string queries_page(const Side& left, const Side& right, const Request& request, const Searcher& searcher,
                         const Bench& bench) {
  auto form = choice_form("queries", "", left, right, searcher, bench, /*has_query=*/false);
  const auto asked = parameter(request.query, "metric");
  const auto metric = Metric::parse(asked.empty() ? kDefaultMetric : asked);
  form.insert(form.find("<form ") + 6, "id=\"choice\" ");
  form.insert(form.find("<button>"), metric_field(metric.name));
  if (bench.judgments == nullptr) {
    return form + "<p>There are no judgments to look at: start with <code>--queries FILE --qrels FILE</code>.</p>\n";
  }
  const auto judgments = bench.judgments->judgments();
  auto queries = bench.judgments->queries();
  std::erase_if(queries, [&](const JudgedQuery& query) { return !judgments.contains(query.id); });
  const auto all = queries.size();
  if (queries.size() > kMostQueries) queries.resize(kMostQueries);
  if (queries.empty()) return form + "<p>No query is judged yet.</p>\n";
  const auto right_values = measured(queries, judgments, metric, right, request);
  const auto left_values = measured(queries, judgments, metric, left, request);
  const auto compared = compare(right_values, left_values).front();

  std::map<std::string, std::string> texts;
  for (const auto& query : queries) texts[query.id] = query.text;
  const auto address = [&](const std::string& id) { return "../" + address_of(texts[id], left.key, right.key); };
  auto changed = changes(right_values, left_values, metric.name);
  std::reverse(changed.begin(), changed.end());
  std::vector<report::Bar> plotted;
  for (const auto& change : changed) {
    const auto difference = change.value - change.other_value;
    plotted.push_back({difference,
                       number(difference, 4, true) + "  " + texts[change.query_id] + "  [" + change.query_id + "]",
                       address(change.query_id)});
  }
  std::string html = form + "<h2>" + escaped(right.name) + " against " + escaped(left.name) + ", " +
                     cli::counted(queries.size(), "judged query", "judged queries") + "</h2>\n";
  if (queries.size() < all) {
    html += "<p>Of " + std::to_string(all) + " judged queries the first " + std::to_string(queries.size()) +
            " were asked.</p>\n";
  }
  html += "<p>" + escaped(metric.name) + ": <strong>" + number(compared.mean, 4) + "</strong> against " +
          number(compared.other_mean, 4);
  if (const auto& paired = compared.paired) {
    const bool is_telling = paired->p < 0.05;
    html += ", difference <span class=\"" +
            std::string(!is_telling          ? "soft"
                        : paired->mean > 0.0 ? "better"
                                             : "worse") +
            "\">" + number(paired->mean, 4, true) + "</span> (95% interval " + number(paired->interval.low, 4, true) +
            " to " + number(paired->interval.high, 4, true) + ", p " + number(paired->p, 4) +
            (is_telling ? "" : ": no more than chance explains") +
            ").</p>\n<p class=\"soft\"><span class=\"key win\"></span>" + std::to_string(paired->wins) +
            " won<span class=\"key loss\"></span>" + std::to_string(paired->losses) +
            " lost<span class=\"key\"></span>" + std::to_string(paired->ties) + " alike, which are not drawn";
  }
  html += "</p>\n<section class=\"card\">" + report::bars(plotted, "Wins and losses of each query", true) +
          "</section>\n<section class=\"card\"><table><thead><tr><th class=\"number\">difference</th>"
          "<th class=\"number\">right</th><th class=\"number\">left</th><th>query</th></tr></thead><tbody>\n";
  for (const auto& change : changed) {
    const auto difference = change.value - change.other_value;
    html += std::string("<tr><td class=\"number ") + (difference > 0.0 ? "better" : "worse") + "\">" +
            number(difference, 4, true) + "</td><td class=\"number\">" + number(change.value, 4) +
            "</td><td class=\"number\">" + number(change.other_value, 4) + "</td><td class=\"words\"><a href=\"" +
            escaped(address(change.query_id)) + "\"><bdi>" + escaped(texts[change.query_id]) +
            "</bdi></a> <span class=\"id\">" + escaped(change.query_id) + "</span></td></tr>\n";
  }
  if (changed.empty()) html += "<tr><td colspan=\"4\">Both rankings give each query the same value.</td></tr>\n";
  return html + "</tbody></table></section>\n";
}

}  // namespace kbsearch::workbench
