// Which words of an index are offered to who is typing.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/suggesting.hpp"
#include "match/session.hpp"

namespace kbsearch::engine {

/// Returns whether `word` is what addresses leave behind: http, https, www, numbers and ids that nobody types.
bool is_debris_of_addresses(std::string_view word);

/// Returns up to `limit` words, exact forms, that begin with `prefix`: those in the most records first. Left out is
/// debris, and what no text of a record has but an address.
std::vector<std::string> suggested_words(match::Session& session, const std::string& prefix, std::size_t limit,
                                         const Ask& ask);

}  // namespace kbsearch::engine
