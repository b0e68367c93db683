// The floors of libsearch/ARCHITECTURE.md, held by reading every #include.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;

const std::map<std::string, int>& floors() {
  static const std::map<std::string, int> floors = {
      {"base", 0}, {"schema", 1},  {"analysis", 1}, {"records", 2},  {"store", 2}, {"query", 2},   {"index", 3},
      {"rank", 3}, {"suggest", 3}, {"image", 3},    {"snapshot", 4}, {"match", 5}, {"present", 6}, {"engine", 7}};
  return floors;
}

/// The header that a line includes, without its quotes or brackets; empty if it includes none.
std::string included_in(const std::string& line) {
  if (!line.starts_with("#include ")) return "";
  const auto open = line.find_first_of("<\"");
  const auto close = line.find_first_of(">\"", open + 1);
  return close == std::string::npos ? "" : line.substr(open + 1, close - open - 1);
}

/// Says what is wrong with a line of a library source in `folder`; empty if nothing.
std::string fault_in(const std::string& folder, const std::string& extension, const std::string& line) {
  const std::string header = included_in(line);
  if (header.empty()) return "";
  const std::string target = header.substr(0, header.find('/'));
  const auto allowed_in = [&](const std::set<std::string>& folders) { return folders.contains(folder); };
  if (header == "xapian.h" && !allowed_in({"store", "index", "rank", "suggest", "image", "snapshot", "match"}))
    return "Xapian is not for " + folder;
  if (target == "unicode" && folder != "analysis") return "ICU is not for " + folder;
  if (target == "nlohmann" && (!allowed_in({"schema", "records", "rank", "query", "present"}) || extension != ".cpp"))
    return "JSON is only for .cpp of schema, records, rank, query, present";
  const std::set<std::string> of_formats = {"yaml-cpp", "toml++", "md4c.h", "gumbo.h", "csv.h"};
  if ((of_formats.contains(target) || of_formats.contains(header)) && folder != "records")
    return header + " is not for " + folder;
  const auto floor = floors().find(target);
  if (floor == floors().end() || header.find('/') == std::string::npos) return "";
  const int own = floors().at(folder);
  const bool fits = target == folder || floor->second < own;
  return fits ? ""
              : folder + " (floor " + std::to_string(own) + ") includes " + header + " (floor " +
                    std::to_string(floor->second) + ")";
}

std::vector<fs::path> sources(const std::string& below) {
  std::vector<fs::path> found;
  const fs::path root = fs::path(KBSEARCH_SOURCE_DIR) / below;
  if (!fs::exists(root)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp") found.push_back(entry.path());
  }
  return found;
}

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

TEST(Floors, IncludeOnlyWhatIsBelowThem) {
  std::size_t checked = 0;
  for (const auto& path : sources("libsearch/src")) {
    const auto folder = path.parent_path().filename().string();
    ASSERT_TRUE(floors().contains(folder)) << path << " is in a folder without a floor";
    const auto lines = lines_of(path);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      EXPECT_EQ(fault_in(folder, path.extension().string(), lines[i]), "") << path << ":" << i + 1;
    }
    ++checked;
  }
  EXPECT_GT(checked, 50u);
}

TEST(Floors, AreToldFromTheirViolations) {
  EXPECT_NE(fault_in("store", ".cpp", "#include \"match/plan.hpp\""), "");
  EXPECT_NE(fault_in("store", ".cpp", "#include \"query/ranges.hpp\""), "");
  EXPECT_NE(fault_in("present", ".cpp", "#include <xapian.h>"), "");
  EXPECT_NE(fault_in("match", ".cpp", "#include <unicode/uchar.h>"), "");
  EXPECT_NE(fault_in("rank", ".hpp", "#include <nlohmann/json.hpp>"), "");
  EXPECT_EQ(fault_in("match", ".cpp", "#include \"store/terms.hpp\""), "");
}

TEST(PublicHeaders, IncludeOnlyTheStandardLibraryAndEachOther) {
  for (const auto& path : sources("libsearch/include")) {
    for (const auto& line : lines_of(path)) {
      if (!line.starts_with("#include")) continue;
      const bool standard = line.find('<') != std::string::npos && line.find('/') == std::string::npos &&
                            line.find(".h>") == std::string::npos;
      EXPECT_TRUE(standard || line.starts_with("#include \"kbsearch/")) << path << ": " << line;
    }
  }
}

TEST(ToolAndBenches, SeeThePublicHeadersOnly) {
  for (const char* below : {"cli", "bench", "bindings"}) {
    for (const auto& path : sources(below)) {
      // The small questions are asked of parts that the public headers do not show.
      if (path.parent_path().filename() == "micro") continue;
      for (const auto& line : lines_of(path)) {
        for (const auto& [folder, floor] : floors()) {
          EXPECT_FALSE(line.starts_with("#include \"" + folder + "/")) << path << ": " << line;
        }
      }
    }
  }
}

/// What a line of the library says of a command line, within quotation marks; empty if nothing.
std::string command_in(const std::string& line) {
  static const std::regex kCommand(R"re("[^"]*(: kbsearch |\(kbsearch |--[a-z])[^"]*")re");
  std::smatch found;
  return std::regex_search(line, found, kCommand) ? found.str() : "";
}

TEST(LibraryMessages, NameNoCommandLine) {
  EXPECT_NE(command_in("throw Error(code, \"repair it with: kbsearch index\");"), "");
  EXPECT_NE(command_in("  \"(if meant: --prune-cap 100)\""), "");
  std::size_t checked = 0;
  for (const auto& path : sources("libsearch/src")) {
    // What runs other programs names their options.
    if (path.filename() == "converter.cpp") continue;
    for (const auto& line : lines_of(path)) EXPECT_EQ(command_in(line), "") << path << ": " << line;
    ++checked;
  }
  EXPECT_GT(checked, 50u);
}

TEST(Sources, AreOneSubjectAFileAndSoNotLong) {
  for (const char* below : {"libsearch", "cli", "bindings", "bench", "corpus"}) {
    for (const auto& path : sources(below)) EXPECT_LE(lines_of(path).size(), 400u) << path;
  }
}

}  // namespace
