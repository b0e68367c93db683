// Reads the tool's own pages in tests: whether they are well formed, of which tags they are made, and what they say.
#pragma once

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace kbsearch::test {

struct PageOutline {
  std::string fault;                           ///< Why it is not well formed; empty if it is.
  std::map<std::string, std::size_t> tags;     ///< How often each is opened.
  std::set<std::string> attributes;            ///< Names of all.
  std::map<std::string, std::size_t> classes;  ///< Values of class.
  std::set<std::string> ids;                   ///< Values of id.
  std::vector<std::string> addresses;          ///< Values of href, src and action.
  std::vector<std::string> texts;              ///< By block: headings, cells, paragraphs, names of plots.
};

inline PageOutline outline_of(const std::string& page) {
  static const std::set<std::string> kVoid = {"meta", "link", "input", "br", "!doctype"};
  static const std::set<std::string> kInline = {"span", "a", "bdi", "code", "b", "strong", "em"};
  PageOutline outline;
  std::vector<std::string> open;
  std::string text;
  const auto end_block = [&] {
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())) != 0) text.pop_back();
    const auto first = text.find_first_not_of(" \n");
    if (first != text.npos) outline.texts.push_back(text.substr(first));
    text.clear();
  };
  for (std::size_t at = 0; at < page.size();) {
    if (page[at] != '<') {
      const auto next = std::min(page.find('<', at), page.size());
      const auto part = page.substr(at, next - at);
      const bool is_shown = open.empty() || (open.back() != "style" && open.back() != "title");
      if (is_shown) text += part;
      if (is_shown && part.find('>') != part.npos) outline.fault = "a bare > in: " + part.substr(0, 80);
      at = next;
      continue;
    }
    const bool closes = page.compare(at, 2, "</") == 0;
    std::size_t i = at + (closes ? 2 : 1);
    std::string name;
    while (i < page.size() &&
           (std::isalnum(static_cast<unsigned char>(page[i])) != 0 || page[i] == '!' || page[i] == '-'))
      name += page[i++];
    bool is_empty = kVoid.contains(name);
    std::string aria;
    while (i < page.size() && page[i] != '>') {
      if (page[i] == '/') is_empty = true;
      if (std::isalpha(static_cast<unsigned char>(page[i])) == 0) {
        ++i;
        continue;
      }
      std::string attribute;
      while (i < page.size() && (std::isalnum(static_cast<unsigned char>(page[i])) != 0 || page[i] == '-'))
        attribute += page[i++];
      std::string value;
      if (i + 1 < page.size() && page[i] == '=' && page[i + 1] == '"') {
        const auto end = page.find('"', i + 2);
        if (end == page.npos) {
          outline.fault = "an attribute without an end: " + attribute;
          return outline;
        }
        value = page.substr(i + 2, end - i - 2);
        i = end + 1;
      } else if (i < page.size() && page[i] == '=') {
        outline.fault = "an attribute without quotes: " + attribute;
      }
      if (name == "!doctype") continue;
      outline.attributes.insert(attribute);
      if (attribute == "class") ++outline.classes[value];
      if (attribute == "id" && !outline.ids.insert(value).second) outline.fault = "an id twice: " + value;
      if (attribute == "href" || attribute == "src" || attribute == "action") outline.addresses.push_back(value);
      if (attribute == "aria-label") aria = value;
    }
    at = i + 1;
    if (!kInline.contains(name)) end_block();
    if (closes) {
      if (open.empty() || open.back() != name) {
        outline.fault = "</" + name + "> closes " + (open.empty() ? "nothing" : open.back());
        return outline;
      }
      open.pop_back();
      continue;
    }
    ++outline.tags[name];
    if (!aria.empty()) outline.texts.push_back("[" + name + ": " + aria + "]");
    if (!is_empty) open.push_back(name);
  }
  end_block();
  if (!open.empty()) outline.fault = "<" + open.back() + "> is not closed";
  return outline;
}

}  // namespace kbsearch::test
