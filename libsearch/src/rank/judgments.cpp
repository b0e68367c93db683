// The files of an evaluation: queries as `qid<TAB>text`, judgments as TREC's `qid 0 docid grade`.
#include <istream>
#include <set>
#include <sstream>

#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"

namespace kbsearch {
namespace {

[[noreturn]] void refuse(const std::string& name, std::size_t number, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, name + ":" + std::to_string(number) + ": " + what);
}

}  // namespace

std::map<std::string, Judgments> read_qrels(std::istream& input, const std::string& name) {
  std::map<std::string, Judgments> qrels;
  std::string line;
  for (std::size_t number = 1; std::getline(input, line); ++number) {
    if (line.find_first_not_of(" \t\r") == line.npos) continue;
    std::istringstream columns(line);
    std::string query;
    std::string iteration;
    std::string record;
    std::string more;
    int grade = 0;
    if (!(columns >> query >> iteration >> record >> grade) || columns >> more) {
      refuse(name, number, "not a judgment (qid 0 docid grade, the grade a whole number): '" + line + "'");
    }
    const auto [judged, is_new] = qrels[query].emplace(record, grade);
    if (!is_new && judged->second != grade) {
      std::ostringstream what;
      what << "record '" << record << "' is judged " << grade << " for query '" << query << "', but was "
           << judged->second << " before (keep one of the two lines)";
      refuse(name, number, what.str());
    }
  }
  return qrels;
}

std::vector<JudgedQuery> read_queries(std::istream& input, const std::string& name) {
  std::vector<JudgedQuery> queries;
  std::set<std::string> ids;
  std::string line;
  for (std::size_t number = 1; std::getline(input, line); ++number) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty()) continue;
    const auto tab = line.find('\t');
    if (tab == line.npos) refuse(name, number, "a query is a line `qid<TAB>text`, this one has no tab");
    auto& query = queries.emplace_back(JudgedQuery{line.substr(0, tab), line.substr(tab + 1)});
    if (!ids.insert(query.id).second) refuse(name, number, "query '" + query.id + "' comes twice");
  }
  return queries;
}

}  // namespace kbsearch
