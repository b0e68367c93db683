#include "report/eval_page.hpp"

#include <algorithm>
#include <map>
#include <numeric>

#include "counted.hpp"
#include "report/markup.hpp"
#include "report/plots.hpp"

namespace kbsearch::report {
namespace {

using cli::counted;
using cli::EvalComparison;
using cli::EvalReport;

/// Below, chance is no good explanation any more.
constexpr double kTelling = 0.05;
constexpr std::size_t kListed = 8;

/// Query ids are anything: a page names the queries by their places.
class Anchors {
 public:
  explicit Anchors(const Evaluation& evaluation) {
    for (std::size_t i = 0; i < evaluation.query_ids.size(); ++i) places_[evaluation.query_ids[i]] = i + 1;
  }
  std::string of(const std::string& id) const {
    const auto place = places_.find(id);
    return place == places_.end() ? std::string() : "query-" + std::to_string(place->second);
  }
  std::string address(const std::string& id) const {
    const auto name = of(id);
    return name.empty() ? name : "#" + name;
  }

 private:
  std::map<std::string, std::size_t> places_;
};

class Page {
 public:
  Page(const EvalReport& report, const EvalPage& page) : report_(report), page_(page), anchors_(report.evaluation) {}

  std::string html() {
    begin();
    metrics();
    for (const auto* comparison : comparisons()) changes_of(*comparison);
    values();
    worst();
    each_query();
    out_ +=
        "</main>\n<footer><p>Made by kbsearch " + escaped(page_.version) +
        ". Metrics are trec_eval\u2019s, with linear gains; intervals are 95% bootstrap intervals over the queries; "
        "p is that of a two-sided randomisation test.</p></footer>\n</body></html>\n";
    return std::move(out_);
  }

 private:
  const std::string& text_of(const std::string& id) const {
    static const std::string kNone;
    const auto text = report_.query_texts.find(id);
    return text == report_.query_texts.end() ? kNone : text->second;
  }

  std::vector<const EvalComparison*> comparisons() const {
    std::vector<const EvalComparison*> all;
    if (report_.versus) all.push_back(&*report_.versus);
    if (report_.baseline) all.push_back(&*report_.baseline);
    return all;
  }

  bool is_shown(const std::string& metric) const { return !report_.judged_is_a_note || metric != cli::kTrustMetric; }

  void begin() {
    out_ +=
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        // Nothing is asked for and nothing runs, whatever a record says.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<title>Evaluation of " +
        escaped(report_.name) + "</title>\n<style>" + std::string(style_sheet()) + "</style></head>\n<body>\n";
    out_ += "<header><h1>Evaluation of " + escaped(report_.name) + "</h1>\n<p class=\"soft\">" +
            counted(report_.evaluation.query_count, "judged query", "judged queries") + " of <code>" +
            escaped(page_.queries) + "</code> with <code>" + escaped(page_.qrels) + "</code>, asked of <code>" +
            escaped(page_.index) + "</code></p></header>\n<main>\n";
  }

  void metrics() {
    const auto all = comparisons();
    if (all.empty()) {
      out_ +=
          "<section class=\"card\"><table><thead><tr><th>metric</th><th>from 0 to 1</th><th class=\"number\">mean</th>"
          "<th class=\"number\">95% interval</th></tr></thead><tbody>\n";
      for (const auto& metric : report_.evaluation.metrics) {
        if (!is_shown(metric.name)) continue;
        out_ += "<tr><td>" + escaped(metric.name) + "</td><td>" + estimates({metric.mean, metric.interval}, {}) +
                "</td><td class=\"number\">" + number(metric.mean, 4) + "</td><td class=\"number\">" +
                (metric.interval ? number(metric.interval->low, 4) + " to " + number(metric.interval->high, 4)
                                 : std::string()) +
                "</td></tr>\n";
      }
      out_ += "</tbody></table></section>\n";
    }
    for (const auto* comparison : all) metrics_against(*comparison);
    trust();
  }

  void metrics_against(const EvalComparison& comparison) {
    out_ += "<h2>Against " + escaped(comparison.name) + "</h2>\n<p>" + verdict(comparison) +
            "</p>\n<section class=\"card\"><table><thead><tr><th>metric</th><th>from 0 to 1</th>"
            "<th class=\"number\">mean</th><th class=\"number\">other</th><th class=\"number\">difference</th>"
            "<th>won, tied, lost</th><th class=\"number\">p</th></tr></thead><tbody>\n";
    for (const auto& metric : comparison.metrics) {
      if (!is_shown(metric.name)) continue;
      const auto* own = report_.evaluation.find(metric.name);
      const auto* other = comparison.other.find(metric.name);
      const double difference = metric.paired ? metric.paired->mean : metric.mean - metric.other_mean;
      out_ += "<tr><td>" + escaped(metric.name) + "</td><td>" +
              estimates({metric.mean, own != nullptr ? own->interval : std::nullopt},
                        Estimate{metric.other_mean, other != nullptr ? other->interval : std::nullopt}) +
              "</td><td class=\"number\">" + number(metric.mean, 4) + "</td><td class=\"number\">" +
              number(metric.other_mean, 4) + "</td><td class=\"number\">";
      const char* kind = !is_telling(metric) ? "" : difference > 0.0 ? "better" : "worse";
      out_ += "<span class=\"" + std::string(kind) + "\">" + number(difference, 4, true) + "</span>";
      if (metric.paired) {
        out_ += "<br><span class=\"soft\">" + number(metric.paired->interval.low, 4, true) + " to " +
                number(metric.paired->interval.high, 4, true) + "</span>";
      }
      out_ += "</td><td>";
      if (metric.paired) {
        out_ += tally(metric.paired->wins, metric.paired->ties, metric.paired->losses) + "<span class=\"soft\">" +
                std::to_string(metric.paired->wins) + " \u00b7 " + std::to_string(metric.paired->ties) + " \u00b7 " +
                std::to_string(metric.paired->losses) + "</span>";
      }
      out_ += "</td><td class=\"number\">" + (metric.paired ? number(metric.paired->p, 4) : std::string("\u2013")) +
              "</td></tr>\n";
    }
    out_ += "</tbody></table></section>\n";
  }

  static bool is_telling(const MetricComparison& metric) {
    if (!metric.paired) return false;
    return metric.paired->p < kTelling || metric.falls();
  }

  std::string verdict(const EvalComparison& comparison) const {
    std::vector<std::string> better;
    std::vector<std::string> worse;
    for (const auto& metric : comparison.metrics) {
      if (!is_shown(metric.name) || !is_telling(metric)) continue;
      (metric.paired->mean > 0.0 ? better : worse).push_back(metric.name);
    }
    const auto sentence = [](const std::vector<std::string>& names, const char* kind) {
      std::string text = std::string("<span class=\"") + kind + "\">" + kind + "</span> in ";
      for (std::size_t i = 0; i < names.size(); ++i) text += (i > 0 ? ", " : "") + escaped(names[i]);
      return text;
    };
    if (better.empty() && worse.empty()) return "No metric differs by more than chance explains.";
    std::string text = "More than chance explains: ";
    if (!better.empty()) text += sentence(better, "better");
    if (!worse.empty()) text += (better.empty() ? "" : "; ") + sentence(worse, "worse");
    return text + ".";
  }

  void trust() {
    const auto* judged = report_.evaluation.find(cli::kTrustMetric);
    if (!report_.judged_is_a_note || judged == nullptr) return;
    out_ += "<p class=\"soft\">Of the first 10 hits " + number(judged->mean * 100.0, 0) +
            "% are judged; the others count as not relevant.</p>\n";
  }

  void changes_of(const EvalComparison& comparison) {
    for (const auto& metric : comparison.metrics) {
      if (!is_shown(metric.name) || !metric.paired) continue;
      auto changed = changes(report_.evaluation, comparison.other, metric.name);
      if (changed.empty()) continue;
      std::reverse(changed.begin(), changed.end());
      std::vector<Bar> plotted;
      for (const auto& change : changed) {
        const auto difference = change.value - change.other_value;
        plotted.push_back({difference,
                           number(difference, 4, true) + " (" + number(change.value, 4) + " against " +
                               number(change.other_value, 4) + ")  " + text_of(change.query_id) + "  [" +
                               change.query_id + "]",
                           anchors_.address(change.query_id)});
      }
      const auto title = metric.name + " by query, against " + comparison.name;
      out_ += "<h2>" + escaped(title) + "</h2>\n<p class=\"soft\"><span class=\"key win\"></span>" +
              std::to_string(metric.paired->wins) + " won<span class=\"key loss\"></span>" +
              std::to_string(metric.paired->losses) + " lost<span class=\"key\"></span>" +
              std::to_string(metric.paired->ties) + " alike, which are not drawn</p>\n<section class=\"card\">" +
              bars(plotted, title, true) + "</section>\n";
      if (metric.name == comparison.changes_metric) most_changed(changed);
    }
  }

  /// Names the queries that gained most and those that lost most. `changed` has the greatest gains first.
  void most_changed(const std::vector<QueryChange>& changed) {
    out_ += "<section class=\"card pair\">";
    const auto list = [&](const char* title, auto first, auto last, bool gains) {
      std::size_t shown = 0;
      std::string items;
      for (; first != last && shown < kListed; ++first) {
        const double difference = first->value - first->other_value;
        if ((difference > 0.0) != gains) break;
        ++shown;
        items += std::string("<li><span class=\"") + (gains ? "better" : "worse") + "\">" +
                 number(difference, 4, true) + "</span><span class=\"title\"><a href=\"" +
                 anchors_.address(first->query_id) + "\"><bdi>" + escaped(text_of(first->query_id)) +
                 "</bdi></a></span></li>\n";
      }
      if (shown > 0) out_ += std::string("<div><h4>") + title + "</h4><ul class=\"list\">\n" + items + "</ul></div>\n";
    };
    list("Gained most", changed.begin(), changed.end(), true);
    list("Lost most", changed.rbegin(), changed.rend(), false);
    out_ += "</section>\n";
  }

  void values() {
    if (report_.evaluation.metrics.empty()) return;
    const auto& metric = report_.evaluation.metrics.front();
    std::vector<std::size_t> order(metric.values.size());
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return metric.values[a] > metric.values[b]; });
    std::vector<Bar> plotted;
    for (const auto i : order) {
      const auto& id = report_.evaluation.query_ids[i];
      plotted.push_back({metric.values[i], number(metric.values[i], 4) + "  " + text_of(id) + "  [" + id + "]",
                         anchors_.address(id)});
    }
    const auto title = metric.name + " of each query, from the best to the worst";
    const auto perfect = std::count_if(metric.values.begin(), metric.values.end(), [](double v) { return v >= 1.0; });
    const auto nothing = std::count(metric.values.begin(), metric.values.end(), 0.0);
    out_ += "<h2>" + escaped(title) + "</h2>\n<p class=\"soft\">" + std::to_string(perfect) + " of " +
            std::to_string(order.size()) + " are as good as can be, " + std::to_string(nothing) +
            " find nothing that is relevant.</p>\n<section class=\"card\">" + bars(plotted, title, false) +
            "</section>\n";
  }

  void worst() {
    if (page_.worst.empty()) return;
    out_ += "<h2>The worst queries</h2>\n<p class=\"soft\">What was expected, and what came first.</p>\n";
    for (const auto& query : page_.worst) {
      const auto& evaluation = report_.evaluation;
      const auto place = std::find(evaluation.query_ids.begin(), evaluation.query_ids.end(), query.id);
      out_ += "<article class=\"card\"><h3><bdi>" + escaped(text_of(query.id)) +
              "</bdi></h3>\n<p class=\"soft\"><span class=\"id\">" + escaped(query.id) + "</span>";
      for (const auto& metric : evaluation.metrics) {
        if (!is_shown(metric.name) || place == evaluation.query_ids.end()) continue;
        out_ += " \u00b7 " + escaped(metric.name) + ' ' +
                number(metric.values[static_cast<std::size_t>(place - evaluation.query_ids.begin())], 4);
      }
      out_ += "</p>\n<div class=\"pair\">";
      expected(query);
      came_first(query);
      out_ += "</div></article>\n";
    }
  }

  void expected(const QueryCase& query) {
    out_ += "<div><h4>Expected</h4><ol class=\"list\">\n";
    const auto shown = std::min(query.expected.size(), kShownRecords);
    for (std::size_t i = 0; i < shown; ++i) {
      const auto& record = query.expected[i];
      out_ += "<li><span class=\"rank\">" + (record.rank ? std::to_string(*record.rank) : std::string("\u2013")) +
              "</span>" + title_of(record.title, record.id) +
              (record.rank ? "" : "<span class=\"grade missed\">not found</span>") +
              "<span class=\"grade relevant\">grade " + std::to_string(record.grade) + "</span></li>\n";
    }
    if (shown < query.expected.size()) {
      out_ += "<li class=\"soft\">and " + std::to_string(query.expected.size() - shown) + " more</li>\n";
    }
    out_ += "</ol></div>\n";
  }

  void came_first(const QueryCase& query) {
    out_ += "<div><h4>Came first</h4><ol class=\"list\">\n";
    for (std::size_t i = 0; i < query.first.size(); ++i) {
      const auto& record = query.first[i];
      const bool is_relevant = record.grade && *record.grade > 0;
      out_ += "<li><span class=\"rank\">" + std::to_string(i + 1) + "</span>" + title_of(record.title, record.id) +
              "<span class=\"grade" + (is_relevant ? " relevant" : "") + "\">" +
              (record.grade ? "grade " + std::to_string(*record.grade) : std::string("not judged")) + "</span></li>\n";
    }
    if (query.first.empty()) out_ += "<li class=\"soft\">Nothing was found.</li>\n";
    out_ += "</ol></div>\n";
  }

  static std::string title_of(const std::string& title, const std::string& id) {
    constexpr std::size_t kMostTitle = 300;
    if (title.empty()) return "<span class=\"title id\">" + escaped_start(id, kMostTitle) + "</span>";
    return "<span class=\"title\"><bdi>" + escaped_start(title, kMostTitle) + "</bdi> <span class=\"id\">" +
           escaped_start(id, kMostTitle) + "</span></span>";
  }

  void each_query() {
    const auto& evaluation = report_.evaluation;
    out_ += "<h2>All queries</h2>\n<section class=\"card\"><table><thead><tr><th>query</th>";
    for (const auto& metric : evaluation.metrics) out_ += "<th class=\"number\">" + escaped(metric.name) + "</th>";
    out_ += "</tr></thead><tbody>\n";
    for (std::size_t i = 0; i < evaluation.query_ids.size(); ++i) {
      const auto& id = evaluation.query_ids[i];
      out_ += "<tr id=\"" + anchors_.of(id) + "\"><td class=\"words\"><bdi>" + escaped(text_of(id)) +
              "</bdi> <span class=\"id\">" + escaped(id) + "</span></td>";
      for (const auto& metric : evaluation.metrics) {
        out_ += "<td class=\"number\">" + number(metric.values[i], 4) + "</td>";
      }
      out_ += "</tr>\n";
    }
    out_ += "</tbody></table></section>\n";
  }

  const EvalReport& report_;
  const EvalPage& page_;
  Anchors anchors_;
  std::string out_;
};

}  // namespace

std::vector<std::string> worst_queries(const Evaluation& evaluation) {
  std::vector<std::string> ids;
  if (evaluation.metrics.empty()) return ids;
  const auto& values = evaluation.metrics.front().values;
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  for (const auto i : order) {
    if (ids.size() == kMostWorst || values[i] >= 1.0) break;
    ids.push_back(evaluation.query_ids[i]);
  }
  return ids;
}

std::string eval_page(const EvalReport& report, const EvalPage& page) { return Page(report, page).html(); }

}  // namespace kbsearch::report
