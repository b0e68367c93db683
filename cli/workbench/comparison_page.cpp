// Two rankings of one query side by side: what moved, why, and how each hit is judged.
#include <algorithm>
#include <cmath>
#include <map>

#include "counted.hpp"
#include "kbsearch/evaluation.hpp"
#include "report/markup.hpp"
#include "workbench/side.hpp"

namespace kbsearch::workbench {
namespace {

using report::escaped;
using report::escaped_start;
using report::number;

constexpr std::size_t kShown = 10;
constexpr std::size_t kDeep = 100;   ///< Ranks are known so far.
constexpr std::size_t kReasons = 3;  ///< Parts of a score that are named.
constexpr int kGrades = 4;           ///< 0 to 3.
constexpr std::size_t kMostTitle = 300;
/// Parts of scores that differ by less are not worth a word.
constexpr double kLeastPart = 0.005;

struct Ranking {
  std::vector<Hit> hits;                            ///< The first kShown, explained.
  std::vector<std::string> ids;                     ///< The first kDeep.
  std::map<std::string, std::size_t> ranks;         ///< From 1.
  std::map<std::string, Explanation> explanations;  ///< Of the hits of both sides, as far as they match.
};

Ranking ranked(const std::string& q, const Side& side, const Request& request) {
  Ranking ranking;
  auto options = options_of(side, request, kShown);
  options.explain = true;
  ranking.hits = side.searcher->search(q, options).hits;
  for (const auto& hit : side.searcher->search(q, options_of(side, request, kDeep)).hits) {
    ranking.ids.push_back(hit.record_id);
    ranking.ranks.emplace(hit.record_id, ranking.ids.size());
  }
  for (const auto& hit : ranking.hits) {
    if (hit.explanation) ranking.explanations.emplace(hit.record_id, *hit.explanation);
  }
  return ranking;
}

/// Explains the hits that the other side alone shows.
void explain_the_others(const std::string& q, const Side& side, const Request& request, const Ranking& other,
                        Ranking& ranking) {
  std::vector<std::string> ids;
  for (const auto& hit : other.hits) {
    if (!ranking.explanations.contains(hit.record_id)) ids.push_back(hit.record_id);
  }
  const auto explanations = side.searcher->explain_all(q, ids, options_of(side, request, kShown));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (explanations[i]) ranking.explanations.emplace(ids[i], *explanations[i]);
  }
}

class Comparison {
 public:
  Comparison(std::string q, const Side& left, const Side& right, const Request& request, const Bench& bench)
      : q_(std::move(q)),
        left_(left),
        right_(right),
        bench_(bench),
        rankings_{ranked(q_, left, request), ranked(q_, right, request)} {
    explain_the_others(q_, left, request, rankings_[1], rankings_[0]);
    explain_the_others(q_, right, request, rankings_[0], rankings_[1]);
    read_judgments();
  }

  std::string html() const {
    std::string html = summary();
    html += "<div class=\"sides\">\n";
    html += column(0) + column(1);
    return html + "</div>\n";
  }

 private:
  void read_judgments() {
    if (bench_.judgments == nullptr) return;
    for (const auto& query : bench_.judgments->queries()) {
      if (query.text == q_) query_id_ = query.id;
    }
    if (query_id_.empty()) return;
    const auto all = bench_.judgments->judgments();
    const auto found = all.find(query_id_);
    if (found != all.end()) judged_ = found->second;
  }

  std::string summary() const {
    std::size_t moved = 0;
    std::size_t left_alone = 0;
    for (std::size_t i = 0; i < rankings_[0].hits.size(); ++i) {
      const auto rank = rankings_[1].ranks.find(rankings_[0].hits[i].record_id);
      if (rank == rankings_[1].ranks.end() || rank->second > kShown) {
        ++left_alone;
      } else if (rank->second != i + 1) {
        ++moved;
      }
    }
    const auto shown = rankings_[0].hits.size();
    std::string html = "<p class=\"soft\">";
    if (moved == 0 && left_alone == 0 && shown == rankings_[1].hits.size()) {
      html += "Both rankings show the same, in the same order.";
    } else {
      html += "Of the first " + std::to_string(shown) + " on the left, " + std::to_string(shown - moved - left_alone) +
              " keep their place on the right, " + std::to_string(moved) + " moved, " + std::to_string(left_alone) +
              (left_alone == 1 ? " is" : " are") + " not among the first " + std::to_string(kShown) + " there.";
    }
    if (!query_id_.empty()) {
      html += " Judged as <span class=\"id\">" + escaped(query_id_) +
              "</span>: " + cli::counted(judged_.size(), "record") + ".";
    }
    return html + "</p>\n";
  }

  std::string column(std::size_t at) const {
    const auto& side = at == 0 ? left_ : right_;
    std::string html = "<section aria-label=\"" + std::string(at == 0 ? "Left" : "Right") + "\"><h2>" +
                       escaped(side.name) + measured(at) + "</h2>\n<ol class=\"hits\">\n";
    for (std::size_t i = 0; i < rankings_[at].hits.size(); ++i) html += hit(at, i);
    if (rankings_[at].hits.empty()) html += "<li class=\"card soft\">Nothing was found.</li>\n";
    return html + "</ol></section>\n";
  }

  std::string measured(std::size_t at) const {
    if (judged_.empty()) return {};
    const auto value = Metric::parse("ndcg@10").score(rankings_[at].ids, judged_);
    const auto other = Metric::parse("ndcg@10").score(rankings_[1 - at].ids, judged_);
    const char* kind = value > other ? "better" : value < other ? "worse" : "soft";
    return " <span class=\"" + std::string(kind) + "\">ndcg@10 " + number(value, 4) + "</span>";
  }

  std::string hit(std::size_t at, std::size_t i) const {
    const auto& found = rankings_[at].hits[i];
    std::string html =
        "<li class=\"card\"><p class=\"head\"><span class=\"rank\">" + std::to_string(i + 1) + "</span>" + move(at, i) +
        "<span class=\"title\"><bdi>" + escaped_start(found.title.empty() ? found.record_id : found.title, kMostTitle) +
        "</bdi></span><span class=\"score\">" + number(found.score, 2) + "</span></p>\n<p class=\"facts\">" +
        "<span class=\"id\">" + escaped_start(found.record_id, kMostTitle) + "</span>";
    if (!found.type.empty()) html += " \u00b7 " + escaped_start(found.type, kMostTitle);
    if (found.importance) html += " \u00b7 importance " + number(*found.importance, 0);
    if (found.quality) html += " \u00b7 quality " + number(*found.quality, 0);
    return html + "</p>\n" + why(at, found.record_id) + judging(found.record_id) + "</li>\n";
  }

  /// Where the other ranking has it.
  std::string move(std::size_t at, std::size_t i) const {
    const auto& other = rankings_[1 - at].ranks;
    const auto rank = other.find(rankings_[at].hits[i].record_id);
    const std::string elsewhere = at == 0 ? "on the right" : "on the left";
    if (rank == other.end()) {
      return "<span class=\"move gone\" title=\"not among the first " + std::to_string(kDeep) + ' ' + elsewhere +
             "\">only here</span>";
    }
    const auto there = rank->second;
    if (there == i + 1) return "<span class=\"move\" title=\"the same place " + elsewhere + "\">=</span>";
    // Seen from the right, as what is tried: up is better there than on the left.
    const bool is_higher_here = i + 1 < there;
    const auto steps = is_higher_here ? there - (i + 1) : i + 1 - there;
    return std::string("<span class=\"move ") + (is_higher_here ? "up" : "down") + "\" title=\"rank " +
           std::to_string(there) + ' ' + elsewhere + "\">" + (is_higher_here ? "\u25b2 " : "\u25bc ") +
           std::to_string(steps) + "</span>";
  }

  /// The parts in which its two scores differ most.
  std::string why(std::size_t at, const std::string& id) const {
    const auto here = rankings_[at].explanations.find(id);
    const auto there = rankings_[1 - at].explanations.find(id);
    if (here == rankings_[at].explanations.end()) return {};
    if (there == rankings_[1 - at].explanations.end()) return "<p class=\"why\">It does not match there.</p>\n";
    std::string parts;
    std::size_t named = 0;
    for (const auto& part : differences({here->second, there->second})) {
      const double difference = part.values[0] - part.values[1];
      if (std::fabs(difference) < kLeastPart || named == kReasons) break;
      ++named;
      parts += std::string(named > 1 ? ", " : "") + "<span class=\"" + (difference > 0.0 ? "better" : "worse") + "\">" +
               number(difference, 2, true) + "</span> " + escaped_start(part.label, kMostTitle);
    }
    if (named == 0) return {};
    const double whole = here->second.value - there->second.value;
    return "<p class=\"why\">" + number(whole, 2, true) + " against the other score: " + parts + "</p>\n";
  }

  std::string judging(const std::string& id) const {
    if (bench_.judgments == nullptr) return {};
    const auto judged = judged_.find(id);
    const auto hidden = [](const char* name, const std::string& value) {
      return std::string("<input type=\"hidden\" name=\"") + name + "\" value=\"" + escaped(value) + "\">";
    };
    std::string html = "<form class=\"judge\" method=\"post\" action=\"workbench/judge\" aria-label=\"Judge " +
                       escaped_start(id, kMostTitle) + "\">" + hidden("q", q_) + hidden("left", left_.key) +
                       hidden("right", right_.key) + hidden("id", id) + "<span class=\"soft\">grade</span>";
    for (int grade = 0; grade < kGrades; ++grade) {
      const bool is_this = judged != judged_.end() && judged->second == grade;
      html += "<button name=\"grade\" value=\"" + std::to_string(grade) + "\" aria-pressed=\"" +
              (is_this ? "true" : "false") + "\">" + std::to_string(grade) + "</button>";
    }
    if (judged != judged_.end()) {
      if (judged->second < 0 || judged->second >= kGrades)
        html += "<span>" + std::to_string(judged->second) + "</span>";
      html += "<button name=\"grade\" value=\"\">take back</button>";
    }
    return html + "</form>\n";
  }

  std::string q_;
  const Side& left_;
  const Side& right_;
  const Bench& bench_;
  Ranking rankings_[2];
  std::string query_id_;
  Judgments judged_;
};

}  // namespace

std::string comparison_page(const std::string& q, const Side& left, const Side& right, const Request& request,
                            const Searcher& searcher, const Bench& bench) {
  auto html = choice_form("workbench", q, left, right, searcher, bench, /*has_query=*/true);
  if (q.empty()) {
    html += "<p>Ask something: both rankings stand side by side, with what moved and why.";
    if (bench.judgments == nullptr) html += " To judge, start with <code>--queries FILE --qrels FILE</code>.";
    return html + "</p>\n";
  }
  return html + Comparison(q, left, right, request, bench).html();
}

}  // namespace kbsearch::workbench
