// The conformance suite through the tool, as a script would ask it. What it has no option for is left out, by name.
#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <set>

#include "conformance/cases.hpp"
#include "support/run_tool.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

std::string text_in(const Json& given, const char* member) { return given.value(member, std::string()); }

/// Why the tool cannot be asked this; empty if it can.
std::string why_not(const Json& given) {
  const auto call = text_in(given, "call");
  if (call == "load" || call == "open_two_writers") return "what it tells of a load is no JSON";
  if (text_in(given, "query").find('\0') != std::string::npos) return "an argument ends at a zero byte";
  if (given.contains("query") && text_in(given, "query").empty() && !options_of(given).contains("filter")) {
    return "nothing to ask is a usage error";
  }
  static const std::set<std::string> kNone = {
      "typos", "exact_total_up_to", "max_words", "max_expansions", "plain_words", "stop", "timeout_us"};
  static const std::set<std::string> kOfSimilar = {"limit", "offset", "after", "explain", "snippets", "profile"};
  const auto options = options_of(given);
  for (const auto& [name, value] : options.items()) {
    if (kNone.contains(name)) return "there is no option for " + name;
    if (call == "similar" && !kOfSimilar.contains(name)) return "there is no option for " + name;
  }
  return {};
}

class Tool : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = std::make_unique<TemporaryDirectory>();
    std::string lines;
    for (const auto& record : conformance_records()) lines += record + '\n';
    ASSERT_EQ(run_tool({"index", "--db", index(), "--format", "jsonl", "-"}, lines).exit_code, 0);
    ASSERT_EQ(run_tool({"synonyms", "--db", index(), conformance_file("synonyms.txt").string()}).exit_code, 0);
  }
  static void TearDownTestSuite() { directory_.reset(); }

  static std::string index() { return (*directory_ / "index").string(); }

  /// The options of a search, as a person types them.
  static void add_options(const Json& options, std::vector<std::string>& arguments) {
    const auto add = [&](const std::string& name, const std::string& value) {
      arguments.push_back("--" + name + "=" + value);
    };
    for (const auto& [name, value] : options.items()) {
      if (name == "limit" || name == "offset" || name == "passages") {
        add(name, value.dump());
      } else if (name == "related_tags") {
        add("related", value.dump());
      } else if (name == "after" || name == "filter" || name == "collapse") {
        add(name, value.get<std::string>());
      } else if (name == "sort") {
        add("sort", text_in(value, "field") + (value.value("ascending", false) ? ":asc" : ":desc"));
      } else if (name == "profile") {
        add("profile", value.is_string() ? value.get<std::string>() : file_of(value.dump()));
      } else if (name == "facets") {
        for (const auto& facet : value) {
          const auto step = text_in(facet, "date_step");
          const auto most = facet.value("max_values", 10);
          add("facet", text_in(facet, "field") + (step.empty() ? "" : ":" + step) + ":" + std::to_string(most));
        }
      } else if (name == "snippets") {
        if (!value.get<bool>()) arguments.push_back("--no-snippet");
      } else if (name == "expand") {
        if (!value.get<bool>()) arguments.push_back("--no-expand");
      } else if (name == "explain" || name == "typing") {
        if (value.get<bool>()) arguments.push_back("--" + name);
      } else if (name == "all_words") {
        if (value.get<bool>()) arguments.push_back("--all");
      } else {
        ADD_FAILURE() << "there is no option '" << name << "'";
      }
    }
  }

  static std::string file_of(const std::string& json) {
    const auto path = *directory_ / "profile.json";
    std::ofstream(path) << json;
    return path.string();
  }

  static std::vector<std::string> command(const Json& given) {
    const auto call = text_in(given, "call");
    std::vector<std::string> arguments;
    if (call == "search" || call == "search_pages") {
      arguments = {"search", "--db", index(), "--format=json"};
      add_options(options_of(given), arguments);
      // An empty query is a filter alone.
      if (!text_in(given, "query").empty()) arguments.insert(arguments.end(), {"--", text_in(given, "query")});
    } else if (call == "similar") {
      arguments = {"similar", "--db", index(), "--format=json"};
      add_options(options_of(given), arguments);
      arguments.insert(arguments.end(), {"--", text_in(given, "id")});
    } else if (call == "explain") {
      arguments = {"explain", "--db", index(), "--format=json"};
      add_options(options_of(given), arguments);
      arguments.insert(arguments.end(), {"--", text_in(given, "query")});
      for (const auto& id : given["ids"]) arguments.push_back(id);
    } else if (call == "suggest") {
      arguments = {"suggest", "--db", index(), "--format=json"};
      add_options(options_of(given), arguments);
      arguments.insert(arguments.end(), {"--", text_in(given, "text")});
    } else if (call == "find") {
      arguments = {"show", "--db", index(), "--", text_in(given, "id")};
    } else if (call == "open") {
      arguments = {"stats", "--db", conformance_file(text_in(given, "directory")).string()};
    } else {
      ADD_FAILURE() << "there is no call '" << call << "'";
    }
    return arguments;
  }

  /// The tool's answer in the suite's form. Exit 2 has no code there: it stands for the one that is expected.
  static Json answer(const Json& given) {
    const auto run = run_tool(command(given));
    if (run.exit_code == 2) {
      EXPECT_TRUE(run.err.starts_with("kbsearch: ")) << run.err;
      EXPECT_EQ(run.out, "");
      return expected_of(given) ? Json::parse(*expected_of(given)) : Json(nullptr);
    }
    if (run.exit_code == 1 && run.out.empty()) return nullptr;
    if (text_in(given, "call") == "find") return run.out.substr(0, run.out.size() - 1);
    EXPECT_TRUE(Json::accept(run.out)) << given << run.out << run.err;
    return Json::accept(run.out) ? Json::parse(run.out) : Json(nullptr);
  }

  static Json pages(Json given) {
    Json all = Json::array();
    do {
      all.push_back(answer(given));
      if (all.back().is_object()) given["options"]["after"] = all.back().value("next_cursor", Json(nullptr));
    } while (given["options"].contains("after") && given["options"]["after"].is_string());
    return all;
  }

  static std::unique_ptr<TemporaryDirectory> directory_;
};

std::unique_ptr<TemporaryDirectory> Tool::directory_;

TEST_F(Tool, AnswersEachCaseItHasOptionsForAsExpected) {
  std::size_t left_out = 0;
  const auto asked = run_cases([&](const Json& given) -> std::optional<Json> {
    if (!why_not(given).empty()) {
      ++left_out;
      return std::nullopt;
    }
    return text_in(given, "call") == "search_pages" ? pages(given) : answer(given);
  });
  EXPECT_EQ(asked + left_out, conformance_cases().size());
  EXPECT_GE(asked, 100u);
}

}  // namespace
}  // namespace kbsearch::test
