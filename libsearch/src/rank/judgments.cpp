// The files of an evaluation: queries as `qid<TAB>text`, judgments as TREC's `qid 0 docid grade`.
#include <istream>
#include <set>
#include <sstream>

#include "base/utf8.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/evaluation.hpp"

namespace kbsearch {
namespace rank {

/// The lines of a stream, each of bounded length: std::getline would hold a line of any.
class LineReader {
 public:
  LineReader(std::istream& input, std::string name)
      : input_(input), name_(std::move(name)), buffer_(kMostLineBytes + 1, '\0') {}

  /// Returns the next line without its end, valid until the next call; nothing at the end of the stream.
  std::optional<std::string_view> next() {
    if (input_.eof()) return std::nullopt;
    ++number_;
    input_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    auto size = static_cast<std::size_t>(input_.gcount());
    if (input_.bad() || (input_.fail() && size == 0 && !input_.eof())) {
      throw Error(ErrorCode::kIo, "cannot read " + name_, name_);
    }
    if (input_.eof()) {
      if (size == 0) return std::nullopt;
    } else if (input_.fail()) {
      refuse("the line is longer than " + std::to_string(kMostLineBytes >> 20) + " MB");
    } else {
      --size;  // the line feed is counted
    }
    std::string_view line(buffer_.data(), size);
    if (number_ == 1 && line.starts_with(base::kByteOrderMark)) line.remove_prefix(base::kByteOrderMark.size());
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(ErrorCode::kInvalidArgument, name_ + ":" + std::to_string(number_) + ": " + what, name_);
  }

 private:
  std::istream& input_;
  std::string name_;
  std::string buffer_;
  std::size_t number_ = 0;
};

}  // namespace rank

namespace {

/// As much of a line as a message needs.
std::string excerpt(std::string_view line) {
  constexpr std::size_t kMostBytes = 200;
  return std::string(line.substr(0, kMostBytes)) + (line.size() > kMostBytes ? "..." : "");
}

}  // namespace

std::map<std::string, Judgments> read_qrels(std::istream& input, const std::string& name) {
  std::map<std::string, Judgments> qrels;
  rank::LineReader lines(input, name);
  while (const auto line = lines.next()) {
    if (line->find_first_not_of(" \t\r") == line->npos) continue;
    std::istringstream columns{std::string(*line)};
    std::string query;
    std::string iteration;
    std::string record;
    std::string more;
    int grade = 0;
    if (!(columns >> query >> iteration >> record >> grade) || columns >> more) {
      if (line->starts_with('#')) continue;  // a comment
      lines.refuse("not a judgment (qid 0 docid grade, the grade a whole number): '" + excerpt(*line) + "'");
    }
    const auto [judged, is_new] = qrels[query].emplace(record, grade);
    if (!is_new && judged->second != grade) {
      std::ostringstream what;
      what << "record '" << record << "' is judged " << grade << " for query '" << query << "', but was "
           << judged->second << " before (keep one of the two lines)";
      lines.refuse(what.str());
    }
  }
  return qrels;
}

struct [[gnu::visibility("hidden")]] QueryReader::Lines : rank::LineReader {
  using LineReader::LineReader;
};

QueryReader::QueryReader(std::istream& input, std::string name)
    : lines_(std::make_unique<Lines>(input, std::move(name))) {}

QueryReader::~QueryReader() = default;

std::optional<JudgedQuery> QueryReader::next() {
  while (const auto line = lines_->next()) {
    if (line->empty()) continue;
    const auto tab = line->find('\t');
    if (tab == line->npos) lines_->refuse("a query is a line `qid<TAB>text`, this one has no tab");
    return JudgedQuery{std::string(line->substr(0, tab)), std::string(line->substr(tab + 1))};
  }
  return std::nullopt;
}

void QueryReader::refuse(const std::string& what) const { lines_->refuse(what); }

std::vector<JudgedQuery> read_queries(std::istream& input, const std::string& name) {
  std::vector<JudgedQuery> queries;
  std::set<std::string> ids;
  QueryReader reader(input, name);
  while (auto query = reader.next()) {
    if (!ids.insert(query->id).second) reader.refuse("query '" + query->id + "' comes twice");
    queries.push_back(std::move(*query));
  }
  return queries;
}

}  // namespace kbsearch
