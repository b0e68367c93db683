#pragma once

#include <array>
#include <span>
#include <string_view>

namespace kbsearch::corpus {

/// A group of real words that belong together, so that a query of two of them finds records with
/// both.
using Theme = std::array<std::string_view, 10>;

/// Returns the words of grammar, the most frequent first. They take the first ranks of the
/// vocabulary.
std::span<const std::string_view> function_words();

/// Returns the themes. No word occurs twice, neither here nor among the function words.
std::span<const Theme> themes();

/// Returns the tags a record may carry, about 80.
std::span<const std::string_view> tag_names();

/// Returns the family names of authors; some need more than ASCII.
std::span<const std::string_view> family_names();

/// Returns the given names of authors.
std::span<const std::string_view> given_names();

}  // namespace kbsearch::corpus
