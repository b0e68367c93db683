#include "judged.hpp"

#include <fstream>

#include "kbsearch/error.hpp"
#include "options.hpp"

namespace kbsearch::node {
namespace {

std::ifstream opened(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorCode::kIo, "'" + path + "' cannot be read");
  return file;
}

void read_queries_of(napi_env env, napi_value given, Judged& judged) {
  if (type_of(env, given) == napi_string) {
    judged.queries_path = path_of(env, given, "queries");
    return;
  }
  for (const auto query : elements_of(env, given, "queries")) {
    judged.queries.push_back(
        {text_of(env, member(env, query, "id"), "id"), text_of(env, member(env, query, "text"), "text")});
  }
}

void read_judgments_of(napi_env env, napi_value given, Judged& judged) {
  if (type_of(env, given) == napi_string) {
    judged.qrels_path = path_of(env, given, "judgments");
    return;
  }
  for (const auto judgment : elements_of(env, given, "judgments")) {
    const auto grade = number_of(env, member(env, judgment, "grade"), "grade");
    judged.judgments[text_of(env, member(env, judgment, "query"), "query")]
                    [text_of(env, member(env, judgment, "record"), "record")] = static_cast<int>(grade);
  }
}

}  // namespace

Judged judged_of(napi_env env, napi_value queries, napi_value judgments) {
  Judged judged;
  read_queries_of(env, queries, judged);
  read_judgments_of(env, judgments, judged);
  return judged;
}

void Judged::read_files() {
  if (!queries_path.empty()) {
    auto file = opened(queries_path);
    queries = read_queries(file, queries_path);
  }
  if (!qrels_path.empty()) {
    auto file = opened(qrels_path);
    judgments = read_qrels(file, qrels_path);
  }
}

}  // namespace kbsearch::node
