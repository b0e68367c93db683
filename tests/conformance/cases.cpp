#include "conformance/cases.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "support/sample.hpp"

namespace kbsearch::test {
namespace {

std::optional<std::string> bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::filesystem::path expected_file(const Json& given) {
  return conformance_file("expected/" + given["name"].get<std::string>() + ".json");
}

void forget_times(Json& answer) {
  if (answer.is_object() && answer.contains("took_us")) answer["took_us"] = 0;
  if (answer.is_array()) {
    for (auto& page : answer) forget_times(page);
  }
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != text.npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

std::filesystem::path conformance_file(const std::string& name) {
  return std::filesystem::path(KBSEARCH_SOURCE_DIR) / "tests/conformance" / name;
}

std::vector<std::string> conformance_records() {
  std::vector<std::string> records;
  for (const auto& path : {sample_file("records.jsonl"), conformance_file("records.jsonl")}) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) records.push_back(line);
  }
  return records;
}

std::vector<Json> conformance_cases() {
  auto cases = Json::parse(bytes_of(conformance_file("cases.json")).value()).get<std::vector<Json>>();
  if (cases.empty()) throw std::runtime_error("the conformance suite has no cases");
  return cases;
}

Json options_of(const Json& given) { return given.contains("options") ? given["options"] : Json::object(); }

std::optional<std::string> expected_of(const Json& given) { return bytes_of(expected_file(given)); }

std::string in_expected_form(const Json& answer) {
  auto copy = answer;
  forget_times(copy);
  return copy.dump(1) + '\n';
}

Json error_answer(const std::string& code, std::string message, std::string subject, const std::string& directory) {
  for (auto* text : {&message, &subject}) replace_all(*text, directory, "DIRECTORY");
  Json answer{{"error", code}};
  // What holds the lock is told by its process, and lies in a folder of the moment.
  if (code == "INDEX_LOCKED") return answer;
  answer["message"] = message;
  if (!subject.empty()) answer["subject"] = subject;
  return answer;
}

std::size_t run_cases(const std::function<std::optional<Json>(const Json&)>& ask, bool may_update) {
  const bool updates = may_update && std::getenv("KBSEARCH_UPDATE_GOLDEN") != nullptr;
  std::set<std::string> names;
  std::size_t asked = 0;
  for (const auto& given : conformance_cases()) {
    const auto name = given["name"].get<std::string>();
    EXPECT_TRUE(names.insert(name).second) << "two cases are called " << name;
    const auto answer = ask(given);
    if (!answer) continue;
    ++asked;
    const auto form = in_expected_form(*answer);
    const bool is_error = answer->is_object() && answer->contains("error");
    EXPECT_EQ(is_error ? (*answer)["error"].get<std::string>() : "", given.value("error", "")) << name << ": " << form;
    if (updates) std::ofstream(expected_file(given), std::ios::binary) << form;
    const auto expected = expected_of(given);
    EXPECT_EQ(form, expected.value_or("")) << "case " << name;
  }
  return asked;
}

}  // namespace kbsearch::test
