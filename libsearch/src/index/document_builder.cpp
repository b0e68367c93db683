#include "index/document_builder.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/acronym.hpp"
#include "analysis/keyword.hpp"
#include "analysis/sentences.hpp"
#include "base/hash.hpp"
#include "store/sortable.hpp"
#include "store/terms.hpp"

namespace kbsearch::index {
namespace {

// Between two texts, so that no phrase runs from one into the next.
constexpr std::uint32_t kPositionGap = 100;
constexpr std::size_t kMaxSortKeyBytes = 120;

void add_sorted(Xapian::Document& document, std::vector<std::pair<std::string, unsigned>>& terms) {
  std::sort(terms.begin(), terms.end());
  for (const auto& [term, wdf] : terms) document.add_term(term, wdf);
}

}  // namespace

double weighted_length(const records::RecordValues& values, const Schema& schema) {
  double length = 0.0;
  std::vector<analysis::TokenSpan> spans;
  for (std::size_t i = 0; i < schema.fields().size(); ++i) {
    const auto& field = schema.fields()[i];
    if (field.kind != FieldKind::kText || field.weight == 0.0) continue;
    for (const auto& text : values.fields[i].texts) {
      spans.clear();
      analysis::tokenize(text, 0, spans);
      const auto counted = std::count_if(spans.begin(), spans.end(),
                                         [](const auto& span) { return analysis::counts_in_length(span.kind); });
      length += field.weight * static_cast<double>(counted);
    }
  }
  return length;
}

DocumentBuilder::DocumentBuilder(const Schema& schema, double avg_length) : schema_(schema), avg_length_(avg_length) {}

analysis::TermFormer& DocumentBuilder::former(const std::string& language) {
  return formers_.try_emplace(language, language).first->second;
}

std::variant<BuiltDocument, Rejection> DocumentBuilder::build(const Record& record) {
  auto values = records::read_fields(record, schema_);
  if (auto* rejection = std::get_if<Rejection>(&values)) return std::move(*rejection);
  return build(record, std::get<records::RecordValues>(values));
}

BuiltDocument DocumentBuilder::build(const Record& record, const records::RecordValues& values) {
  stems_.clear();
  exacts_.clear();
  field_terms_.clear();
  position_ = 0;
  length_ = 0.0;
  // A language without a stemmer is stemmed as the default one, which leaves other scripts alone.
  const bool stemmed = Analyzer::has_stemmer(values.language);
  const std::string& language = stemmed ? values.language : schema_.default_language();

  BuiltDocument built{record.id, {}};
  Xapian::Document& document = built.document;
  store::StoredDocumentWriter writer(record.id, language);
  for (std::size_t i = 0; i < schema_.fields().size(); ++i) {
    const auto& field = schema_.fields()[i];
    const auto& value = values.fields[i];
    if (field.kind == FieldKind::kText && !value.texts.empty()) {
      std::vector<store::TextToStore> texts;
      for (const auto& text : value.texts) {
        auto& stored = texts.emplace_back();
        stored.text = text;
        add_tokens(i, text, language, field.positions ? &stored.tokens : nullptr);
        if (field.snippet) stored.sentence_starts = analysis::sentence_starts(text);
      }
      if (field.name == "title") add_title_acronym(i, value.texts.front());
      if (field.sort) {
        std::string key = analysis::fold_keyword(value.texts.front());
        key.resize(std::min(key.size(), kMaxSortKeyBytes));
        document.add_value(store::field_slot(i), key);
      }
      writer.add_texts(i, texts);
    } else if (!value.texts.empty()) {
      if (field.kind == FieldKind::kKeyword) add_keyword_field(i, value, document);
      std::vector<store::TextToStore> texts;
      for (const auto& text : value.texts) texts.push_back({text, {}, {}});
      writer.add_texts(i, texts);
    }
    if (value.number) {
      document.add_value(store::field_slot(i), store::sortable(*value.number));
      if (field.kind == FieldKind::kNumber) writer.add_number(i, *value.number);
    }
  }
  const double b = schema_.length_norm();
  flush_terms(1.0 - b + b * length_ / avg_length_, document);
  document.add_boolean_term(store::id_term(record.id));
  document.add_boolean_term(store::language_term(language));
  document.add_value(store::kSlotId, record.id);
  document.add_value(store::kSlotContentHash, base::hash128(record.json));
  document.add_value(store::kSlotLength, store::sortable(length_));
  document.set_data(writer.finish(record.json));
  return built;
}

void DocumentBuilder::add_tokens(std::size_t field_index, std::string_view text, const std::string& language,
                                 std::vector<store::StoredToken>* stored) {
  const auto& field = schema_.fields()[field_index];
  const std::string namespaced = language == schema_.default_language() ? "" : language;
  auto& words = former(language);
  spans_.clear();
  const std::uint32_t next_position = analysis::tokenize(text, position_, spans_);
  for (const auto& span : spans_) {
    const auto& forms = words.forms(text.substr(span.begin, span.end - span.begin), span.kind);
    // Only words differ by language; what has one form everywhere is found from every language.
    const std::string& term_language = span.kind == TokenKind::kWord ? namespaced : std::string();
    stems_[store::stem_term(term_language, forms.stem)].weighted_tf += field.weight;
    ++field_terms_[store::field_stem_term(field_index, term_language, forms.stem)];
    auto& exact = exacts_[forms.exact];
    exact.weighted_tf += field.weight;
    if (field.positions) exact.positions.push_back(span.position);
    if (!forms.accented.empty()) exacts_[store::accented_term(forms.accented)].weighted_tf += field.weight;
    if (analysis::counts_in_length(span.kind)) length_ += field.weight;
    if (stored != nullptr) stored->push_back({span.begin, span.end, forms.stem_hash});
  }
  position_ = next_position + kPositionGap;
}

void DocumentBuilder::add_title_acronym(std::size_t field, std::string_view title) {
  const auto acronym = analysis::acronym_of(title);
  if (acronym.empty()) return;
  const double weight = schema_.fields()[field].weight;
  stems_[store::stem_term("", acronym)].weighted_tf += weight;
  exacts_[acronym].weighted_tf += weight;
  ++field_terms_[store::field_stem_term(field, "", acronym)];
}

void DocumentBuilder::add_keyword_field(std::size_t field, const records::FieldValue& value,
                                        Xapian::Document& document) {
  std::string column;
  for (const auto& text : value.texts) {
    const auto keyword = analysis::fold_keyword(text);
    if (keyword.empty()) continue;
    document.add_boolean_term(store::keyword_term(field, keyword));
    if (!column.empty()) column.push_back('\n');
    column += keyword;
  }
  const auto& spec = schema_.fields()[field];
  if (spec.facet || spec.sort) document.add_value(store::field_slot(field), column);
}

void DocumentBuilder::flush_terms(double norm, Xapian::Document& document) {
  const auto folded = [&](double weighted_tf) {
    return static_cast<unsigned>(std::max(1.0, std::round(store::kWdfScale * weighted_tf / norm)));
  };
  std::vector<std::pair<std::string, unsigned>> terms;
  terms.reserve(stems_.size() + field_terms_.size() + exacts_.size());
  // A field of weight 0 is searched by name only: its terms are in field_terms_ alone.
  for (const auto& [term, entry] : stems_) {
    if (entry.weighted_tf > 0.0) terms.emplace_back(term, folded(entry.weighted_tf));
  }
  for (const auto& [term, tf] : field_terms_) terms.emplace_back(term, tf);
  for (const auto& [term, entry] : exacts_) {
    if (entry.positions.empty() && entry.weighted_tf > 0.0) terms.emplace_back(term, folded(entry.weighted_tf));
  }
  add_sorted(document, terms);
  for (const auto& [term, entry] : exacts_) {
    // The first posting brings the whole wdf along: each call looks the term up anew.
    unsigned wdf = entry.weighted_tf > 0.0 ? folded(entry.weighted_tf) : 0;
    for (const auto position : entry.positions) {
      document.add_posting(term, position, wdf);
      wdf = 0;
    }
  }
}

}  // namespace kbsearch::index
