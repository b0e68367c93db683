// The conformance suite through the C ABI: <kbsearch/kbsearch.h> and nothing else of the library.
#include <gtest/gtest.h>
#include <kbsearch/kbsearch.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <memory>

#include "conformance/cases.hpp"
#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

template <typename Handle, void (*free_handle)(Handle*)>
struct Owned {
  Handle* handle = nullptr;
  Owned() = default;
  Owned(const Owned&) = delete;
  Owned& operator=(const Owned&) = delete;
  ~Owned() { free_handle(handle); }
};
using String = Owned<kbs_string, kbs_string_free>;
using Results = Owned<kbs_results, kbs_results_free>;
using SearcherHandle = Owned<kbs_searcher, kbs_searcher_close>;
using WriterHandle = Owned<kbs_writer, kbs_writer_close>;

kbs_text text_of(const std::string& text) { return {text.data(), text.size()}; }
std::string text_of(kbs_text text) { return {text.data, text.size}; }

/// What a function failed with.
struct Failed {
  std::string code;
  std::string message;
  std::string subject;
};

const char* name_of(kbs_code code) {
  switch (code) {
    case KBS_INVALID_ARGUMENT:
      return "INVALID_ARGUMENT";
    case KBS_INDEX_NOT_FOUND:
      return "INDEX_NOT_FOUND";
    case KBS_INDEX_CORRUPT:
      return "INDEX_CORRUPT";
    case KBS_INDEX_VERSION:
      return "INDEX_VERSION";
    case KBS_INDEX_LOCKED:
      return "INDEX_LOCKED";
    case KBS_IO:
      return "IO";
    case KBS_LIMIT_EXCEEDED:
      return "LIMIT_EXCEEDED";
    case KBS_INTERRUPTED:
      return "INTERRUPTED";
    case KBS_DEADLINE_PASSED:
      return "DEADLINE_PASSED";
    default:
      return "another code";
  }
}

/// Calls a function of the library, whose last argument is the error.
template <typename Call>
void expect_ok(Call&& call) {
  Owned<kbs_error, kbs_error_free> error;
  const auto code = call(&error.handle);
  EXPECT_EQ(code, kbs_error_code(error.handle));
  if (code == KBS_OK) return;
  throw Failed{name_of(code), text_of(kbs_error_message(error.handle)), text_of(kbs_error_subject(error.handle))};
}

std::string text_in(const Json& given, const char* member) { return given.value(member, std::string()); }

/// The options of a case, as members of the struct or as JSON, and the texts that they point to.
class Options {
 public:
  Options(const Json& given, bool as_json) {
    kbs_search_options_init(&options_, sizeof options_);
    auto json = options_of(given);
    if (json.contains("stop")) {
      stop_.handle = kbs_stop_new();
      kbs_stop_request(stop_.handle);
      options_.stop = stop_.handle;
      json.erase("stop");
    }
    if (as_json) {
      options_.json = kept(json.dump());
      return;
    }
    for (const auto& [name, value] : json.items()) set(name, value);
  }

  kbs_search_options* get() { return &options_; }
  void go_on_after(const std::string& cursor) {
    options_.after = kept(cursor);
    if (options_.json.size == 0) return;
    auto json = Json::parse(text_of(options_.json));
    json["after"] = cursor;
    options_.json = kept(json.dump());
  }

 private:
  kbs_text kept(std::string text) { return text_of(texts_.emplace_back(std::move(text))); }

  void set(const std::string& name, const Json& value) {
    if (name == "limit") {
      options_.limit = value;
    } else if (name == "offset") {
      options_.offset = value;
    } else if (name == "after") {
      options_.after = kept(value);
    } else if (name == "filter") {
      options_.filter = kept(value);
    } else if (name == "profile") {
      options_.profile = kept(value.is_string() ? value.get<std::string>() : value.dump());
    } else if (name == "sort") {
      options_.sort_field = kept(value["field"]);
      options_.sort_ascending = value.value("ascending", false);
    } else if (name == "collapse") {
      options_.collapse = kept(value);
    } else if (name == "facets") {
      for (const auto& facet : value) add_facet(facet);
    } else if (name == "related_tags") {
      options_.related_tags = value;
    } else if (name == "snippets") {
      options_.snippets = value;
    } else if (name == "passages") {
      options_.passages = value;
    } else if (name == "explain") {
      options_.explain = value;
    } else if (name == "typing") {
      options_.typing = value;
    } else if (name == "plain_words") {
      options_.plain_words = value;
    } else if (name == "all_words") {
      options_.all_words = value;
    } else if (name == "typos") {
      options_.typos = value;
    } else if (name == "expand") {
      options_.expand = value;
    } else if (name == "exact_total_up_to") {
      options_.exact_total_up_to = value;
    } else if (name == "max_words") {
      options_.max_words = value;
    } else if (name == "max_expansions") {
      options_.max_expansions = value;
    } else if (name == "timeout_us") {
      options_.timeout_us = value;
    } else {
      ADD_FAILURE() << "there is no option '" << name << "'";
    }
  }

  void add_facet(const Json& given) {
    kbs_facet_request request;
    kbs_facet_request_init(&request, sizeof request);
    request.field = kept(given["field"]);
    request.max_values = given.value("max_values", request.max_values);
    const auto step = text_in(given, "date_step");
    request.date_step = step == "year"    ? KBS_DATE_STEP_YEAR
                        : step == "month" ? KBS_DATE_STEP_MONTH
                                          : KBS_DATE_STEP_NONE;
    facets_.push_back(request);
    options_.facets = facets_.data();
    options_.facet_count = facets_.size();
  }

  kbs_search_options options_{};
  std::deque<std::string> texts_;
  std::vector<kbs_facet_request> facets_;
  Owned<kbs_stop, kbs_stop_free> stop_;
};

template <typename Write>
Json written(Write&& write) {
  String json;
  expect_ok([&](kbs_error** error) { return write(&json.handle, error); });
  return Json::parse(text_of(kbs_string_text(json.handle)));
}

Json json_of(const kbs_results* results) {
  if (results == nullptr) return nullptr;
  return written([&](kbs_string** json, kbs_error** error) { return kbs_results_json(results, json, error); });
}

void tell_rejection(void* list, const kbs_rejection* rejection) {
  static constexpr const char* kScopes[] = {"record", "rest", "source", "field"};
  static_cast<Json*>(list)->push_back({{"scope", kScopes[rejection->scope]},
                                       {"line", rejection->line},
                                       {"record_id", text_of(rejection->record_id)},
                                       {"field", text_of(rejection->field)},
                                       {"reason", text_of(rejection->reason)}});
}

Json loaded(const std::filesystem::path& directory, const Json& given) {
  Json answer;
  for (const auto& step : given["steps"]) {
    for (const auto& [name, text] : step["files"].items()) std::ofstream(directory / name) << text.get<std::string>();
    std::deque<std::string> names;
    std::vector<kbs_text> paths;
    for (const auto& path : step["paths"]) {
      paths.push_back(text_of(names.emplace_back((directory / path.get<std::string>()).string())));
    }
    kbs_load_options options;
    kbs_load_options_init(&options, sizeof options);
    const auto json = options_of(step);
    Json rejections = Json::array();
    options.jobs = 1;
    options.prune = json.value("prune", false);
    options.prune_max_share = json.value("prune_max_share", options.prune_max_share);
    options.on_rejection = tell_rejection;
    options.user = &rejections;
    kbs_load_report report{};
    report.size = sizeof report;
    const auto index = (directory / "index").string();
    expect_ok([&](kbs_error** error) {
      return kbs_load(text_of(index), paths.data(), paths.size(), &options, &report, error);
    });
    answer = {{"read", report.read},
              {"added", report.added},
              {"replaced", report.replaced},
              {"unchanged", report.unchanged},
              {"removed", report.removed},
              {"rejected", report.rejected},
              {"fields_left_out", report.fields_left_out},
              {"doc_count", report.doc_count},
              {"rejections", rejections}};
  }
  return answer;
}

/// A person who asks through C.
class Asker {
 public:
  Asker(const kbs_searcher* searcher, bool options_as_json) : searcher_(searcher), as_json_(options_as_json) {}

  Json answer(const Json& given, const std::filesystem::path& directory) const {
    const auto call = text_in(given, "call");
    if (call == "search") return search(given);
    if (call == "search_pages") return pages(given);
    if (call == "similar") return similar(given);
    if (call == "explain") return explanations(given);
    if (call == "suggest") return suggestions(given);
    if (call == "find") return found(given);
    if (call == "load") return loaded(directory, given);
    if (call == "open") return opened((directory / text_in(given, "directory")).string());
    if (call == "open_two_writers") return two_writers();
    ADD_FAILURE() << "there is no call '" << call << "'";
    return nullptr;
  }

 private:
  Json search(const Json& given) const {
    Options options(given, as_json_);
    return search(given, options, nullptr);
  }

  Json search(const Json& given, Options& options, std::string* cursor) const {
    Results results;
    const auto query = text_in(given, "query");
    expect_ok([&](kbs_error** error) {
      return kbs_searcher_search(searcher_, text_of(query), options.get(), &results.handle, error);
    });
    if (cursor != nullptr) *cursor = text_of(kbs_results_next_cursor(results.handle));
    return json_of(results.handle);
  }

  Json pages(const Json& given) const {
    Options options(given, as_json_);
    Json all = Json::array();
    std::string cursor;
    do {
      all.push_back(search(given, options, &cursor));
      options.go_on_after(cursor);
    } while (!cursor.empty());
    return all;
  }

  Json similar(const Json& given) const {
    Results results;
    Options options(given, as_json_);
    const auto id = text_in(given, "id");
    expect_ok([&](kbs_error** error) {
      return kbs_searcher_similar(searcher_, text_of(id), options.get(), &results.handle, error);
    });
    return json_of(results.handle);
  }

  Json explanations(const Json& given) const {
    Options options(given, as_json_);
    const auto query = text_in(given, "query");
    const auto ids = given["ids"].get<std::vector<std::string>>();
    std::vector<kbs_text> texts;
    for (const auto& id : ids) texts.push_back(text_of(id));
    Owned<kbs_explanations, kbs_explanations_free> explanations;
    expect_ok([&](kbs_error** error) {
      return kbs_searcher_explain_all(searcher_, text_of(query), texts.data(), texts.size(), options.get(),
                                      &explanations.handle, error);
    });
    return written(
        [&](kbs_string** json, kbs_error** error) { return kbs_explanations_json(explanations.handle, json, error); });
  }

  Json suggestions(const Json& given) const {
    Owned<kbs_suggestions, kbs_suggestions_free> suggestions;
    const auto text = text_in(given, "text");
    const auto limit = options_of(given).value("limit", std::size_t{5});
    expect_ok([&](kbs_error** error) {
      return kbs_searcher_suggest(searcher_, text_of(text), limit, &suggestions.handle, error);
    });
    return written(
        [&](kbs_string** json, kbs_error** error) { return kbs_suggestions_json(suggestions.handle, json, error); });
  }

  Json found(const Json& given) const {
    String record;
    const auto id = text_in(given, "id");
    expect_ok([&](kbs_error** error) { return kbs_searcher_find(searcher_, text_of(id), &record.handle, error); });
    return record.handle == nullptr ? Json(nullptr) : Json(text_of(kbs_string_text(record.handle)));
  }

  static Json opened(const std::string& directory) {
    SearcherHandle other;
    expect_ok([&](kbs_error** error) { return kbs_searcher_open(text_of(directory), &other.handle, error); });
    return "opened";
  }

  static Json two_writers() {
    const TemporaryDirectory own;
    const auto directory = (own / "index").string();
    WriterHandle first;
    WriterHandle second;
    for (auto* writer : {&first, &second}) {
      expect_ok([&](kbs_error** error) { return kbs_writer_open(text_of(directory), {}, &writer->handle, error); });
    }
    return "opened";
  }

  const kbs_searcher* searcher_;
  bool as_json_;
};

class C : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    directory_ = std::make_unique<TemporaryDirectory>();
    const auto index = (*directory_ / "index").string();
    std::ifstream file(conformance_file("synonyms.txt"));
    const std::string rules(std::istreambuf_iterator<char>(file), {});
    WriterHandle writer;
    expect_ok([&](kbs_error** error) { return kbs_writer_open(text_of(index), {}, &writer.handle, error); });
    for (const auto& record : conformance_records()) {
      expect_ok([&](kbs_error** error) {
        return kbs_writer_replace(writer.handle, text_of(record), nullptr, nullptr, error);
      });
    }
    expect_ok([&](kbs_error** error) { return kbs_writer_set_synonyms(writer.handle, text_of(rules), error); });
    expect_ok([&](kbs_error** error) { return kbs_writer_commit(writer.handle, error); });
  }
  static void TearDownTestSuite() { directory_.reset(); }

  static void ask_all(bool options_as_json) {
    const auto index = (*directory_ / "index").string();
    SearcherHandle searcher;
    expect_ok([&](kbs_error** error) { return kbs_searcher_open(text_of(index), &searcher.handle, error); });
    const Asker asker(searcher.handle, options_as_json);
    const auto asked = run_cases([&](const Json& given) -> std::optional<Json> {
      const TemporaryDirectory own;
      const auto directory =
          text_in(given, "call") == "load" ? own.path() : conformance_file("cases.json").parent_path();
      try {
        return asker.answer(given, directory);
      } catch (const Failed& failed) {
        return error_answer(failed.code, failed.message, failed.subject, directory.string());
      }
    });
    EXPECT_EQ(asked, conformance_cases().size());
  }

  static std::unique_ptr<TemporaryDirectory> directory_;
};

std::unique_ptr<TemporaryDirectory> C::directory_;

TEST_F(C, AnswersEachCaseAsExpectedWithOptionsInTheStruct) { ask_all(/*options_as_json=*/false); }

TEST_F(C, AnswersEachCaseAsExpectedWithOptionsAsJson) { ask_all(/*options_as_json=*/true); }

}  // namespace
}  // namespace kbsearch::test
