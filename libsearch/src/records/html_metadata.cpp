#include "records/html_metadata.hpp"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "analysis/date.hpp"
#include "records/json_record.hpp"
#include "records/note_markup.hpp"
#include "records/split_text.hpp"

namespace kbsearch::records {
namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

bool is_web_address(std::string_view text) { return text.starts_with("https://") || text.starts_with("http://"); }

void add_once(Texts& texts, std::string text) {
  if (!text.empty() && std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
}

/// What the page's elements say, by the small name under which they say it, in the order of the page.
class Sayings {
 public:
  explicit Sayings(const GumboNode* document) {
    for (HtmlWalk walk(document); walk.node() != nullptr; walk.next()) {
      if (!walk.is_leaving()) take(walk.node());
    }
  }

  /// Returns all that is said under `name`.
  const Texts& all(const std::string& name) const {
    static const Texts none;
    const auto found = said_.find(name);
    return found == said_.end() ? none : found->second;
  }
  /// Returns what is said first under the first of `names` that says anything.
  std::string first(std::initializer_list<const char*> names) const {
    for (const char* name : names) {
      if (!all(name).empty()) return all(name).front();
    }
    return {};
  }

 private:
  void say(const std::string& name, std::string_view text) {
    if (auto words = with_single_spaces(text); !words.empty()) said_[name].push_back(std::move(words));
  }

  void take(const GumboNode* node) {
    if (node->type == GUMBO_NODE_COMMENT) return take_comment(node->v.text.text);
    if (node->type != GUMBO_NODE_ELEMENT) return;
    if (is_element(node, GUMBO_TAG_META)) {
      for (const char* by : {"property", "name", "itemprop", "http-equiv"}) {
        if (has_attribute(node, by)) say(ascii_lower(attribute(node, by)), attribute(node, "content"));
      }
    } else if (is_element(node, GUMBO_TAG_TITLE)) {
      say("<title>", plain_text_of(node));
    } else if (is_element(node, GUMBO_TAG_HTML)) {
      say("<lang>", attribute(node, has_attribute(node, "lang") ? "lang" : "xml:lang"));
    } else if (is_element(node, GUMBO_TAG_LINK) && ascii_lower(attribute(node, "rel")) == "canonical") {
      say("<canonical>", attribute(node, "href"));
    } else if (is_element(node, GUMBO_TAG_TIME) && attribute(node, "itemprop") == "datePublished") {
      say("datepublished", attribute(node, "datetime"));
    } else if (is_element(node, GUMBO_TAG_SCRIPT) && ascii_lower(attribute(node, "type")) == "application/ld+json") {
      take_linked_data(node);
    }
  }

  /// `saved from url=(0023)https://example.org/a` is what browsers write, a line `url: https://..` SingleFile.
  void take_comment(std::string_view comment) {
    if (const auto mark = comment.find("saved from url=("); mark != comment.npos) {
      const auto close = comment.find(')', mark);
      if (close != comment.npos)
        say("<saved from>", comment.substr(close + 1, comment.find_first_of(" \n", close) - close - 1));
    }
    if (comment.find("SingleFile") == comment.npos) return;
    if (const auto mark = comment.find("url: "); mark != comment.npos) {
      say("<saved from>", comment.substr(mark + 5, comment.find_first_of(" \r\n", mark + 5) - mark - 5));
    }
  }

  void take_linked_data(const GumboNode* script) {
    std::string text;
    const auto* children = children_of(script);
    for (unsigned i = 0; i < children->length; ++i) {
      const auto* child = static_cast<const GumboNode*>(children->data[i]);
      if (children_of(child) == nullptr) text += child->v.text.text;
    }
    const Json data = Json::parse(text, nullptr, /*allow_exceptions=*/false);
    for (const auto& object : data.is_array() ? data : Json::array({data})) {
      if (!object.is_object()) continue;
      take_object(object);
      const auto graph = object.find("@graph");
      if (graph == object.end() || !graph->is_array()) continue;
      for (const auto& member : *graph) {
        if (member.is_object()) take_object(member);
      }
    }
  }

  /// Articles and pages say what this page is; crumbs, organisations and products do not.
  void take_object(const Json& object) {
    const auto type = object.find("@type");
    if (type == object.end()) return;
    const std::string name = type->is_string() ? type->get<std::string>() : type->dump();
    if (name.find("Article") == name.npos && name.find("Posting") == name.npos && name.find("Page") == name.npos)
      return;
    for (const auto& [member, key] : {std::pair("datePublished", "datepublished"),
                                      {"headline", "<headline>"},
                                      {"inLanguage", "<ld language>"},
                                      {"description", "<ld description>"}}) {
      const auto value = object.find(member);
      if (value != object.end() && value->is_string()) say(key, value->get_ref<const std::string&>());
    }
    say_names(object, "author", "<ld author>");
    say_names(object, "keywords", "<ld keywords>");
  }

  void say_names(const Json& object, const char* member, const std::string& key) {
    const auto value = object.find(member);
    if (value == object.end()) return;
    for (const auto& one : value->is_array() ? *value : Json::array({*value})) {
      if (one.is_string()) say(key, one.get_ref<const std::string&>());
      if (!one.is_object()) continue;
      const auto name = one.find("name");
      if (name != one.end() && name->is_string()) say(key, name->get_ref<const std::string&>());
    }
  }

  std::map<std::string, Texts> said_;
};

constexpr std::string_view kSigns[] = {" | ",      " - ",  " \u2013 ", " \u2014 ",
                                       " \u00B7 ", " :: ", " \u00BB ", " \u2022 "};  // between a title and its site

/// Drops " | Site" and its kind from the end.
std::string without_site(std::string title, const std::string& site) {
  if (site.empty() || !title.ends_with(site)) return title;
  const std::string_view before = std::string_view(title).substr(0, title.size() - site.size());
  for (const std::string_view sign : kSigns) {
    if (before.size() > sign.size() && before.ends_with(sign))
      return with_single_spaces(before.substr(0, before.size() - sign.size()));
  }
  return title;
}

/// Returns the site of a page that does not name it: the few words that its title has behind its heading and a sign.
std::string site_behind(const std::string& title, std::string_view heading) {
  constexpr std::ptrdiff_t kMostSpaces = 3;
  if (heading.empty() || !title.starts_with(heading)) return {};
  const std::string_view behind = std::string_view(title).substr(heading.size());
  for (const std::string_view sign : kSigns) {
    if (!behind.starts_with(sign)) continue;
    const auto site = behind.substr(sign.size());
    return std::count(site.begin(), site.end(), ' ') <= kMostSpaces ? std::string(site) : std::string();
  }
  return {};
}

/// Returns the first element below `content` that is called `tag`; nullptr if there is none.
const GumboNode* first_element(const GumboNode* content, GumboTag tag) {
  for (HtmlWalk walk(content); walk.node() != nullptr; walk.next()) {
    if (!walk.is_leaving() && is_element(walk.node(), tag)) return walk.node();
  }
  return nullptr;
}

/// Returns the words of the first heading, without the sign that links to it.
std::string heading_of(const GumboNode* document, const GumboNode* content) {
  for (const auto* part : {content, document}) {
    const auto* heading = first_element(part, GUMBO_TAG_H1);
    if (heading == nullptr) continue;
    constexpr std::string_view kPilcrow = "\u00B6";
    std::string words = plain_text_of(heading);
    if (words.ends_with(kPilcrow)) words.resize(words.size() - kPilcrow.size());
    return with_single_spaces(words);
  }
  return {};
}

void read_title(const Sayings& said, const GumboNode* document, const GumboNode* content, HtmlMetadata& page) {
  page.title = said.first({"og:title", "<title>", "<headline>", "citation_title", "dc.title"});
  const std::string heading = heading_of(document, content);
  if (page.title.empty()) {
    page.title = heading;
    return;
  }
  std::string site = said.first({"og:site_name"});
  if (site.empty()) site = site_behind(page.title, heading);
  page.title = without_site(std::move(page.title), site);
  if (page.publication.empty()) page.publication = std::move(site);
}

std::string url_of(const Sayings& said) {
  for (const char* name : {"<canonical>", "og:url", "<saved from>"}) {
    for (const auto& url : said.all(name)) {
      if (is_web_address(url)) return url;
    }
  }
  return {};
}

void read_date(const Sayings& said, const GumboNode* content, HtmlMetadata& page) {
  Texts dates;
  for (const char* name : {"article:published_time", "datepublished", "og:published_time", "citation_publication_date",
                           "citation_date", "dcterms.issued", "dcterms.created", "dc.date", "date", "pubdate"}) {
    for (const auto& date : said.all(name)) dates.push_back(date);
  }
  if (const auto* time = first_element(content, GUMBO_TAG_TIME)) {
    if (has_attribute(time, "datetime")) dates.emplace_back(trim_json(attribute(time, "datetime")));
  }
  // One that is none is left to be reported.
  const auto found =
      std::find_if(dates.begin(), dates.end(), [](const auto& date) { return analysis::parse_date(date); });
  if (!dates.empty()) page.published = found != dates.end() ? *found : dates.front();
}

Texts authors_of(const Sayings& said) {
  for (const char* name : {"citation_author", "author", "<ld author>", "article:author", "dc.creator"}) {
    Texts authors;
    for (const auto& author : said.all(name)) {
      if (!is_web_address(author)) add_once(authors, author);
    }
    if (!authors.empty()) return authors;
  }
  return {};
}

Texts tags_of(const Sayings& said) {
  Texts tags;
  for (const char* name : {"keywords", "news_keywords", "<ld keywords>"}) {
    for (const auto& list : said.all(name)) {
      for (auto& tag : split_text(list, list.find(',') == list.npos ? ";" : ",")) add_once(tags, std::move(tag));
    }
  }
  for (const auto& tag : said.all("article:tag")) add_once(tags, tag);
  return tags;
}

}  // namespace

HtmlMetadata html_metadata(const GumboNode* document, const GumboNode* content) {
  const Sayings said(document);
  HtmlMetadata page;
  page.summary = said.first({"description", "og:description", "<ld description>", "dc.description"});
  page.language = said.first({"<lang>", "content-language", "og:locale", "<ld language>"});
  page.url = url_of(said);
  page.publication = said.first({"og:site_name", "citation_journal_title"});
  read_title(said, document, content, page);
  if (said.first({"og:type"}) == "article") page.type = "article";
  page.authors = authors_of(said);
  page.tags = tags_of(said);
  read_date(said, content, page);
  return page;
}

}  // namespace kbsearch::records
