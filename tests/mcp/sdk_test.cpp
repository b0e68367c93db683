// What the official SDK's client makes of it (sdk_client.mjs). The SDK is 98 packages of npm, 29 MB, and so is not
// asked for by the build:
//     npm install --prefix DIR @modelcontextprotocol/sdk && KBSEARCH_MCP_SDK=DIR ctest --preset release -R Sdk
#include <gtest/gtest.h>

#include <cstdlib>

#include "support/files.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

TEST(McpSdk, ClientAsksEverythingOverStdioAndHttp) {
  const char* sdk = std::getenv("KBSEARCH_MCP_SDK");
  if (sdk == nullptr) {
    GTEST_SKIP() << "KBSEARCH_MCP_SDK names no folder with the client of the Model Context Protocol's SDK "
                    "(npm install --prefix DIR @modelcontextprotocol/sdk)";
  }
  if (std::system("node --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "there is no node";
  const test::TemporaryDirectory directory;
  const auto said = (directory / "said").string();
  const std::string command = std::string("node '") +
                              KBSEARCH_SOURCE_DIR "/tests/mcp/sdk_client.mjs' '" KBSEARCH_TOOL "' '" +
                              test::sample_index().string() + "' >'" + said + "' 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0) << test::read_bytes(said);
  EXPECT_NE(test::read_bytes(said).find("asked over stdio and HTTP"), std::string::npos);
}

}  // namespace
}  // namespace kbsearch
