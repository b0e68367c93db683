#include <algorithm>

#include "mcp/tool.hpp"

namespace kbsearch::cli::mcp {

std::size_t Answer::tokens() const { return (std::max(written(structured).size(), text.size()) + 3) / 4; }

std::vector<Tool> tools(const Schema& schema) {
  return {search_tool(schema), claim_tool(), record_tool(), similar_tool(), facets_tool(schema), explain_tool()};
}

}  // namespace kbsearch::cli::mcp
