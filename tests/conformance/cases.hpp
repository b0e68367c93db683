// The cases of the conformance suite, and how an answer is held to what is expected (README.md). For every runner.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace kbsearch::test {

using Json = nlohmann::ordered_json;

std::filesystem::path conformance_file(const std::string& name);

/// The lines of records.jsonl of the sample and of the suite: what the index is made of, in this order.
std::vector<std::string> conformance_records();

/// All cases; throws if there are none.
std::vector<Json> conformance_cases();

/// The options of a case, an empty object if it has none.
Json options_of(const Json& given);

/// What a case expects, as it stands in its file.
std::optional<std::string> expected_of(const Json& given);

/// Returns the answer in the form of the files: `took_us` is 0, each level is indented by a blank. Its numbers and
/// texts are those of the library to the last digit.
std::string in_expected_form(const Json& answer);

/// An error as an answer. `directory` is what the message and the subject are told without.
Json error_answer(const std::string& code, std::string message, std::string subject, const std::string& directory);

/// Asks each case, and holds its answer to what is expected. Cases that `ask` returns nothing for are left out; returns
/// the number of the others. Where the environment has KBSEARCH_UPDATE_GOLDEN and `may_update`, the answers are
/// written.
std::size_t run_cases(const std::function<std::optional<Json>(const Json&)>& ask, bool may_update = false);

}  // namespace kbsearch::test
