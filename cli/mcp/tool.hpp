// A tool that an agent may call: what is told of it, and what it does.
#pragma once

#include <chrono>
#include <functional>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

#include "kbsearch/searcher.hpp"
#include "mcp/json.hpp"

namespace kbsearch::cli::mcp {

/// A call that cannot be done as it was asked; the message tells an agent how to ask instead.
struct ToolError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a call is given beside its arguments.
struct Call {
  const Searcher& searcher;
  std::stop_token stop = {};
  std::chrono::steady_clock::time_point deadline = {};

  /// Options of a search that ends with the call.
  SearchOptions options() const {
    SearchOptions options;
    options.stop = stop;
    options.deadline = deadline;
    return options;
  }
};

/// The same twice: for a program, and as a text for a model, which is made harmless before it is sent. In what is
/// structured, ids are exact and all other texts harmless.
struct Answer {
  Json structured;
  std::string text;

  /// What the larger of both takes: a token is counted as four bytes.
  std::size_t tokens() const;
};

struct Tool {
  std::string name;
  std::string title;
  std::string description;
  Json input_schema;   ///< JSON Schema of the arguments; they are checked by it.
  Json output_schema;  ///< JSON Schema of Answer::structured.
  Answer (*run)(const Json& arguments, const Call& call);
};

/// Returns the tools, as they are told of an index with that schema.
std::vector<Tool> tools(const Schema& schema);

Tool search_tool(const Schema& schema);
Tool record_tool();
Tool similar_tool();
Tool explain_tool();
Tool claim_tool();
Tool facets_tool(const Schema& schema);

}  // namespace kbsearch::cli::mcp
