#include "page/search_page.hpp"

#include <algorithm>
#include <cstdio>

#include "kbsearch/error.hpp"
#include "kbsearch/filter.hpp"
#include "page/asked.hpp"
#include "page/facets_view.hpp"
#include "page/hits_view.hpp"
#include "page/layout.hpp"
#include "page/notes_view.hpp"

namespace kbsearch::page {
namespace {

/// What lets every record through: no id is this long.
std::string everything() { return none_of("id", {std::string(Record::kMaxIdBytes + 1, 'x')}); }

void write_option(Html& html, const std::string& value, std::string_view label, const std::string& chosen) {
  html << "<option value=\"" << value << "\"";
  if (value == chosen) html << " selected";
  html << ">" << label << "</option>";
}

void write_orders(Html& html, const Asked& asked, const Schema& schema) {
  html << "<label>Order <select form=\"search\" name=\"sort\" data-key=\"sort\">";
  write_option(html, "", "best first", asked.sort);
  bool is_known = asked.sort.empty();
  const auto add = [&](const std::string& value, const std::string& label) {
    is_known = is_known || value == asked.sort;
    write_option(html, value, label, asked.sort);
  };
  for (const auto& field : schema.fields()) {
    if (!field.sort) continue;
    const auto name = title_of_field(field.name);
    if (field.kind == FieldKind::kDate) {
      add(field.name + ":desc", name + ", newest first");
      add(field.name + ":asc", name + ", oldest first");
    } else if (field.kind == FieldKind::kNumber) {
      add(field.name + ":desc", name + ", highest first");
    } else {
      add(field.name + ":asc", name + ", A to Z");
    }
  }
  if (!is_known) write_option(html, asked.sort, asked.sort, asked.sort);
  html << "</select></label>";
}

void write_groups(Html& html, const Asked& asked) {
  html << "<label>Show <select form=\"search\" name=\"collapse\" data-key=\"collapse\">";
  write_option(html, "", "every hit", asked.collapse);
  write_option(html, SearchOptions::kByUrl, "each address once", asked.collapse);
  write_option(html, SearchOptions::kByContent, "each text once", asked.collapse);
  write_option(html, SearchOptions::kByNearContent, "nearly equal texts once", asked.collapse);
  const bool is_known = asked.collapse.empty() || asked.collapse == SearchOptions::kByUrl ||
                        asked.collapse == SearchOptions::kByContent || asked.collapse == SearchOptions::kByNearContent;
  if (!is_known) write_option(html, asked.collapse, "each " + asked.collapse + " once", asked.collapse);
  html << "</select></label>";
}

void write_tools(Html& html, const Asked& asked, const Schema& schema) {
  html << "<div class=\"tools\">";
  write_orders(html, asked, schema);
  write_groups(html, asked);
  html << "<label class=\"check\"><input type=\"checkbox\" form=\"search\" name=\"all_words\" value=\"true\" "
          "data-key=\"all_words\"";
  if (asked.all_words) html << " checked";
  html << "> every word</label><button class=\"without-script\" type=\"submit\" form=\"search\">Apply<span "
          "class=\"hidden\"> order</span></button></div>";
}

std::string milliseconds(std::chrono::microseconds took) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.1f ms", static_cast<double>(took.count()) / 1000.0);
  return buffer;
}

void write_status(Html& html, const SearchResults& results, const Asked& asked) {
  html << "<h2 id=\"status\">";
  if (asked.is_start()) {
    html << counted(results.total.value, "record");
  } else if (results.total.value == 0) {
    html << "Nothing found";
  } else {
    if (!results.total.exact) html << "At least ";
    html << counted(results.total.value, "result");
    if (results.groups) html << " in " << counted(*results.groups, "group");
  }
  html << "</h2>";
  if (!asked.is_start()) html << "<span class=\"took\">" << milliseconds(results.took) << "</span>";
}

void write_pages(Html& html, const SearchResults& results, const Asked& asked) {
  const bool has_next = !results.next_cursor.empty() && asked.offset + asked.limit <= Asked::kMostOffset;
  if (asked.offset == 0 && !has_next) return;
  html << "<nav class=\"pages\" aria-label=\"Pages\">";
  auto other = asked;
  if (asked.offset > 0) {
    other.offset = asked.offset - std::min(asked.offset, asked.limit);
    html << "<a rel=\"prev\" href=\"" << address_of(other) << "\">\xE2\x86\x90 Before</a>";
  }
  html << "<span>Page " << asked.offset / asked.limit + 1;
  const auto total = results.groups.value_or(results.total.value);
  if (results.total.exact) html << " of " << grouped((total + asked.limit - 1) / asked.limit);
  html << "</span>";
  if (has_next) {
    other.offset = asked.offset + asked.limit;
    html << "<a rel=\"next\" href=\"" << address_of(other) << "\">Next \xE2\x86\x92</a>";
  }
  html << "</nav>";
  if (!results.next_cursor.empty() && !has_next) {
    html << "<p class=\"remark\">Pages end here. More words or filters bring what you look for to the front.</p>";
  }
}

/// What the record is called that others are to be like.
std::string name_of_record(const std::string& id, const Request& request, const Searcher& searcher) {
  auto options = options_of({}, request);
  options.limit = 1;
  options.filter = one_of("id", {id});
  options.snippets = false;
  const auto found = searcher.search("", options);
  return found.hits.empty() ? id : shortened(name_of_hit(found.hits.front()), 300);
}

/// `like` is what the record of Asked::like is called.
Html results_view(const SearchResults& results, const Asked& asked, const Schema& schema,
                  const std::string& like = {}) {
  const auto filters = asked.like.empty() ? facets_view(results.facets, asked, schema) : Html();
  Html html;
  html << "<main id=\"results\" tabindex=\"-1\">";
  if (asked.is_start()) html << "<h1 class=\"hidden\">Search the knowledge base</h1>";
  if (!asked.like.empty()) {
    html << "<h1 class=\"like\">More like <a href=\"" << address_of_record(asked.like) << "\"><bdi>" << like
         << "</bdi></a></h1>";
  } else if (!asked.is_start()) {
    html << "<h1 class=\"hidden\">Results</h1>";
  }
  html << "<div class=\"top\"><div class=\"status\">";
  write_status(html, results, asked);
  if (!filters.empty()) html << "<a class=\"to-filters\" href=\"#filters\">Narrow down</a>";
  html << "</div>";
  if (asked.like.empty()) write_tools(html, asked, schema);
  html << "</div>" << chips_view(asked) << notes_view(results, asked);
  if (results.total.value == 0) {
    html << nothing_found_view(results, asked, schema);
  } else if (results.hits.empty()) {
    html << "<p class=\"remark\">There are not that many results. <a href=\"" << address_of_first(asked)
         << "\">To the first page</a></p>";
  }
  html << hits_view(results.hits, asked, schema);
  write_pages(html, results, asked);
  html << "</main>" << filters;
  return html;
}

std::string title_of(const Asked& asked, const SearchResults& results) {
  if (asked.is_start()) return "kbsearch";
  const auto what = asked.q.empty() ? asked.conditions.front().label : shortened(asked.q, 120);
  return what + " \xC2\xB7 " + (results.total.value == 0 ? "nothing found" : counted(results.total.value, "result")) +
         " \xC2\xB7 kbsearch";
}

}  // namespace

Response search_page(const Request& request, const Searcher& searcher) {
  const auto& schema = searcher.schema();
  const auto asked = read_asked(request, schema);
  if (asked.needs_redirect) {
    auto address = address_of(asked);
    if (asked.typing) address += (address == "./" ? "?" : "&") + std::string("typing=true");
    return redirect_to(address);
  }
  auto options = options_of(asked, request);
  options.explain = !asked.is_start();
  if (!asked.like.empty()) {
    const auto similar = searcher.similar(asked.like, options);
    if (!similar) {
      Html html;
      html << "<main id=\"results\" tabindex=\"-1\"><h1>No such record</h1><p>No record has the id <q><bdi>"
           << shortened(asked.like, 300) << "</bdi></q>. It may have been removed.</p></main>";
      return document(404, "No such record", asked, html);
    }
    const auto like = name_of_record(asked.like, request, searcher);
    return document(200, "More like " + shortened(like, 120) + " \xC2\xB7 kbsearch", asked,
                    results_view(*similar, asked, schema, like), address_of(asked));
  }
  options.facets = facets_of(schema);
  if (asked.is_start() || (asked.q.empty() && options.filter.empty())) options.filter = everything();
  const auto results = searcher.search(asked.q, options);
  return document(200, title_of(asked, results), asked, results_view(results, asked, schema), address_of(asked));
}

}  // namespace kbsearch::page
