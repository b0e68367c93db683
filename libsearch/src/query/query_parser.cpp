#include <algorithm>

#include "base/utf8.hpp"
#include "kbsearch/error.hpp"
#include "kbsearch/query.hpp"
#include "query/ranges.hpp"

namespace kbsearch {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Size of a quotation mark that opens or closes a phrase at `at`: ASCII, curly, low, or full width. 0 for none.
std::size_t quote_size(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  if (rest.starts_with('"')) return 1;
  for (const std::string_view mark : {"\xE2\x80\x9C", "\xE2\x80\x9D", "\xE2\x80\x9E", "\xEF\xBC\x82"}) {
    if (rest.starts_with(mark)) return mark.size();
  }
  return 0;
}

class Parser {
 public:
  Parser(std::string_view text, const Schema& schema) : text_(text), schema_(schema) {}

  ParsedQuery parse() {
    while (skip_spaces()) parse_clause();
    return std::move(parsed_);
  }

 private:
  bool skip_spaces() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    return at_ < text_.size();
  }

  void parse_clause() {
    const std::size_t start = at_;
    Occur occur = Occur::kShould;
    const char sign = text_[at_];
    const bool signed_clause =
        (sign == '+' || sign == '-') && at_ + 1 < text_.size() && !is_space(text_[at_ + 1]) && text_[at_ + 1] != sign;
    if (signed_clause) {
      occur = sign == '+' ? Occur::kMust : Occur::kMustNot;
      ++at_;
    }
    const std::size_t field = parse_field_name();
    if (quote_size(text_, at_) > 0) {
      if (parse_phrase(occur, field)) return;
      if (field != Schema::kNoField && at_ >= text_.size()) at_ = start;
    }
    parse_word(occur, field, start);
  }

  /// Reads `name:` if it names a field and something follows; else moves nothing and returns kNoField.
  std::size_t parse_field_name() {
    std::size_t end = at_;
    while (end < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[end])) != 0 || text_[end] == '_'))
      ++end;
    const bool named = end > at_ && end + 1 < text_.size() && text_[end] == ':' && !is_space(text_[end + 1]);
    if (!named) return Schema::kNoField;
    const auto field = schema_.find(text_.substr(at_, end - at_));
    if (field != Schema::kNoField && schema_.fields()[field].kind != FieldKind::kStored) {
      at_ = end + 1;
      return field;
    }
    return Schema::kNoField;
  }

  /// Reads a quoted phrase. An unclosed quote warns and is passed over, so that its words are read as words.
  bool parse_phrase(Occur occur, std::size_t field) {
    const std::size_t open = at_;
    const std::size_t begin = at_ + quote_size(text_, at_);
    std::size_t end = begin;
    while (end < text_.size() && quote_size(text_, end) == 0) ++end;
    if (end == text_.size()) {
      warn(open, "the quote is not closed: its words are taken as plain words");
      at_ = begin;
      return false;
    }
    at_ = end + quote_size(text_, end);
    const auto inside = text_.substr(begin, end - begin);
    if (std::all_of(inside.begin(), inside.end(), is_space)) return true;
    add_value(occur, field, inside, /*is_phrase=*/true, open);
    return true;
  }

  void parse_word(Occur occur, std::size_t field, std::size_t start) {
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_space(text_[at_])) {
      // A quote in mid-word closes nothing and opens a phrase only at a word's beginning.
      ++at_;
    }
    const auto word = text_.substr(begin, at_ - begin);
    if (word.empty()) return;
    add_value(occur, field, word, /*is_phrase=*/false, start);
  }

  void add_value(Occur occur, std::size_t field, std::string_view value, bool is_phrase, std::size_t start) {
    if (field == Schema::kNoField) {
      if (is_phrase) {
        add(occur == Occur::kShould ? Occur::kMust : occur, PhraseQuery{"", std::string(value)});
      } else {
        add(occur, WordQuery{"", std::string(value)});
      }
      return;
    }
    const Field& spec = schema_.fields()[field];
    const Occur required = occur == Occur::kMustNot ? occur : Occur::kMust;
    switch (spec.kind) {
      case FieldKind::kText:
        if (is_phrase) {
          add(required, PhraseQuery{spec.name, std::string(value)});
        } else {
          add(required, WordQuery{spec.name, std::string(value)});
        }
        return;
      case FieldKind::kKeyword:
        add_keywords(occur, spec, value, is_phrase);
        return;
      default:
        if (auto range = query::parse_range(spec, value)) {
          add(occur == Occur::kMustNot ? occur : Occur::kFilter, std::move(*range));
        } else {
          warn(start,
               "'" + std::string(value) + "' is no " +
                   (spec.kind == FieldKind::kDate ? "date (2024, 2024-05, 2022..2024)" : "number (60, 60.., 20..80)") +
                   ": taken as a word");
          add(Occur::kShould, WordQuery{"", base::clean_utf8(value)});
        }
    }
  }

  void add_keywords(Occur occur, const Field& spec, std::string_view value, bool is_phrase) {
    KeywordQuery keyword{spec.name, {}};
    if (is_phrase) {
      keyword.any_of.emplace_back(value);
    } else {
      for (std::size_t at = 0; at <= value.size();) {
        const auto comma = std::min(value.find(',', at), value.size());
        auto part = value.substr(at, comma - at);
        if (!part.empty()) keyword.any_of.emplace_back(part);
        at = comma + 1;
      }
    }
    if (!keyword.any_of.empty()) add(occur == Occur::kMustNot ? occur : Occur::kFilter, std::move(keyword));
  }

  template <typename Leaf>
  void add(Occur occur, Leaf leaf) {
    parsed_.query.clauses.push_back({occur, std::move(leaf)});
  }
  void warn(std::size_t at, std::string what) { parsed_.warnings.push_back({at, std::move(what)}); }

  std::string_view text_;
  const Schema& schema_;
  std::size_t at_ = 0;
  ParsedQuery parsed_;
};

ParsedQuery parse_plain_words(std::string_view text) {
  ParsedQuery parsed;
  for (std::size_t at = 0; at < text.size();) {
    if (is_space(text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && !is_space(text[at])) ++at;
    parsed.query.clauses.push_back({Occur::kShould, WordQuery{"", std::string(text.substr(begin, at - begin))}});
  }
  return parsed;
}

std::string filterable_fields(const Schema& schema) {
  std::string names;
  for (const auto& field : schema.fields()) {
    if (field.kind != FieldKind::kStored) names += (names.empty() ? "" : ", ") + field.name;
  }
  return names;
}

}  // namespace

ParsedQuery parse_query(std::string_view text, const Schema& schema, const QueryParserOptions& options) {
  const auto kept = text.substr(0, base::floor_to_character(text, options.max_bytes));
  auto parsed = options.plain_words ? parse_plain_words(kept) : Parser(kept, schema).parse();
  if (kept.size() < text.size()) {
    parsed.warnings.push_back({kept.size(), "the query is longer than " + std::to_string(options.max_bytes) +
                                                " bytes: the rest is left out"});
  }
  return parsed;
}

Query parse_filter(std::string_view text, const Schema& schema) {
  auto parsed = parse_query(text, schema);
  for (auto& clause : parsed.query.clauses) {
    const auto* word = std::get_if<WordQuery>(&clause.leaf);
    const auto* phrase = std::get_if<PhraseQuery>(&clause.leaf);
    if ((word != nullptr && word->field.empty()) || (phrase != nullptr && phrase->field.empty())) {
      throw Error(ErrorCode::kInvalidArgument, "filter: '" + (word != nullptr ? word->text : phrase->text) +
                                                   "' is not FIELD:VALUE with one of the fields " +
                                                   filterable_fields(schema));
    }
    if (clause.occur != Occur::kMustNot) clause.occur = Occur::kFilter;
  }
  return std::move(parsed.query);
}

}  // namespace kbsearch
