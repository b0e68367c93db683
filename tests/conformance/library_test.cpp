// The conformance suite through the C++ library. What it answers is what every binding is held to: after a change that
// is meant, KBSEARCH_UPDATE_GOLDEN=1 build/release/tests/conformance_tests --gtest_filter='Library.*' writes it anew.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "conformance/cases.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/index_writer.hpp"
#include "kbsearch/json.hpp"
#include "kbsearch/searcher.hpp"
#include "support/sample.hpp"

namespace kbsearch {
namespace {

using test::Json;

SearchOptions search_options(const Json& given) {
  auto json = test::options_of(given);
  const bool is_stopped = json.contains("stop");
  json.erase("stop");
  auto options = search_options_from_json(json.dump());
  if (is_stopped) {
    std::stop_source stop;
    stop.request_stop();
    options.stop = stop.get_token();
  }
  return options;
}

std::string text_of(const Json& given, const char* member) { return given.value(member, std::string()); }

Json results_json(const std::optional<SearchResults>& results, const std::string& query) {
  return results ? Json::parse(results_to_json(*results, query)) : Json(nullptr);
}

Json pages(const Searcher& searcher, const Json& given) {
  auto options = search_options(given);
  Json all = Json::array();
  do {
    const auto page = searcher.search(text_of(given, "query"), options);
    all.push_back(results_json(page, text_of(given, "query")));
    options.after = page.next_cursor;
  } while (!options.after.empty());
  return all;
}

Json explanations(const Searcher& searcher, const Json& given) {
  const auto options = search_options(given);
  const auto ids = given["ids"].get<std::vector<std::string>>();
  const auto found = searcher.explain_all(text_of(given, "query"), ids, options);
  std::vector<ExplainedRecord> records;
  for (std::size_t i = 0; i < ids.size(); ++i) records.push_back({ids[i], found[i]});
  return Json::parse(explanations_to_json(records, text_of(given, "query"), options.profile.name));
}

Json report_json(const LoadReport& report, const Json& rejections) {
  return {{"read", report.read},
          {"added", report.added},
          {"replaced", report.replaced},
          {"unchanged", report.unchanged},
          {"removed", report.removed},
          {"rejected", report.rejected},
          {"fields_left_out", report.fields_left_out},
          {"doc_count", report.doc_count},
          {"rejections", rejections}};
}

/// Each step writes its files into `directory` and loads its paths; the answer is the report of the last.
Json loaded(const std::filesystem::path& directory, const Json& given) {
  Json answer;
  for (const auto& step : given["steps"]) {
    for (const auto& [name, text] : step["files"].items()) std::ofstream(directory / name) << text.get<std::string>();
    std::vector<std::string> paths;
    for (const auto& path : step["paths"]) paths.push_back((directory / path.get<std::string>()).string());
    LoadOptions options;
    options.jobs = 1;
    const auto json = test::options_of(step);
    options.prune = json.value("prune", false);
    options.prune_max_share = json.value("prune_max_share", options.prune_max_share);
    Json rejections = Json::array();
    options.on_rejection = [&](const Rejection& rejection) {
      rejections.push_back({{"scope", to_string(rejection.scope)},
                            {"line", rejection.origin.line},
                            {"record_id", rejection.record_id},
                            {"field", rejection.field},
                            {"reason", rejection.reason}});
    };
    auto reader = RecordReader::open(paths, {.sources = {}});
    answer = report_json(load(directory / "index", reader, options), rejections);
  }
  return answer;
}

class Library : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = std::make_unique<test::TemporaryDirectory>();
    auto writer = IndexWriter::open(*directory_ / "index");
    for (const auto& line : test::conformance_records()) EXPECT_TRUE(writer.replace(Record::from_json(line)).empty());
    std::ifstream rules(test::conformance_file("synonyms.txt"));
    writer.set_synonyms(Synonyms::parse(std::string(std::istreambuf_iterator<char>(rules), {})));
    writer.commit();
  }
  static void TearDownTestSuite() { directory_.reset(); }

  static Json answer(const Searcher& searcher, const Json& given, const std::filesystem::path& directory) {
    const auto call = text_of(given, "call");
    if (call == "search")
      return results_json(searcher.search(text_of(given, "query"), search_options(given)), text_of(given, "query"));
    if (call == "search_pages") return pages(searcher, given);
    if (call == "similar") {
      return results_json(searcher.similar(text_of(given, "id"), search_options(given)), text_of(given, "id"));
    }
    if (call == "explain") return explanations(searcher, given);
    if (call == "suggest") {
      const auto limit = test::options_of(given).value("limit", std::size_t{5});
      return Json::parse(suggestions_to_json(searcher.suggest(text_of(given, "text"), limit), text_of(given, "text")));
    }
    if (call == "find") {
      const auto record = searcher.find(text_of(given, "id"));
      return record ? Json(record->json) : Json(nullptr);
    }
    if (call == "open") return Searcher::open(directory / text_of(given, "directory")), Json("opened");
    if (call == "open_two_writers") {
      const auto first = IndexWriter::open(*directory_ / "locked");
      return IndexWriter::open(*directory_ / "locked"), Json("opened");
    }
    if (call == "load") return loaded(directory, given);
    ADD_FAILURE() << "there is no call '" << call << "'";
    return nullptr;
  }

  static std::unique_ptr<test::TemporaryDirectory> directory_;
};

std::unique_ptr<test::TemporaryDirectory> Library::directory_;

TEST_F(Library, AnswersEachCaseAsExpected) {
  const auto searcher = Searcher::open(*directory_ / "index");
  const auto asked = test::run_cases(
      [&](const Json& given) -> std::optional<Json> {
        const test::TemporaryDirectory own;
        const auto directory =
            text_of(given, "call") == "load" ? own.path() : test::conformance_file("cases.json").parent_path();
        try {
          return answer(searcher, given, directory);
        } catch (const Error& error) {
          return test::error_answer(name_of(error.code()), error.what(), error.subject(), directory.string());
        }
      },
      true);
  EXPECT_EQ(asked, test::conformance_cases().size());
}

}  // namespace
}  // namespace kbsearch
