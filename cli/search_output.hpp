// The forms in which search results are printed.
#pragma once

#include <iosfwd>
#include <string>

#include "arguments.hpp"
#include "kbsearch/search_results.hpp"

namespace kbsearch::cli {

enum class OutputFormat { kHuman, kShort, kPaths, kJson, kJsonLines, kTsv, kTrec };

/// Whether a person reads it, a page at a time.
inline bool is_paged(OutputFormat format) { return format == OutputFormat::kHuman || format == OutputFormat::kShort; }

/// Throws UsageError listing the formats.
OutputFormat output_format_named(const std::string& name);

struct PrintedQuery {
  std::string id;  ///< Of the batch; empty outside of one.
  std::string text;
};

/// Prints one search's results to standard output, and nothing but data.
void print_results(const PrintedQuery& query, const SearchResults& results, OutputFormat format,
                   const CommonOptions& common);

/// Prints an explanation as an indented tree.
void print_explanation(std::ostream& out, const Explanation& explanation, std::size_t indent);

}  // namespace kbsearch::cli
