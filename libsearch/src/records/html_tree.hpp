// HTML as a tree, whatever it is: bounded in depth, memory and time. Only here, in html_content and in html_metadata
// is <gumbo.h> known.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace kbsearch::records {

/// Most elements within one another, as far as the tags tell: gumbo walks up all of them for each tag.
inline constexpr std::size_t kMaxHtmlDepth = 10'000;
/// Most memory for one tree: unclosed marks are opened again in each paragraph, so a small page can make a vast one.
inline constexpr std::size_t kMaxHtmlTreeBytes = 256u << 20;

class HtmlTree {
 public:
  /// Parses `html`, well-formed UTF-8 that must outlive the tree.
  explicit HtmlTree(std::string_view html);
  HtmlTree(const HtmlTree&) = delete;
  HtmlTree& operator=(const HtmlTree&) = delete;
  ~HtmlTree();

  /// Why the page cannot be read; empty if it can.
  const std::string& fault() const { return fault_; }
  /// The document; nullptr if there is a fault.
  const GumboNode* document() const;

 private:
  class Allocations;
  std::unique_ptr<Allocations> allocations_;
  GumboOutput* output_ = nullptr;
  std::string fault_;
};

/// Goes through a tree without recursion, in the order of the text.
class HtmlWalk {
 public:
  explicit HtmlWalk(const GumboNode* root) : way_{{root, 0}} {}

  /// The node that was entered or, if `is_leaving()`, whose children are done (elements only); nullptr at the end.
  const GumboNode* node() const { return way_.empty() ? nullptr : way_.back().node; }
  bool is_leaving() const { return is_leaving_; }
  /// Goes on; past the node that was entered and all below it if `skip_children`.
  void next(bool skip_children = false);

 private:
  struct Step {
    const GumboNode* node;
    unsigned next_child;
  };
  /// Enters the next child of the last step, or leaves that.
  void go_on();

  std::vector<Step> way_;
  bool is_leaving_ = false;
};

/// Returns the children of an element or of the document; nullptr for others.
const GumboVector* children_of(const GumboNode* node);
/// Whether `node` is an element of HTML called `tag`.
bool is_element(const GumboNode* node, GumboTag tag);
/// Returns the value of an attribute; empty if it is not there.
std::string_view attribute(const GumboNode* node, const char* name);
/// Whether the attribute is there, be it empty.
bool has_attribute(const GumboNode* node, const char* name);
/// Returns the text below `node` with each run of white space as one space.
std::string plain_text_of(const GumboNode* node);
/// Returns `text` with each run of white space as one space, and none at the ends.
std::string with_single_spaces(std::string_view text);

}  // namespace kbsearch::records
