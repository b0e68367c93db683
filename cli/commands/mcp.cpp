// mcp: tools for agents, over standard input and output.
#include <unistd.h>

#include <iostream>
#include <mutex>
#include <optional>

#include "advice.hpp"
#include "arguments.hpp"
#include "command.hpp"
#include "kbsearch/error.hpp"
#include "mcp/stdio.hpp"
#include "number_option.hpp"
#include "safe_text.hpp"
#include "standard_streams.hpp"

namespace kbsearch::cli {
namespace {

constexpr std::size_t kMostSeconds = 3'600;

/// The index as it is now, whether or not it was there at the start.
class LatestIndex {
 public:
  explicit LatestIndex(std::filesystem::path directory) : directory_(std::move(directory)) {}

  const Searcher& searcher() {
    if (!searcher_) {
      searcher_ = Searcher::open(directory_);
    } else {
      searcher_->refresh();
    }
    return *searcher_;
  }

 private:
  std::filesystem::path directory_;
  std::optional<Searcher> searcher_;
};

}  // namespace

Declaration declare_mcp() {
  Declaration declared{
      .usage = "mcp [options]",
      .description =
          "Gives an agent tools to ask the index: search, check_claim, get_record, similar, facets, explain, and the "
          "records as resources. It speaks the Model Context Protocol over standard input and output, a message a "
          "line, and only reads. An agent's program starts it:\n\n"
          "  {\"mcpServers\": {\"kbsearch\": {\"command\": \"kbsearch\", \"args\": [\"mcp\", \"--db\", \"DIR\"]}}}\n\n"
          "Commits by others are seen with the next request. Where there is no index yet, the tools say so, and how to "
          "build it.",
      .exit_codes = {{0, "the input has ended, or nobody reads the output"}, {2, "an error"}},
      .examples = {
          {"printf '%s\\n' '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}' | kbsearch mcp", "Is it there?"}}};
  auto& options = declared.options;
  options.add_options()("timeout", number_value(1, kMostSeconds)->value_name("SECONDS")->default_value(10),
                        "a request that takes longer is given up, and the agent told so");
  add_common_options(options);
  return declared;
}

int run_mcp(const po::variables_map& values) {
  const auto common = common_options(values);
  LatestIndex index(common.db);
  try {
    index.searcher();
  } catch (const Error& error) {
    std::cerr << "kbsearch: " << printable(error.what()) << advice(error) << '\n';
  }
  mcp::SessionOptions options;
  options.timeout = std::chrono::seconds(values["timeout"].as<std::size_t>());
  if (common.verbose) {
    options.log = [](const std::string& line) { std::cerr << "kbsearch: " << printable(line) << std::endl; };
  }
  mcp::Session session([&]() -> const Searcher& { return index.searcher(); }, std::move(options));
  print_as(OutputKind::kJson);
  mcp::answer_lines(STDIN_FILENO, session, [](const std::string& message) {
    std::cout << message << std::endl;
    return static_cast<bool>(std::cout);
  });
  return kFound;
}

}  // namespace kbsearch::cli
