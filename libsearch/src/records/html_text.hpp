// The words of HTML without its tags.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::records {

/// Returns `html` without tags, comments, scripts and styles. Entities are left as they are.
std::string without_html_tags(std::string_view html);

/// Returns the character that `entity` ("&amp;", "&#8212;", "&#x2014;") stands for; `entity` itself
/// if it is not known.
std::string decode_entity(std::string_view entity);

/// Returns `text` with its entities decoded.
std::string decode_entities(std::string_view text);

}  // namespace kbsearch::records
