// What an agent is told of hits, and of how a question was understood.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kbsearch/search_results.hpp"
#include "mcp/json.hpp"
#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {

/// The most bytes that a passage has before it is cut (Snippet::text has about 300).
constexpr std::size_t kWholePassages = 4096;

/// A hit as structured content: what there is none of is left out, passages are cut to so many bytes each.
Json hit_json(const Hit& hit, std::size_t passage_bytes);
Json hit_schema();
/// The same as lines for a model.
std::string hit_text(const Json& hit);
std::string hits_text(const Json& hits);

Json total_json(const Total& total);
Json total_schema();
/// "40 records match", "at least 3088 records match".
std::string total_text(const Json& total);

/// How the question was understood, and why little was found, as sentences: what was passed over, words that no record
/// has, other words that were looked for, what each filter takes away. Few of them, each short.
std::vector<std::string> notes_of(const SearchResults& results);
/// The same of a claim, whose conclusion tells what is lacking: what was passed over, and what else was looked for.
std::vector<std::string> notes_of_claim(const SearchResults& results);
/// A line for each sentence.
std::string notes_text(const Json& notes);

/// Values of a field with their counts: {"field", "filter_field"?, "values": [{"value", "label"?, "count"}...],
/// "distinct"?, "missing"?}.
Json facet_json(const Facet& facet);
Json facet_schema();
std::string facet_text(const Json& facet);

/// Makes an answer out of results, with passages of at most so many bytes each.
using Composed = std::function<Answer(const SearchResults& results, std::size_t passage_bytes)>;

/// Asks for up to `limit` hits and makes an answer of at most `most_tokens` of them: passages are shortened first, then
/// there are fewer hits, one at least. SearchResults::next_cursor goes on after what is shown. `shortened` in the
/// answer tells of it.
Answer fitted(const std::function<SearchResults(std::size_t limit)>& ask, std::size_t limit, std::size_t most_tokens,
              const Composed& composed);

}  // namespace kbsearch::cli::mcp
