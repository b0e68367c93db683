// What the official SDK's client makes of it (sdk_client.mjs). Its packages come from npm's registry, so they are
// fetched before by who wants the test:
//     tests/browser/fetch.sh build/release/tests/mcp tests/mcp/packages.txt
// or KBSEARCH_MCP_SDK names a folder with another version (npm install --prefix DIR @modelcontextprotocol/sdk).
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "support/files.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

/// The folder that has all of packages.txt in node_modules; empty if something is missing.
std::string fetched_sdk() {
  std::ifstream list(KBSEARCH_SOURCE_DIR "/tests/mcp/packages.txt");
  std::size_t packages = 0;
  for (std::string line; std::getline(list, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::string name;
    std::istringstream(line) >> name;
    if (!std::filesystem::exists(KBSEARCH_FETCHED_SDK "/node_modules/" + name + "/.fetched")) return {};
    ++packages;
  }
  return packages > 0 ? KBSEARCH_FETCHED_SDK : std::string();
}

TEST(McpSdk, ClientAsksEverythingOverStdioAndHttp) {
  const char* own = std::getenv("KBSEARCH_MCP_SDK");
  const std::string sdk = own != nullptr ? own : fetched_sdk();
  if (sdk.empty()) {
    GTEST_SKIP() << "the client of the Model Context Protocol's SDK is not in " KBSEARCH_FETCHED_SDK
                    " (tests/browser/fetch.sh build/release/tests/mcp tests/mcp/packages.txt)";
  }
  if (std::system("node --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "there is no node";
  const test::TemporaryDirectory directory;
  const auto said = (directory / "said").string();
  const std::string command = "KBSEARCH_MCP_SDK='" + sdk + "' node '" +
                              KBSEARCH_SOURCE_DIR "/tests/mcp/sdk_client.mjs' '" KBSEARCH_TOOL "' '" +
                              test::sample_index().string() + "' >'" + said + "' 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0) << test::read_bytes(said);
  EXPECT_NE(test::read_bytes(said).find("asked over stdio and HTTP"), std::string::npos);
}

}  // namespace
}  // namespace kbsearch
