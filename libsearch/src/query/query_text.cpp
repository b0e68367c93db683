// The printed form. A word is printed as it stands if it reads back as itself, else with backslashes: the printer asks
// the lexer, so the two cannot come apart.
#include <algorithm>
#include <array>
#include <charconv>

#include "kbsearch/query.hpp"
#include "query/lexer.hpp"

namespace kbsearch {
namespace {

using query::can_be_escaped;
using query::sign_at;

/// Shortest digits that read back as the same number, never with an exponent.
std::string number_text(double number) {
  std::array<char, 400> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed).ptr;
  return {digits.data(), end};
}

std::string boost_text(double boost) { return boost == 1.0 ? std::string() : "^" + number_text(boost); }

/// Takes every meaning from a word that `suffix` follows.
std::string escaped(std::string_view text, const std::string& suffix) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto sign = sign_at(text, at);
    if (can_be_escaped(sign)) out.push_back('\\');
    out.append(text.substr(at, sign.size));
    at += sign.size;
  }
  out += suffix;
  return query::read_operator(out, 0).kind == query::Operator::kNone ? out : "\\" + out;
}

std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const auto sign = sign_at(text, at);
    if (sign.ascii == '\\' || sign.quote == query::Quote::kStraight) out.push_back('\\');
    out.append(text.substr(at, sign.size));
    at += sign.size;
  }
  return out + "\"";
}

/// Does a word's value begin with a mark that would be read as something else?
bool opens_something(std::string_view written) {
  const auto sign = sign_at(written, 0);
  return sign.ascii == ' ' || sign.ascii == '(' || sign.ascii == ')' || sign.quote != query::Quote::kNone;
}

bool reads_back(std::string_view written, std::string_view text, bool is_prefix, double boost) {
  // What follows may be a bracket, which neither an open one of the word nor a backslash at its end must take.
  const auto word = query::read_word(std::string(written) + ")", 0);
  return word.end == written.size() && word.text == text && word.is_prefix == is_prefix &&
         word.boost.value_or(1.0) == boost && (boost != 1.0 || !word.boost);
}

/// Prints a word with its suffixes, to stand alone or after `field:`.
std::string word_text(const std::string& field, std::string_view text, bool is_prefix, double boost) {
  const std::string suffix = (is_prefix ? "*" : "") + boost_text(boost);
  const std::string plain = std::string(text) + suffix;
  const std::string name = field.empty() ? "" : field + ":";
  const bool is_safe_alone = !query::is_prefix_sign(plain, 0) && query::field_name_size(plain, 0) == 0 &&
                             query::read_operator(plain, 0).kind == query::Operator::kNone;
  const bool is_safe_value = query::field_name_size(name + plain, 0) == field.size();
  // In a keyword field a comma would make a list of it.
  const bool is_list = is_prefix && !field.empty() && query::read_list_value(plain, 0).end < plain.size();
  const bool is_safe = !is_list && !opens_something(plain) && (field.empty() ? is_safe_alone : is_safe_value);
  if (is_safe && reads_back(plain, text, is_prefix, boost)) return name + plain;
  return name + escaped(text, suffix);
}

std::string keyword_text(const std::string& value) {
  const auto read = query::read_list_value(value + ")", 0);
  const bool reads_back = read.end == value.size() && read.text == value;
  const bool is_wildcard = !value.empty() && query::read_word(value, 0).is_prefix;
  const bool is_plain =
      reads_back && !value.empty() && !opens_something(value) && !is_wildcard && !value.starts_with("//");
  return is_plain ? value : in_quotes(value);
}

/// A word without a field, or a group of nothing but such: what ranks without being required.
bool is_plain(const Query& query) {
  if (const auto* word = std::get_if<WordQuery>(&query.node)) return word->field.empty();
  const auto* group = std::get_if<BooleanQuery>(&query.node);
  return group != nullptr && group->must.empty() && group->must_not.empty() && group->filter.empty() &&
         std::all_of(group->should.begin(), group->should.end(), is_plain);
}

bool is_alternatives(const BooleanQuery& group) {
  return group.must.empty() && group.must_not.empty() && group.filter.empty();
}

class Printer {
 public:
  static std::string clauses(const BooleanQuery& group) {
    if (is_alternatives(group) && !std::all_of(group.should.begin(), group.should.end(), is_plain)) {
      return alternatives(group);
    }
    std::string text;
    for (const auto& clause : group.must) add(text, required(clause));
    for (const auto& clause : group.filter) add(text, required(clause));
    for (const auto& clause : group.should) add(text, one(clause, " "));
    for (const auto& clause : group.must_not) add(text, with_sign('-', one(clause, " OR ")));
    return text;
  }

  /// A node that stands alone; `separator` is what a group of plain words needs where it stands.
  static std::string one(const Query& query, const char* separator) {
    return std::visit([&](const auto& node) { return print(node, query.boost, separator); }, query.node);
  }

 private:
  static void add(std::string& text, const std::string& clause) {
    if (!text.empty()) text += ' ';
    text += clause;
  }

  /// Of two signs in a row, the second is the word's.
  static std::string with_sign(char sign, const std::string& printed) {
    const auto first = sign_at(printed, 0).ascii;
    return std::string(1, sign) + (first == '+' || first == '-' ? "\\" : "") + printed;
  }

  static std::string required(const Query& query) {
    const auto* word = std::get_if<WordQuery>(&query.node);
    const bool is_free_word = word != nullptr && word->field.empty();
    return is_free_word ? with_sign('+', one(query, " OR ")) : one(query, " OR ");
  }

  static std::string alternatives(const BooleanQuery& group) {
    std::string text;
    for (const auto& clause : group.should) {
      const auto* child = std::get_if<BooleanQuery>(&clause.node);
      const bool is_negation = child != nullptr && clause.boost == 1.0 && child->must_not.size() == 1 &&
                               child->must.empty() && child->should.empty() && child->filter.empty();
      text += (text.empty() ? "" : " OR ") + (is_negation ? clauses(*child) : one(clause, " OR "));
    }
    return text;
  }

  static std::string print(const BooleanQuery& group, double boost, std::string_view separator) {
    const bool offers = is_alternatives(group) && separator != " ";
    return "(" + (offers ? alternatives(group) : clauses(group)) + ")" + boost_text(boost);
  }

  static std::string print(const WordQuery& word, double boost, const char*) {
    return word_text(word.field, word.text, /*is_prefix=*/false, boost);
  }

  static std::string print(const PrefixQuery& prefix, double boost, const char*) {
    return word_text(prefix.field, prefix.text, /*is_prefix=*/true, boost);
  }

  static std::string print(const PhraseQuery& phrase, double boost, const char*) {
    return named(phrase.field) + in_quotes(phrase.text) + boost_text(boost);
  }

  static std::string print(const NearQuery& near, double boost, const char*) {
    std::string text;
    for (const auto& word : near.words) {
      if (!text.empty()) text += " NEAR/" + std::to_string(near.distance) + " ";
      text += word_text("", word, /*is_prefix=*/false, 1.0);
    }
    if (near.field.empty() && boost == 1.0) return text;
    return named(near.field) + "(" + text + ")" + boost_text(boost);
  }

  static std::string print(const KeywordQuery& keyword, double, const char*) {
    std::string text;
    for (const auto& value : keyword.any_of) text += (text.empty() ? "" : ",") + keyword_text(value);
    return named(keyword.field) + text;
  }

  static std::string print(const RangeQuery& range, double, const char*) {
    if (!range.written.empty()) return named(range.field) + range.written;
    return named(range.field) + (range.low ? number_text(*range.low) : "") + ".." +
           (range.high ? number_text(*range.high) : "");
  }

  static std::string named(const std::string& field) { return field.empty() ? "" : field + ":"; }
};

}  // namespace

bool BooleanQuery::empty() const { return must.empty() && should.empty() && must_not.empty() && filter.empty(); }
bool BooleanQuery::operator==(const BooleanQuery&) const = default;

std::string to_string(const Query& query) {
  const auto* root = std::get_if<BooleanQuery>(&query.node);
  return root != nullptr && query.boost == 1.0 ? Printer::clauses(*root) : Printer::one(query, " ");
}

}  // namespace kbsearch
