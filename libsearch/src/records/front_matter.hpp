// What stands before a page between fences: YAML (`---`), or TOML (`+++`) as Hugo and Zola write it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "kbsearch/record_reader.hpp"
#include "records/page_name.hpp"

namespace kbsearch::records {

struct FrontMatter {
  enum class Syntax { kYaml, kToml };
  Syntax syntax = Syntax::kYaml;
  std::string_view text;  ///< Between the fences; begins on line 2.
  std::string_view body;  ///< After the second fence.
};

/// Returns the parts of `page` if its first line is a fence and another one follows.
std::optional<FrontMatter> split_front_matter(std::string_view page);

/// Returns the members as one JSON object, or a Rejection with the line if they are broken, and the id where a line of
/// its own or the name tells it. "tags" and "aliases" that are one text become lists (`a, b` and `#a #b` are two tags,
/// without their signs); "taxonomies" of Zola stay, and give "tags" (their tags and categories) and "authors".
/// `max_record_bytes` bounds what aliases of YAML may add.
std::variant<std::string, Rejection> read_front_matter(const FrontMatter& front_matter, const PageName& name,
                                                       std::size_t max_record_bytes);

}  // namespace kbsearch::records
