// The words of HTML without its tags.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace kbsearch::records {

/// Returns `html` without tags, comments, scripts and styles. Entities are left as they are.
std::string without_html_tags(std::string_view html);

struct HtmlTag {
  std::string name;  ///< In small letters.
  bool is_end = false;
  bool closes_itself = false;  ///< `<br/>`
};

/// Gives the tags of `html` one after the other, without those in comments, scripts and other raw text.
class HtmlTags {
 public:
  /// `html` must outlive the tags.
  explicit HtmlTags(std::string_view html) : html_(html) {}
  std::optional<HtmlTag> next();

 private:
  std::string_view html_;
  std::size_t at_ = 0;
};

/// Returns the character that `entity` ("&amp;", "&#8212;", "&#x2014;") stands for; `entity` itself
/// if it is not known.
std::string decode_entity(std::string_view entity);

/// Returns `text` with its entities decoded.
std::string decode_entities(std::string_view text);

}  // namespace kbsearch::records
