#include <algorithm>
#include <cctype>

#include "base/utf8.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/query.hpp"
#include "query/clause_stack.hpp"
#include "query/lexer.hpp"
#include "query/ranges.hpp"
#include "query/unknown_field.hpp"

namespace kbsearch {
namespace {

using query::Prefix;
using query::Quote;
using query::sign_at;
using query::Warnings;

constexpr std::size_t kMaxDepth = 128;
/// What a quotation counts beside its words: their order is looked at in every record that has them.
constexpr std::size_t kCostOfOrder = 2;
constexpr std::string_view kId = "id";
constexpr std::string_view kHas = "has";

std::chrono::sys_days system_day() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

Field keyword_field(std::string_view name) {
  Field field;
  field.name = name;
  field.kind = FieldKind::kKeyword;
  return field;
}

/// The field of the record's id, which no schema needs to name.
const Field& id_field() {
  static const Field field = keyword_field(kId);
  return field;
}

/// The field of the names of what a record has, if the schema has none called so.
const Field& has_field() {
  static const Field field = keyword_field(kHas);
  return field;
}

/// Reads the text from left to right; ClauseStack makes the tree.
class Parser {
 public:
  Parser(std::string_view text, const Schema& schema, const QueryParserOptions& options)
      : text_(text),
        schema_(schema),
        options_(options),
        today_(options.today ? *options.today : system_day()),
        quotes_(text),
        clauses_(warnings_) {}

  ParsedQuery parse() {
    while (!is_cut_ && skip_spaces()) parse_next();
    auto query = clauses_.finish(is_cut_);
    return {std::move(query), warnings_.take(), notes()};
  }

 private:
  // Beyond the schema's fields: the id, what there is, and none.
  std::size_t id_number() const { return schema_.fields().size(); }
  std::size_t has_number() const { return id_number() + 1; }
  const Field& spec(std::size_t field) const {
    if (field == has_number()) return has_field();
    return field == id_number() ? id_field() : schema_.fields()[field];
  }
  std::string name_of(std::size_t field) const { return field == Schema::kNoField ? "" : spec(field).name; }
  bool is_text(std::size_t field) const { return field == Schema::kNoField || spec(field).kind == FieldKind::kText; }

  bool skip_spaces() {
    while (at_ < text_.size() && query::is_space_at(text_, at_)) at_ += sign_at(text_, at_).size;
    return at_ < text_.size();
  }

  void parse_next() {
    const auto sign = sign_at(text_, at_);
    if (sign.ascii == ')') {
      close_bracket(sign.size);
      return;
    }
    if (const auto operation = query::read_operator(text_, at_); operation.kind != query::Operator::kNone) {
      clauses_.add_operator(operation, text_.substr(at_, operation.size), at_);
      at_ += operation.size;
      return;
    }
    Prefix prefix;
    const std::size_t start = at_;
    if (query::is_prefix_sign(text_, at_)) {
      prefix.required = sign.ascii == '+';
      prefix.negated = sign.ascii == '-';
      at_ += sign.size;
    }
    parse_operand(prefix, start);
  }

  void parse_operand(Prefix prefix, std::size_t start) {
    std::size_t field = parse_field_name();
    if (field == Schema::kNoField) field = clauses_.field();
    const auto sign = sign_at(text_, at_);
    if (sign.ascii == '(') {
      open_bracket(sign.size, field, prefix, start);
    } else if (field != Schema::kNoField && spec(field).kind == FieldKind::kKeyword) {
      parse_keywords(field, prefix, start);
    } else if (sign.quote == Quote::kNone || !parse_phrase(field, prefix, start)) {
      parse_word(field, prefix, start);
    }
  }

  /// Reads `name:` if it names a field; else moves nothing and returns kNoField.
  std::size_t parse_field_name() {
    const std::size_t size = query::field_name_size(text_, at_);
    if (size == 0) return Schema::kNoField;
    const auto name = text_.substr(at_, size);
    auto field = schema_.find(name);
    if (field == Schema::kNoField && (name == kId || name == "ID" || name == "Id")) field = id_number();
    if (field == Schema::kNoField && name == kHas) field = has_number();
    const auto value = at_ + size + sign_at(text_, at_ + size).size;
    if (field == Schema::kNoField || spec(field).kind == FieldKind::kStored) {
      warn_of_unknown_field(name, text_.substr(value));
      return Schema::kNoField;
    }
    at_ = value;
    return field;
  }

  void warn_of_unknown_field(std::string_view name, std::string_view value) {
    const bool is_told = std::find(unknown_fields_.begin(), unknown_fields_.end(), name) != unknown_fields_.end();
    if (is_told) return;
    const auto fault = query::unknown_field_fault(name, value, schema_);
    if (fault.empty()) return;
    unknown_fields_.push_back(name);
    warnings_.add(at_, fault + ": searched as words");
  }

  void open_bracket(std::size_t size, std::size_t field, Prefix prefix, std::size_t start) {
    at_ += size;
    if (clauses_.depth() < options_.max_depth) {
      clauses_.open(start, field, prefix);
      return;
    }
    if (too_deep_++ == 0) {
      warnings_.add(start, "brackets are nested deeper than " + std::to_string(options_.max_depth) +
                               ": the inner ones are passed over");
    }
  }

  void close_bracket(std::size_t size) {
    const std::size_t start = at_;
    at_ += size;
    const std::size_t boost_at = at_;
    const auto boost = query::read_boost(text_, at_);
    if (too_deep_ > 0) {
      --too_deep_;
    } else if (clauses_.depth() > 0) {
      clauses_.close(boost, boost_at);
    } else {
      warnings_.add(start, "the bracket closes nothing: it is left out");
    }
  }

  /// Reads a quotation. One that is not closed warns and is passed over, so that its words are read as words.
  bool parse_phrase(std::size_t field, Prefix prefix, std::size_t start) {
    auto quotation = quotes_.read(at_);
    if (!quotation) {
      warn_of_open_quote();
      return at_ >= text_.size() || query::is_space_at(text_, at_);
    }
    at_ = quotation->end;
    const bool is_empty = quotation->inside.find_first_not_of(' ') == std::string::npos;
    std::size_t distance = parse_slop();
    const std::size_t boost_at = at_;
    const auto boost = query::read_boost(text_, at_);
    if (is_empty) {
      warnings_.add(start, "there is nothing between these quotation marks: they are left out");
      return true;
    }
    const auto words = words_in(quotation->inside);
    if (!take_leaves(words.size() + kCostOfOrder, start)) return true;
    if (!is_text(field)) {
      add_range(field, quotation->inside, prefix, boost, start);
    } else if (distance > 0 && words.size() > 1) {
      add({NearQuery{name_of(field), words, distance}, 1.0, start}, prefix, boost, boost_at);
    } else {
      add({PhraseQuery{name_of(field), quotation->inside}, 1.0, start}, prefix, boost, boost_at);
    }
    return true;
  }

  void warn_of_open_quote() {
    warnings_.add(at_, "the quote is not closed: its words are taken as plain words");
    at_ += sign_at(text_, at_).size;
  }

  /// Reads `~5` after a phrase; 0 if there is none.
  std::size_t parse_slop() {
    const auto tilde = sign_at(text_, at_);
    if (tilde.ascii != '~') return 0;
    std::size_t end = at_ + tilde.size;
    std::size_t distance = 0;
    while (end < text_.size() && text_[end] >= '0' && text_[end] <= '9' && distance <= NearQuery::kMaxDistance) {
      distance = 10 * distance + static_cast<std::size_t>(text_[end++] - '0');
    }
    if (distance == 0 || distance > NearQuery::kMaxDistance) return 0;
    at_ = end;
    return distance;
  }

  static std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      if (end > at) words.emplace_back(text.substr(at, end - at));
      at = end + 1;
    }
    return words;
  }

  void parse_word(std::size_t field, Prefix prefix, std::size_t start) {
    const std::size_t begin = at_;
    auto word = query::read_word(text_, at_);
    at_ = word.end;
    if (word.text.empty() || !take_leaves(1, start)) return;
    if (prefix.negated && field == Schema::kNoField && has_started_) note_excluded(word.text, start);
    if (!is_text(field)) {
      add_range(field, word.text + (word.is_prefix ? "*" : ""), prefix, word.boost, start);
      return;
    }
    Query leaf{{}, 1.0, start};
    if (word.is_prefix) {
      leaf.node = PrefixQuery{name_of(field), std::move(word.text)};
    } else {
      if (word.is_short_prefix) {
        warnings_.add(begin, "a wildcard needs " + std::to_string(PrefixQuery::kMinCharacters) +
                                 " characters before its star: taken as a word");
      }
      leaf.node = WordQuery{name_of(field), std::move(word.text)};
    }
    add(std::move(leaf), prefix, word.boost, begin);
  }

  /// Reads `x,"press release",y` or `ener*`.
  void parse_keywords(std::size_t field, Prefix prefix, std::size_t start) {
    const std::size_t begin = at_;
    KeywordQuery keywords{name_of(field), {}};
    has_star_ = false;
    for (;;) {
      std::string value = parse_keyword();
      if (value.find_first_not_of(' ') != value.npos) {
        if (!take_leaves(1, start)) break;
        keywords.any_of.push_back(std::move(value));
      }
      const auto comma = sign_at(text_, at_);
      if (comma.ascii != ',') break;
      at_ += comma.size;
    }
    const auto written = text_.substr(begin, at_ - begin);
    if (field == has_number()) return add_existing(std::move(keywords), prefix, start);
    if (keywords.any_of.empty()) {
      if (is_cut_) return;
      warnings_.add(start, "no value follows the field's name: it is left out");
      return;
    }
    if (keywords.any_of.size() > 1 && has_star_) {
      warnings_.add(start, "a wildcard does not go with a list of values: its star is taken as it stands");
    }
    const bool may_be_prefix = keywords.any_of.size() == 1 && sign_at(written, 0).quote == Quote::kNone;
    const auto word = may_be_prefix ? query::read_word(written, 0) : query::Word{};
    if (word.is_prefix && !word.boost) {
      add({PrefixQuery{keywords.field, word.text}, 1.0, start}, prefix, std::nullopt, start);
    } else {
      add({std::move(keywords), 1.0, start}, prefix, std::nullopt, start);
    }
  }

  /// Adds `has:` with the names of fields that there are.
  void add_existing(KeywordQuery names, Prefix prefix, std::size_t start) {
    if (names.any_of.empty() && !is_cut_) warnings_.add(start, "no field's name follows: it is left out");
    std::vector<std::string> faults;
    names.any_of = query::fields_to_have(names.any_of, schema_, faults);
    for (const auto& fault : faults) warnings_.add(start, fault + ": it is left out");
    if (!names.any_of.empty()) add({std::move(names), 1.0, start}, prefix, std::nullopt, start);
  }

  std::string parse_keyword() {
    if (sign_at(text_, at_).quote != Quote::kNone) {
      if (auto quotation = quotes_.read(at_)) {
        at_ = quotation->end;
        return std::move(quotation->inside);
      }
      warn_of_open_quote();
    }
    auto value = query::read_list_value(text_, at_);
    has_star_ = has_star_ || query::read_word(text_.substr(0, value.end), at_).is_prefix;
    at_ = value.end;
    return std::move(value.text);
  }

  void add_range(std::size_t field, const std::string& value, Prefix prefix, std::optional<double> boost,
                 std::size_t start) {
    if (auto range = query::parse_range(spec(field), value, today_)) {
      add({std::move(*range), 1.0, start}, prefix, boost, start);
      return;
    }
    const bool is_date = spec(field).kind == FieldKind::kDate;
    warnings_.add(start, "'" + value + "' is not a " +
                             (is_date ? "date (write 2024, 2024-05, 2024-05-31, 2022..2024 or -30d..)"
                                      : "number (write 60, 60.., ..60 or 20..80)") +
                             ": taken as a word");
    add({WordQuery{"", value}, 1.0, start}, prefix, boost, start);
  }

  /// A leading minus behind other words may be meant as it stands: `rm -rf`.
  void note_excluded(const std::string& word, std::size_t start) {
    const auto is_written = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; };
    if (std::none_of(word.begin(), word.end(), is_written)) return;
    if (excluded_.empty()) excluded_at_ = start;
    excluded_.push_back(word);
  }

  std::vector<Warning> notes() const {
    if (excluded_.empty()) return {};
    std::string words;
    for (const auto& word : excluded_) words += (words.empty() ? "'" : " or '") + word + "'";
    return {{excluded_at_, "left out: records with " + words + " (a leading minus excludes; to search for it: \\-" +
                               excluded_.front() + ")"}};
  }

  void add(Query leaf, Prefix prefix, std::optional<double> boost, std::size_t boost_at) {
    if (boost) query::apply_boost(leaf, *boost, boost_at, warnings_);
    clauses_.add(std::move(leaf), prefix);
    has_started_ = true;
  }

  /// Counts towards the limit; at the limit, the rest of the text is left out.
  bool take_leaves(std::size_t count, std::size_t start) {
    leaves_ += count;
    if (leaves_ <= options_.max_leaves) return true;
    warnings_.add(start, "the query has more than " + std::to_string(options_.max_leaves) +
                             " words and conditions: the rest is left out");
    is_cut_ = true;
    return false;
  }

  std::string_view text_;
  const Schema& schema_;
  const QueryParserOptions& options_;
  std::chrono::sys_days today_;
  query::QuoteFinder quotes_;
  Warnings warnings_;
  query::ClauseStack clauses_;
  std::size_t at_ = 0;
  std::size_t leaves_ = 0;
  std::size_t too_deep_ = 0;  ///< Brackets passed over that are still open.
  bool has_star_ = false;     ///< A bare value of the present list ends in one.
  bool is_cut_ = false;
  bool has_started_ = false;                      ///< Something asks already.
  std::vector<std::string_view> unknown_fields_;  ///< Told once each.
  std::vector<std::string> excluded_;             ///< Words with a leading minus behind others.
  std::size_t excluded_at_ = 0;                   ///< Where the first stands.
};

ParsedQuery parse_plain_words(std::string_view text) {
  BooleanQuery root;
  for (std::size_t at = 0; at < text.size();) {
    if (query::is_space_at(text, at)) {
      at += sign_at(text, at).size;
      continue;
    }
    const std::size_t begin = at;
    while (!query::is_space_at(text, at)) at += sign_at(text, at).size;
    root.should.push_back({WordQuery{"", base::clean_utf8(text.substr(begin, at - begin))}, 1.0, begin});
  }
  return {{std::move(root)}, {}, {}};
}

}  // namespace

ParsedQuery parse_query(std::string_view text, const Schema& schema, const QueryParserOptions& options) {
  if (options.max_depth > kMaxDepth) {
    throw Error(ErrorCode::kInvalidArgument, "query parser: max_depth is " + std::to_string(options.max_depth) +
                                                 ", must be in [0, " + std::to_string(kMaxDepth) + "]");
  }
  const auto kept = text.substr(0, base::floor_to_character(text, options.max_bytes));
  auto parsed = options.plain_words ? parse_plain_words(kept) : Parser(kept, schema, options).parse();
  if (kept.size() < text.size()) {
    parsed.warnings.push_back({kept.size(), "the query is longer than " + std::to_string(options.max_bytes) +
                                                " bytes: the rest is left out"});
  }
  return parsed;
}

}  // namespace kbsearch
