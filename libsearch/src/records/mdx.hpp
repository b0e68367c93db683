// MDX is Markdown with JSX: what is program in it goes, before the Markdown is read.
#pragma once

#include <string>
#include <string_view>

namespace kbsearch::records {

/// Returns `mdx` without import and export statements, JSX tags and {/* comments */}; text between
/// tags stays, and so does everything inside code.
std::string without_jsx(std::string_view mdx);

}  // namespace kbsearch::records
