#include "records/html_content.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "records/note_markup.hpp"
#include "records/text_blocks.hpp"

namespace kbsearch::records {
namespace {

using namespace std::string_view_literals;

/// What an element holds, in bytes of text without white space.
struct Extent {
  std::size_t text = 0;
  std::size_t in_links = 0;
  std::size_t items = 0;   ///< <li> below it.
  bool has_prose = false;  ///< Paragraphs or headings.
};

bool is_any(const GumboNode* node, std::initializer_list<GumboTag> tags) {
  return std::any_of(tags.begin(), tags.end(), [&](GumboTag tag) { return is_element(node, tag); });
}

bool is_page(const GumboNode* node) { return is_any(node, {GUMBO_TAG_HTML, GUMBO_TAG_BODY}); }
bool is_main(const GumboNode* node) { return is_element(node, GUMBO_TAG_MAIN) || attribute(node, "role") == "main"; }
bool is_list(const GumboNode* node) { return is_any(node, {GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_MENU}); }

/// Gumbo does not know this one by name.
bool is_dialog(const GumboNode* node) {
  const GumboStringPiece& tag = node->v.element.original_tag;
  return node->v.element.tag == GUMBO_TAG_UNKNOWN && tag.data != nullptr &&
         ascii_lower(std::string_view(tag.data, tag.length).substr(0, 7)) == "<dialog";
}

bool is_hidden(const GumboNode* node) {
  if (is_page(node)) return false;  // scripts that did not run would have shown it
  if (has_attribute(node, "hidden") || ascii_lower(attribute(node, "aria-hidden")) == "true") return true;
  if (is_dialog(node) && !has_attribute(node, "open")) return true;
  std::string style = ascii_lower(attribute(node, "style"));
  std::erase_if(style, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
  return style.find("display:none") != style.npos || style.find("visibility:hidden") != style.npos;
}

/// Whether a reader never sees the text of the node.
bool is_never_shown(const GumboNode* node) {
  if (node->type == GUMBO_NODE_TEMPLATE) return true;
  if (node->type != GUMBO_NODE_ELEMENT) return false;
  if (node->v.element.tag_namespace == GUMBO_NAMESPACE_SVG) return true;
  return is_any(node, {GUMBO_TAG_HEAD, GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE,
                       GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_AUDIO, GUMBO_TAG_VIDEO, GUMBO_TAG_CANVAS,
                       GUMBO_TAG_SELECT, GUMBO_TAG_BUTTON, GUMBO_TAG_TEXTAREA}) ||
         is_hidden(node);
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Build tools put a digest behind the classes of a page: `tableOfContents_bqdL`.
std::string_view without_digest(std::string_view word) {
  constexpr std::size_t kDigest = 5;
  const bool has_one = word.size() > kDigest && word[word.size() - kDigest] == '_';
  return has_one ? word.substr(0, word.size() - kDigest) : word;
}

/// The names of banners about cookies, of which each site has its own: `cookie-law-info-bar`, `CookieConsent`.
bool asks_for_consent(std::string_view word) {
  const auto has = [&](std::string_view part) { return word.find(part) != word.npos; };
  constexpr std::array kKinds = {"banner"sv, "notice"sv, "bar"sv,     "law"sv,  "popup"sv,
                                 "dialog"sv, "modal"sv,  "overlay"sv, "wall"sv, "consent"sv};
  if (word.starts_with("onetrust-") || word.starts_with("sp_message_")) return true;
  return has("cookie") && std::any_of(kKinds.begin(), kKinds.end(), has);
}

/// Whether the class or the id is a name that only what stands around a text goes by.
bool is_named_as_frame(const GumboNode* node) {
  for (const char* name : {"class", "id"}) {
    const std::string names = ascii_lower(attribute(node, name));
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find_first_of(" \t\n", at), names.size());
      const auto word = without_digest(std::string_view(names).substr(at, end - at));
      at = end + 1;
      if (is_one_of(word, {"nav",
                           "navbar",
                           "navigation",
                           "menu",
                           "breadcrumb",
                           "breadcrumbs",
                           "sidebar",
                           "pagination",
                           "pager",
                           "cookie-banner",
                           "cookie-notice",
                           "skip-link",
                           "share",
                           "share-buttons",
                           "social",
                           "site-header",
                           "site-footer",
                           "navbox",
                           "catlinks",
                           "printfooter",
                           "mw-editsection",
                           "mw-jump-link",
                           "headerlink",
                           "related-posts",
                           "related",
                           "noprint",
                           "tableofcontents",
                           "theme-doc-footer",
                           "newsletter"}) ||
          asks_for_consent(word)) {
        return true;
      }
    }
  }
  return false;
}

class ContentReader {
 public:
  explicit ContentReader(const GumboNode* document) { measure(document); }

  HtmlContent read(const GumboNode* document) {
    const GumboNode* root = choose_root(document);
    return {text_of(root), root};
  }

 private:
  /// Measures every element once, from its children up.
  void measure(const GumboNode* document) {
    std::vector<Extent> open;
    std::size_t links = 0;
    for (HtmlWalk walk(document); walk.node() != nullptr;) {
      const GumboNode* node = walk.node();
      const bool is_link = is_element(node, GUMBO_TAG_A);
      if (walk.is_leaving()) {
        if (is_link) --links;
        const Extent extent = open.back();
        open.pop_back();
        extents_[node] = extent;
        if (!open.empty()) add(open.back(), node, extent);
      } else if (is_never_shown(node)) {
        walk.next(true);
        continue;
      } else if (children_of(node) != nullptr) {
        open.emplace_back();
        if (is_link) ++links;
        if (is_main(node)) mains_.push_back(node);
        if (is_element(node, GUMBO_TAG_ARTICLE)) articles_.push_back(node);
      } else if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) {
        const std::string_view text = node->v.text.text;
        const auto size = static_cast<std::size_t>(
            std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; }));
        open.back().text += size;
        if (links > 0) open.back().in_links += size;
      }
      walk.next();
    }
  }

  static void add(Extent& parent, const GumboNode* node, const Extent& child) {
    parent.text += child.text;
    parent.in_links += child.in_links;
    parent.items += child.items + (is_element(node, GUMBO_TAG_LI) ? 1 : 0);
    parent.has_prose |= child.has_prose || is_any(node, {GUMBO_TAG_P, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3,
                                                         GUMBO_TAG_ARTICLE, GUMBO_TAG_MAIN, GUMBO_TAG_PRE});
  }

  const GumboNode* choose_root(const GumboNode* document) {
    // A small part of the page is not what it is about, whatever it is called.
    constexpr std::size_t kLeastShare = 5;
    const std::size_t all = extents_[document].text;
    const auto is_enough = [&](const GumboNode* node) { return extents_[node].text * kLeastShare >= all; };
    const auto largest = std::max_element(mains_.begin(), mains_.end(), [&](const auto* a, const auto* b) {
      return extents_[a].text < extents_[b].text;
    });
    if (largest != mains_.end() && is_enough(*largest)) return *largest;
    if (articles_.size() == 1 && is_enough(articles_.front())) return articles_.front();
    return document;
  }

  /// Whether the element stands around the text. `is_inside` says that it lies in a main part or an article.
  bool is_frame(const GumboNode* node, bool is_inside) {
    if (node->type != GUMBO_NODE_ELEMENT || is_page(node)) return false;
    const Extent& extent = extents_[node];
    if (extent.text * 2 > text_of_root_) return false;
    if (is_any(node, {GUMBO_TAG_NAV, GUMBO_TAG_ASIDE, GUMBO_TAG_LABEL}) || is_named_as_frame(node)) return true;
    if (is_element(node, GUMBO_TAG_FORM)) return !extent.has_prose;
    if (is_one_of(attribute(node, "role"),
                  {"navigation", "search", "menu", "menubar", "toolbar", "complementary", "dialog", "alertdialog"})) {
      return true;
    }
    if (is_inside) return false;
    if (is_any(node, {GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER}) ||
        is_one_of(attribute(node, "role"), {"banner", "contentinfo"})) {
      return true;
    }
    return is_list(node) && extent.items >= 3 && extent.in_links * 10 >= extent.text * 9;
  }

  std::string text_of(const GumboNode* root) {
    text_of_root_ = extents_[root].text;
    TextBlocks blocks;
    std::size_t inside = is_main(root) || is_element(root, GUMBO_TAG_ARTICLE) ? 1 : 0;
    std::size_t in_code = 0;
    std::size_t in_list = 0;
    const auto ask_for_break = [&](int feeds) { blocks.ask_for_break(in_list > 0 ? std::min(feeds, 1) : feeds); };
    for (HtmlWalk walk(root); walk.node() != nullptr;) {
      const GumboNode* node = walk.node();
      const bool is_leaving = walk.is_leaving();
      if (!is_leaving && node != root && (is_never_shown(node) || is_frame(node, inside > 0))) {
        blocks.ask_for_space();
        walk.next(true);
        continue;
      }
      if (node->type == GUMBO_NODE_ELEMENT) {
        const auto count = [&](std::size_t& depth) { depth = is_leaving ? depth - 1 : depth + 1; };
        if (is_list(node) && is_leaving) count(in_list);
        part(node, blocks, ask_for_break);
        if (is_list(node) && !is_leaving) count(in_list);
        if (is_element(node, GUMBO_TAG_PRE)) count(in_code);
        if (node != root && (is_main(node) || is_element(node, GUMBO_TAG_ARTICLE))) count(inside);
        if (is_element(node, GUMBO_TAG_IMG) && !is_leaving)
          write_words(with_single_spaces(attribute(node, "alt")), blocks);
      } else if (children_of(node) == nullptr && node->type != GUMBO_NODE_COMMENT) {
        if (in_code > 0) {
          blocks.write(node->v.text.text);
        } else {
          write_collapsed(node->v.text.text, blocks);
        }
      }
      walk.next();
    }
    return std::move(blocks).finish();
  }

  /// Asks for what parts an element from what stands before or after it.
  template <typename AskForBreak>
  static void part(const GumboNode* node, TextBlocks& blocks, const AskForBreak& ask_for_break) {
    if (is_any(node, {GUMBO_TAG_TD, GUMBO_TAG_TH})) return blocks.ask_for_space();
    if (is_any(node, {GUMBO_TAG_LI, GUMBO_TAG_TR, GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_BR, GUMBO_TAG_OPTION})) {
      return ask_for_break(1);
    }
    if (is_any(node,
               {GUMBO_TAG_P,       GUMBO_TAG_DIV,     GUMBO_TAG_SECTION,    GUMBO_TAG_ARTICLE,  GUMBO_TAG_MAIN,
                GUMBO_TAG_HEADER,  GUMBO_TAG_FOOTER,  GUMBO_TAG_ASIDE,      GUMBO_TAG_H1,       GUMBO_TAG_H2,
                GUMBO_TAG_H3,      GUMBO_TAG_H4,      GUMBO_TAG_H5,         GUMBO_TAG_H6,       GUMBO_TAG_UL,
                GUMBO_TAG_OL,      GUMBO_TAG_DL,      GUMBO_TAG_TABLE,      GUMBO_TAG_CAPTION,  GUMBO_TAG_PRE,
                GUMBO_TAG_HR,      GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_ADDRESS,  GUMBO_TAG_BLOCKQUOTE,
                GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY, GUMBO_TAG_FORM,       GUMBO_TAG_FIELDSET, GUMBO_TAG_LEGEND,
                GUMBO_TAG_MENU,    GUMBO_TAG_CENTER,  GUMBO_TAG_HGROUP})) {
      ask_for_break(2);
    }
  }

  static void write_words(const std::string& words, TextBlocks& blocks) {
    if (words.empty()) return;
    blocks.ask_for_space();
    blocks.write(words);
    blocks.ask_for_space();
  }

  static void write_collapsed(std::string_view text, TextBlocks& blocks) {
    const auto begins = [&](std::string_view space) { return text.starts_with(space); };
    const auto ends = [&](std::string_view space) { return text.ends_with(space); };
    constexpr std::array kSpaces = {" "sv, "\t"sv, "\n"sv, "\r"sv, "\f"sv, "\u00A0"sv};
    if (std::any_of(kSpaces.begin(), kSpaces.end(), begins)) blocks.ask_for_space();
    blocks.write(with_single_spaces(text));
    if (std::any_of(kSpaces.begin(), kSpaces.end(), ends)) blocks.ask_for_space();
  }

  std::unordered_map<const GumboNode*, Extent> extents_;
  std::vector<const GumboNode*> mains_;
  std::vector<const GumboNode*> articles_;
  std::size_t text_of_root_ = 0;
};

}  // namespace

HtmlContent html_content(const GumboNode* document) { return ContentReader(document).read(document); }

}  // namespace kbsearch::records
