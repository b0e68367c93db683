#include "kbsearch/synonyms.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "kbsearch/error.hpp"

namespace kbsearch {
namespace {

[[noreturn]] void refuse(std::size_t line, const std::string& what) {
  throw Error(ErrorCode::kInvalidArgument, "synonyms, line " + std::to_string(line) + ": " + what);
}

std::string trimmed(const std::string& text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  const auto first = std::find_if_not(text.begin(), text.end(), is_space);
  const auto last = std::find_if_not(text.rbegin(), std::make_reverse_iterator(first), is_space).base();
  return {first, last};
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto [code_point, size] = base::decode_utf8(text, at);
    if (code_point == base::kReplacement && size == 1) return false;
    at += size;
  }
  return true;
}

/// Reads one line, character by character.
class RuleReader {
 public:
  RuleReader(std::string_view line, std::size_t number) : line_(line), number_(number) {}

  /// Returns a rule with no names for a line that has none.
  Synonyms::Rule read() {
    for (std::size_t at = 0; at < line_.size(); ++at) {
      const char c = line_[at];
      if (c == '\\' && at + 1 < line_.size()) {
        name_.push_back(line_[++at]);
      } else if (c == '#') {
        break;
      } else if (c == ',') {
        end_name();
      } else if (line_.substr(at, 2) == "=>") {
        if (has_arrow_) refuse(number_, "there is more than one =>");
        end_name();
        has_arrow_ = true;
        ++at;
      } else {
        name_.push_back(c);
      }
    }
    const bool has_text = has_arrow_ || !rule_.from.empty() || !trimmed(name_).empty();
    if (has_text) end_name();
    check(has_text);
    return std::move(rule_);
  }

 private:
  void end_name() {
    auto name = trimmed(name_);
    name_.clear();
    if (name.empty()) refuse(number_, "a name is missing beside a comma or =>");
    if (name.size() > Synonyms::kMaxNameBytes) {
      refuse(number_, "a name has " + std::to_string(name.size()) + " bytes, at most " +
                          std::to_string(Synonyms::kMaxNameBytes) + " fit");
    }
    (has_arrow_ ? rule_.to : rule_.from).push_back(std::move(name));
    if (rule_.from.size() + rule_.to.size() > Synonyms::kMaxNames) {
      refuse(number_, "there are more than " + std::to_string(Synonyms::kMaxNames) + " names in one rule");
    }
  }

  void check(bool has_text) const {
    if (!has_text) return;
    if (!has_arrow_ && rule_.from.size() < 2) {
      refuse(number_, "'" + rule_.from.front() + "' stands alone: names are joined by commas, or by =>");
    }
  }

  std::string_view line_;
  std::size_t number_;
  std::string name_;
  bool has_arrow_ = false;
  Synonyms::Rule rule_;
};

std::string escaped(const std::string& name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool is_arrow = name.compare(i, 2, "=>") == 0;
    if (name[i] == ',' || name[i] == '#' || name[i] == '\\' || is_arrow) text.push_back('\\');
    text.push_back(name[i]);
  }
  return text;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : ", ") + escaped(name);
  return text;
}

}  // namespace

Synonyms Synonyms::parse(std::string_view text) {
  if (text.starts_with(base::kByteOrderMark)) text.remove_prefix(base::kByteOrderMark.size());
  Synonyms synonyms;
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = text.substr(at, end - at);
    at = end + 1;
    ++number;
    if (!is_utf8(line)) refuse(number, "is not UTF-8");
    auto rule = RuleReader(line, number).read();
    if (rule.from.empty()) continue;
    if (synonyms.rules_.size() == kMaxRules) {
      refuse(number, "there are more than " + std::to_string(kMaxRules) + " rules");
    }
    synonyms.rules_.push_back(std::move(rule));
  }
  return synonyms;
}

std::string Synonyms::to_text() const {
  std::string text;
  for (const auto& rule : rules_) {
    text += joined(rule.from);
    if (!rule.to.empty()) text += " => " + joined(rule.to);
    text += '\n';
  }
  return text;
}

}  // namespace kbsearch
