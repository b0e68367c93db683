#include "page/hits_view.hpp"

#include <algorithm>

#include "page/explanation_view.hpp"

namespace kbsearch::page {
namespace {

constexpr std::size_t kMostTitleBytes = 300;
constexpr std::size_t kMostTags = 6;
constexpr std::size_t kMostTagBytes = 60;
constexpr std::size_t kMostMissing = 4;  // more are no hint: a long sentence, of which a record never has all

Html title_view(const Hit& hit) {
  const auto name = name_of_hit(hit);
  if (hit.title.empty()) return marked(shortened(name, kMostTitleBytes));
  auto marks = hit.title_marks;
  std::erase_if(marks, [](const ByteRange& mark) { return mark.end > kMostTitleBytes - 3; });
  return marked(shortened(name, kMostTitleBytes), marks);
}

void write_tags(Html& html, const Hit& hit, const Asked& asked, const Schema& schema) {
  if (hit.tags.empty() || schema.find("tag") == Schema::kNoField) return;
  html << "<ul class=\"tags\" aria-label=\"Tags\">";
  for (std::size_t i = 0; i < hit.tags.size() && i < kMostTags; ++i) {
    const auto& tag = hit.tags[i];
    if (tag.empty() || is_chosen(asked.conditions, "tag", tag)) continue;
    auto narrower = asked;
    narrower.like.clear();
    narrower.conditions = toggled(asked.conditions, "tag", tag, schema);
    html << "<li><a href=\"" << address_of_first(narrower) << "\"><bdi>" << shortened(tag, kMostTagBytes)
         << "</bdi></a></li>";
  }
  if (hit.tags.size() > kMostTags) html << "<li>and " << (hit.tags.size() - kMostTags) << " more</li>";
  html << "</ul>";
}

void write_remarks(Html& html, const Hit& hit) {
  if (!hit.missing_words.empty() && hit.missing_words.size() <= kMostMissing) {
    html << "<p class=\"remark\">Without: ";
    for (const auto& word : hit.missing_words) {
      html << "<s><bdi>" << shortened(word, kMostTagBytes) << "</bdi></s> ";
    }
    html << "</p>";
  }
  if (!hit.near_duplicate_of.empty()) {
    html << "<p class=\"remark\">Nearly the same text as <a href=\"" << address_of_record(hit.near_duplicate_of)
         << "\"><bdi>" << hit.near_duplicate_of << "</bdi></a></p>";
  }
  if (hit.collapsed > 0) html << "<p class=\"remark\">and " << grouped(hit.collapsed) << " more like it</p>";
}

void write_hit(Html& html, const Hit& hit, double best, const Asked& asked, const Schema& schema) {
  html << "<li class=\"hit\" value=\"" << hit.rank << "\"><h3><a class=\"open\" href=\""
       << address_of_record(hit.record_id, asked.q) << "\" data-key=\"open " << hit.record_id << "\">"
       << title_view(hit) << "</a></h3>";
  html << source_view(hit.url) << facts_view(hit);
  if (!hit.snippet.text.empty() && hit.snippet.field != "title") html << passage_view(hit.snippet);
  write_remarks(html, hit);
  write_tags(html, hit, asked, schema);
  html << "<div class=\"more\">";
  if (hit.explanation) html << explanation_view(*hit.explanation, best, "why " + hit.record_id);
  Asked like;
  like.like = hit.record_id;
  html << "<a class=\"like\" href=\"" << address_of(like)
       << "\">More like this<span class=\"hidden\">: " << shortened(name_of_hit(hit), 80) << "</span></a></div></li>";
}

}  // namespace

std::string name_of_hit(const Hit& hit) {
  return !hit.title.empty() ? hit.title : !hit.url.empty() ? hit.url : hit.record_id;
}

Html source_view(std::string_view url) {
  Html html;
  if (url.empty()) return html;
  constexpr std::size_t kMostShown = 90;
  const auto address = web_address(url);
  html << "<p class=\"source\">";
  if (address.empty()) {
    html << "<bdi>" << shortened(url, kMostShown) << "</bdi>";
  } else {
    // What is shown is the address itself, as it is sent: no character of it can turn the rest around.
    auto shown = address.substr(address.find("//") + 2);
    if (shown.starts_with("www.")) shown.erase(0, 4);
    if (shown.ends_with('/')) shown.pop_back();
    html << "<a href=\"" << address << "\" rel=\"noopener noreferrer\">" << shortened(shown, kMostShown) << "</a>";
  }
  html << "</p>";
  return html;
}

Html facts_view(const Hit& hit) {
  Html html;
  html << "<ul class=\"facts\" aria-label=\"Facts\">";
  if (!hit.type.empty()) html << "<li class=\"type\"><bdi>" << shortened(hit.type, 60) << "</bdi></li>";
  if (!hit.published.empty()) {
    constexpr std::size_t kDayBytes = 10;
    const bool has_time = hit.published.size() > kDayBytes && hit.published[kDayBytes] == 'T';
    html << "<li><bdi>" << shortened(has_time ? hit.published.substr(0, kDayBytes) : hit.published, 40)
         << "</bdi></li>";
  }
  const auto meter = [&](const char* name, double value) {
    html << "<li><label>" << name << " <meter min=\"0\" max=\"100\" value=\"" << plain(value) << "\">" << plain(value)
         << " of 100</meter> " << plain(value) << "</label></li>";
  };
  if (hit.importance) meter("importance", *hit.importance);
  if (hit.quality) meter("quality", *hit.quality);
  if (hit.cited_by_count > 0) html << "<li>cited by " << grouped(hit.cited_by_count) << "</li>";
  html << "</ul>";
  return html;
}

Html passage_view(const Snippet& passage) {
  const auto shown_passage = with_ellipses(passage);
  Html html;
  html << "<p class=\"passage\" dir=\"auto\"><span class=\"field\">" << title_of_field(passage.field);
  if (passage.ordinal > 0) html << " " << passage.ordinal;
  html << "</span> " << marked(shown_passage.text, shown_passage.marks) << "</p>";
  return html;
}

Html hits_view(const std::vector<Hit>& hits, const Asked& asked, const Schema& schema) {
  double best = 0.0;
  for (const auto& hit : hits) best = std::max(best, hit.score);
  Html html;
  if (hits.empty()) return html;
  html << "<ol class=\"hits\">";
  for (const auto& hit : hits) write_hit(html, hit, best, asked, schema);
  html << "</ol>";
  return html;
}

}  // namespace kbsearch::page
