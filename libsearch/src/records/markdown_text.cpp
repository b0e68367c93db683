#include "records/markdown_text.hpp"

#include <md4c.h>

#include <algorithm>
#include <limits>

#include "records/html_text.hpp"
#include "records/json_record.hpp"
#include "records/text_blocks.hpp"

namespace kbsearch::records {
namespace {

/// Collects text from the callbacks of md4c. Line breaks are only asked for; they are written when
/// text follows.
class Collector {
 public:
  void enter(MD_BLOCKTYPE block, const void* detail) {
    switch (block) {
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        ask_for_break(2);
        ++list_depth_;
        break;
      case MD_BLOCK_LI:
      case MD_BLOCK_TR:
        ask_for_break(1);
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        ask_for_space();
        break;
      case MD_BLOCK_H:
        ask_for_break(2);
        in_opening_heading_ = blocks_.is_empty() && static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level == 1;
        break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY:
        break;
      default:
        ask_for_break(2);
    }
  }

  void leave(MD_BLOCKTYPE block) {
    if (block == MD_BLOCK_UL || block == MD_BLOCK_OL) --list_depth_;
    if (block == MD_BLOCK_HTML) {
      write(trim_json(decode_entities(without_html_tags(html_))));
      html_.clear();
    }
    if (block == MD_BLOCK_H) in_opening_heading_ = false;
    if (block == MD_BLOCK_LI || block == MD_BLOCK_TR) ask_for_break(1);
    const bool part = block == MD_BLOCK_LI || block == MD_BLOCK_TR || block == MD_BLOCK_TH || block == MD_BLOCK_TD ||
                      block == MD_BLOCK_THEAD || block == MD_BLOCK_TBODY;
    if (!part) ask_for_break(2);
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    switch (type) {
      case MD_TEXT_NULLCHAR:
        return write("\uFFFD");
      case MD_TEXT_BR:
        return write("\n");
      case MD_TEXT_SOFTBR:
        return write(" ");
      case MD_TEXT_ENTITY:
        return write(decode_entity(text));
      case MD_TEXT_HTML:
        return html(text);
      default:
        return write(text);
    }
  }

  void enter_html_block() { in_html_block_ = true; }
  void leave_html_block() { in_html_block_ = false; }

  PlainText take() { return {std::move(blocks_).finish(), std::move(opening_heading_)}; }

 private:
  /// Inside a list every block stands on lines of its own, without blank ones between.
  void ask_for_break(int feeds) { blocks_.ask_for_break(list_depth_ > 0 ? std::min(feeds, 1) : feeds); }
  void ask_for_space() { blocks_.ask_for_space(); }

  void html(std::string_view text) {
    if (in_html_block_) {
      html_ += text;
    } else if (text.starts_with("<br") || text.starts_with("<BR")) {
      write(" ");
    }
  }

  void write(std::string_view text) {
    if (text.empty()) return;
    blocks_.write(text);
    if (in_opening_heading_) opening_heading_ += text;
  }

  TextBlocks blocks_;
  std::string opening_heading_;
  std::string html_;
  int list_depth_ = 0;
  bool in_html_block_ = false;
  bool in_opening_heading_ = false;
};

Collector& collector_of(void* user) { return *static_cast<Collector*>(user); }

int enter_block(MD_BLOCKTYPE block, void* detail, void* user) {
  if (block == MD_BLOCK_HTML) collector_of(user).enter_html_block();
  collector_of(user).enter(block, detail);
  return 0;
}
int leave_block(MD_BLOCKTYPE block, void*, void* user) {
  if (block == MD_BLOCK_HTML) collector_of(user).leave_html_block();
  collector_of(user).leave(block);
  return 0;
}
int pass_span(MD_SPANTYPE, void*, void*) { return 0; }
int take_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
  collector_of(user).text(type, {text, size});
  return 0;
}

}  // namespace

PlainText markdown_to_text(std::string_view markdown) {
  if (markdown.size() > std::numeric_limits<MD_SIZE>::max() / 2) return {std::string(markdown), {}};
  MD_PARSER parser{};
  parser.flags = MD_DIALECT_GITHUB;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = pass_span;
  parser.leave_span = pass_span;
  parser.text = take_text;
  Collector collector;
  // It fails only for want of memory; what was collected until then would be a cut text.
  const auto size = static_cast<MD_SIZE>(markdown.size());
  if (md_parse(markdown.data(), size, &parser, &collector) != 0) return {std::string(markdown), {}};
  return collector.take();
}

}  // namespace kbsearch::records
