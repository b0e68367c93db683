#include "page/record_page.hpp"

#include <algorithm>
#include <map>

#include "kbsearch/filter.hpp"
#include "page/asked.hpp"
#include "page/explanation_view.hpp"
#include "page/hits_view.hpp"
#include "page/layout.hpp"
#include "page/record_fields.hpp"

namespace kbsearch::page {
namespace {

constexpr std::size_t kPassages = 5;
constexpr std::size_t kLike = 5;
constexpr std::size_t kCites = 10;
constexpr std::size_t kLongestTitle = 20'000;

SearchOptions bounded(const Request& request) {
  SearchOptions options;
  options.stop = request.stop;
  options.deadline = request.deadline;
  return options;
}

/// The record as a hit of the query, with its evidence; nothing if the query does not find it.
std::optional<Hit> hit_for(const std::string& q, const std::string& id, const Request& request,
                           const Searcher& searcher) {
  auto options = bounded(request);
  options.limit = 1;
  options.filter = one_of("id", {id});
  options.passages = kPassages;
  options.explain = !q.empty();
  options.snippets = !q.empty();
  auto results = searcher.search(q, options);
  if (results.hits.empty()) return std::nullopt;
  return std::move(results.hits.front());
}

void write_reasons(Html& html, const Hit& hit, const std::string& q) {
  html << "<section class=\"reasons\"><h2>Why it is found for <q><bdi>" << shortened(q, 200) << "</bdi></q></h2>";
  for (const auto& passage : hit.passages) {
    if (!passage.text.empty() && passage.field != "title") html << passage_view(passage);
  }
  if (!hit.matched_fields.empty()) {
    html << "<p class=\"remark\">Matches: ";
    for (std::size_t i = 0; i < hit.matched_fields.size(); ++i) {
      if (i > 0) html << ", ";
      html << title_of_field(hit.matched_fields[i].field) << " " << grouped(hit.matched_fields[i].count);
    }
    html << "</p>";
  }
  if (hit.explanation) html << explanation_view(*hit.explanation, hit.explanation->value, "why");
  html << "</section>";
}

void write_not_found_for(Html& html, const std::string& q) {
  html << "<section class=\"reasons\"><p class=\"remark\">The words <q><bdi>" << shortened(q, 200)
       << "</bdi></q> do not find this record.</p></section>";
}

/// Those of the ids that are records of this index.
std::vector<std::string> known_ids(const std::vector<CitingPage>& pages, const Request& request,
                                   const Searcher& searcher) {
  std::vector<std::string> ids;
  for (const auto& page : pages) {
    if (!page.id.empty() && page.id.size() <= Record::kMaxIdBytes) ids.push_back(page.id);
  }
  if (ids.empty()) return {};
  auto options = bounded(request);
  options.limit = ids.size();
  options.filter = one_of("id", ids);
  options.snippets = false;
  std::vector<std::string> known;
  for (const auto& hit : searcher.search("", options).hits) known.push_back(hit.record_id);
  std::sort(known.begin(), known.end());
  return known;
}

void write_cited_by(Html& html, const RecordParts& parts, const Request& request, const Searcher& searcher) {
  if (parts.cited_by.empty()) return;
  const auto known = known_ids(parts.cited_by, request, searcher);
  html << "<section><h2>Cited by " << counted(parts.cited_by_count, "page") << "</h2><ul class=\"list\">";
  for (const auto& page : parts.cited_by) {
    const auto name = shortened(page.title.empty() ? page.id : page.title, 300);
    html << "<li>";
    if (std::binary_search(known.begin(), known.end(), page.id)) {
      html << "<a href=\"" << address_of_record(page.id) << "\"><bdi>" << name << "</bdi></a>";
    } else {
      html << "<bdi>" << name << "</bdi>";
    }
    html << "<span class=\"remark\">";
    if (!page.type.empty()) html << " <bdi>" << shortened(page.type, 60) << "</bdi>";
    if (!page.quality.empty()) html << " \xC2\xB7 quality " << shortened(page.quality, 20);
    if (!page.importance.empty()) html << " \xC2\xB7 importance " << shortened(page.importance, 20);
    html << "</span></li>";
  }
  html << "</ul>";
  if (parts.cited_by_count > parts.cited_by.size()) {
    html << "<p class=\"remark\">and " << grouped(parts.cited_by_count - parts.cited_by.size()) << " more</p>";
  }
  html << "</section>";
}

void write_hit_links(Html& html, const std::vector<Hit>& hits) {
  html << "<ul class=\"list\">";
  for (const auto& hit : hits) {
    html << "<li><a href=\"" << address_of_record(hit.record_id) << "\"><bdi>" << shortened(name_of_hit(hit), 300)
         << "</bdi></a><span class=\"remark\">";
    if (!hit.type.empty()) html << " <bdi>" << shortened(hit.type, 60) << "</bdi>";
    html << "</span></li>";
  }
  html << "</ul>";
}

void write_cites(Html& html, const std::string& id, const Request& request, const Searcher& searcher) {
  const auto& schema = searcher.schema();
  if (schema.find("citedby") == Schema::kNoField) return;
  auto options = bounded(request);
  options.limit = kCites;
  options.filter = one_of("citedby", {id});
  options.snippets = false;
  const auto cited = searcher.search("", options);
  if (cited.hits.empty()) return;
  html << "<section><h2>Cites " << counted(cited.total.value, "record") << "</h2>";
  write_hit_links(html, cited.hits);
  if (cited.total.value > cited.hits.size()) {
    Asked all;
    all.conditions = toggled({}, "citedby", id, schema);
    html << "<p><a href=\"" << address_of(all) << "\">All of them</a></p>";
  }
  html << "</section>";
}

void write_like(Html& html, const std::string& id, const Request& request, const Searcher& searcher) {
  auto options = bounded(request);
  options.limit = kLike;
  options.snippets = false;
  const auto similar = searcher.similar(id, options);
  if (!similar || similar->hits.empty()) return;
  Asked all;
  all.like = id;
  html << "<section><h2>More like this</h2>";
  write_hit_links(html, similar->hits);
  html << "<p><a href=\"" << address_of(all) << "\">More, and why</a></p></section>";
}

Response no_such_record(const std::string& id, const Asked& asked) {
  Html html;
  html << "<main id=\"results\" tabindex=\"-1\"><h1>No such record</h1><p>No record has the id <q><bdi>"
       << shortened(id, 300) << "</bdi></q>. It may have been removed.</p></main>";
  return document(404, "No such record \xC2\xB7 kbsearch", asked, html);
}

}  // namespace

Response record_page(const Request& request, const Searcher& searcher) {
  const auto id = parameter(request, "id");
  Asked asked;
  asked.q = parameter(request, "q");
  if (id.empty() || id.size() > Record::kMaxIdBytes) return no_such_record(id, asked);
  const auto record = searcher.find(id);
  if (!record) return no_such_record(id, asked);
  const auto parts = parts_of(*record);
  const auto plain_hit = hit_for("", id, request, searcher);
  const auto hit = asked.q.empty() ? std::nullopt : hit_for(asked.q, id, request, searcher);
  const auto& shown_hit = hit ? hit : plain_hit;
  const auto name = shown_hit ? name_of_hit(*shown_hit) : id;

  Html html;
  html << "<main id=\"results\" class=\"record\" tabindex=\"-1\"><article><h1>"
       << marked(shortened(name, kLongestTitle),
                 hit && name.size() <= kLongestTitle ? hit->title_marks : std::vector<ByteRange>{})
       << "</h1>" << source_view(parts.url);
  if (shown_hit) html << facts_view(*shown_hit);
  if (hit) {
    write_reasons(html, *hit, asked.q);
  } else if (!asked.q.empty()) {
    write_not_found_for(html, asked.q);
  }
  if (!parts.fields.empty()) html << "<h2 class=\"hidden\">All fields</h2><dl>" << parts.fields << "</dl>";
  if (parts.is_shortened) html << "<p class=\"remark\">This record is too long to be shown whole here.</p>";
  html << "<p><a href=\"v1/records/" << encoded_path(id) << "\">The whole record as JSON</a></p></article></main>";
  html << "<aside class=\"beside\" aria-label=\"Beside this record\">";
  write_cited_by(html, parts, request, searcher);
  write_cites(html, id, request, searcher);
  write_like(html, id, request, searcher);
  html << "</aside>";
  return document(200, shortened(name, 150) + " \xC2\xB7 kbsearch", asked, html);
}

}  // namespace kbsearch::page
