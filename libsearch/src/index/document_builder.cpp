#include "index/document_builder.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "analysis/abbreviations.hpp"
#include "analysis/acronym.hpp"
#include "analysis/canonical_url.hpp"
#include "analysis/function_words.hpp"
#include "analysis/keyword.hpp"
#include "analysis/name_key.hpp"
#include "analysis/sentences.hpp"
#include "base/hash.hpp"
#include "base/varint.hpp"
#include "index/record_names.hpp"
#include "store/origin.hpp"
#include "store/sortable.hpp"
#include "store/terms.hpp"

namespace kbsearch::index {
namespace {

constexpr std::size_t kMaxSortKeyBytes = 120;
// Two names make one term.
constexpr std::size_t kMaxNameBytes = 110;
constexpr std::size_t kMostSpansKept = 1u << 18;

/// The field that holds the way to the file of a record, where that says nothing else under this name.
constexpr std::string_view kPathField = "path";
constexpr std::string_view kFileNameField = "file_name";

records::FieldValue path_of(const Origin& origin) {
  return {origin.file.empty() ? std::vector<std::string>() : std::vector{origin.file}, {}};
}

/// Of a page whose title says it: readers then leave it out.
records::FieldValue file_name_of(const Origin& origin) {
  if (origin.source == 0 || !origin.is_whole || origin.file.empty()) return {};
  return {{std::filesystem::path(origin.file).stem().string()}, {}};
}

}  // namespace

double weighted_length(const records::RecordValues& values, const Schema& schema) {
  double length = 0.0;
  std::vector<analysis::TokenSpan> spans;
  for (std::size_t i = 0; i < schema.fields().size(); ++i) {
    const auto& field = schema.fields()[i];
    const double weight = store::weight_of_words(field);
    if (weight == 0.0) continue;
    for (const auto& text : values.fields[i].texts) {
      spans.clear();
      analysis::tokenize(text, 0, spans);
      const auto counted = std::count_if(spans.begin(), spans.end(),
                                         [](const auto& span) { return analysis::counts_in_length(span.kind); });
      length += weight * static_cast<double>(counted);
    }
  }
  return length;
}

DocumentBuilder::DocumentBuilder(const Schema& schema, double avg_length, FieldFaults faults)
    : schema_(schema), avg_length_(avg_length), faults_(faults), terms_(kMostTerms) {}

analysis::TermFormer& DocumentBuilder::former(const std::string& language) {
  return formers_.try_emplace(language, language).first->second;
}

std::variant<BuiltDocument, Rejection> DocumentBuilder::build(const Record& record) {
  auto values = records::read_fields(record, schema_, faults_);
  if (auto* rejection = std::get_if<Rejection>(&values)) return std::move(*rejection);
  return build(record, std::get<records::RecordValues>(values));
}

BuiltDocument DocumentBuilder::build(const Record& record, const records::RecordValues& values) {
  terms_.clear();
  length_ = 0.0;
  fingerprint_ = {};
  // A language without a stemmer is stemmed as the default one, which leaves other scripts alone.
  const bool stemmed = Analyzer::has_stemmer(values.language);
  const std::string& language = stemmed ? values.language : schema_.default_language();

  BuiltDocument built{record.id, {}, values.left_out, values.unread};
  Xapian::Document& document = built.document;
  stream_.start(language);
  store::StoredDocumentWriter writer(record.id, language);
  const auto path = path_of(record.origin);  // both outlive the writer, which keeps views of texts
  const auto file_name = file_name_of(record.origin);
  for (std::size_t i = 0; i < schema_.fields().size(); ++i) {
    const auto& field = schema_.fields()[i];
    const bool is_given = !values.fields[i].texts.empty();
    const bool lacks_name = !is_given && field.name == kFileNameField;
    const auto& value = lacks_name ? file_name : !is_given && field.name == kPathField ? path : values.fields[i];
    // The words of a name that the title says are found in its field, and count there alone.
    const double weight = lacks_name ? 0.0 : store::weight_of_words(field);
    const bool counts_none = field.reduction == Reduction::kCount && value.number == 0.0;
    if (!value.texts.empty() || (value.number && !counts_none)) document.add_boolean_term(store::has_term(i));
    if (field.kind == FieldKind::kText && !value.texts.empty()) {
      std::vector<store::TextToStore> texts;
      for (const auto& text : value.texts) {
        auto& stored = texts.emplace_back();
        stored.text = text;
        add_tokens(i, text, language, weight, field.positions ? &stored.tokens : nullptr);
        for (const auto& [name, abbreviated] : analysis::abbreviations_in(text)) {
          add_saying(name, store::SayingKind::kAcronym, abbreviated);
        }
        if (field.snippet) stored.sentence_starts = analysis::sentence_starts(text);
      }
      if (field.name == "title") add_title_acronym(i, value.texts.front());
      if (field.sort) {
        std::string key = analysis::fold_keyword(value.texts.front());
        key.resize(std::min(key.size(), kMaxSortKeyBytes));
        document.add_value(store::field_slot(i), key);
      }
      writer.add_texts(i, texts);
      if (terms_.is_full() && built.left_out.size() == values.left_out.size()) {
        built.left_out.push_back({record.origin, record.id, field.name,
                                  "has too many different words; of this record's words those after the first " +
                                      std::to_string(terms_.size()) + " forms are shown, but not found",
                                  Rejection::Scope::kField});
      }
    } else if (!value.texts.empty()) {
      if (field.kind == FieldKind::kKeyword) add_keyword_field(i, value, document);
      std::vector<store::TextToStore> texts;
      for (const auto& text : value.texts) {
        auto& stored = texts.emplace_back();
        stored.text = text;
        if (field.word_weight > 0.0) add_tokens(i, text, language, weight, &stored.tokens);
      }
      writer.add_texts(i, texts);
    }
    if (value.number) {
      document.add_value(store::field_slot(i), store::sortable(*value.number));
      if (field.kind == FieldKind::kNumber) writer.add_number(i, *value.number);
    }
  }
  add_aliases(values);
  add_names(record, values, language);
  document.add_value(store::kSlotTokenStream, stream_.finish());
  const double b = schema_.length_norm();
  flush_terms(1.0 - b + b * length_ / avg_length_, document);
  document.add_boolean_term(store::id_term(record.id));
  document.add_boolean_term(store::language_term(language));
  document.add_value(store::kSlotId, record.id);
  document.add_value(store::kSlotContentHash, base::hash128(record.json));
  document.add_value(store::kSlotLength, store::sortable(length_));
  if (const auto origin = store::origin_value(record.origin); !origin.empty()) {
    document.add_value(store::kSlotOrigin, origin);
  }
  add_identity(values, document);
  document.set_data(writer.finish(record.json));
  release_large_scratch();
  return built;
}

void DocumentBuilder::add_tokens(std::size_t field_index, std::string_view text, const std::string& language,
                                 double weight, std::vector<store::StoredToken>* stored) {
  const auto& field = schema_.fields()[field_index];
  const bool is_text = field.kind == FieldKind::kText;
  const bool has_field_terms = is_text && store::has_field_terms(field);
  const std::string namespaced = language == schema_.default_language() ? "" : language;
  auto& words = former(language);
  spans_.clear();
  analysis::tokenize(text, 0, spans_);
  if (stored != nullptr) stream_.begin_text(field_index);
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    const auto& span = spans_[i];
    const auto& forms = words.forms(text.substr(span.begin, span.end - span.begin), span.kind);
    const bool counts = analysis::counts_in_length(span.kind);
    const bool is_part = span.kind == TokenKind::kPart;
    const auto exact_hash = is_part ? analysis::hash_within_name(forms.exact_hash) : forms.exact_hash;
    // What has one form everywhere is found from every language.
    const std::string& term_language = forms.is_stemmed ? namespaced : std::string();
    if (weight > 0.0) {
      auto term = store::stem_term(term_language, forms.stem);
      if (is_part) term = store::part_term(std::move(term));
      terms_.add(term, weight);
      if (!forms.accented.empty()) terms_.add(store::accented_term(forms.exact, forms.accented), weight);
    }
    terms_.note(forms.exact);
    if (has_field_terms) terms_.note(store::field_stem_term(field_index, term_language, forms.stem));
    if (counts) length_ += weight;
    if (counts && is_text && field.snippet && weight > 0.0) fingerprint_.add(forms.exact_hash);
    if (stored != nullptr) {
      stored->push_back({span.begin, span.end});
      stream_.add(forms.stem_hash, exact_hash, !counts, counts ? 1 : words_below(i));
    } else {
      stream_.note(forms.stem_hash, exact_hash);
    }
  }
}

/// How many words a token of spans_ is laid over.
std::uint32_t DocumentBuilder::words_below(std::size_t token) const {
  std::uint32_t words = 0;
  for (std::size_t i = token + 1; i < spans_.size() && spans_[i].end <= spans_[token].end; ++i) {
    if (spans_[i].kind == TokenKind::kWord) ++words;
  }
  return words;
}

void DocumentBuilder::add_title_acronym(std::size_t field, std::string_view title) {
  const auto acronym = analysis::acronym_of(title);
  if (acronym.empty()) return;
  terms_.add(store::stem_term("", acronym), schema_.fields()[field].weight);
  terms_.note(acronym);
  stream_.note(base::hash64(acronym), base::hash64(acronym));
}

std::string DocumentBuilder::folded_words(std::string_view text) {
  auto& words = former(schema_.default_language());
  spans_.clear();
  analysis::tokenize(text, 0, spans_);
  std::string folded;
  for (const auto& span : spans_) {
    if (!analysis::counts_in_length(span.kind)) continue;
    if (!folded.empty()) folded.push_back(' ');
    folded += words.forms(text.substr(span.begin, span.end - span.begin), span.kind).exact;
  }
  return folded;
}

void DocumentBuilder::add_saying(std::string_view name, store::SayingKind kind, std::string_view other) {
  const auto first = folded_words(name);
  const auto second = folded_words(other);
  const bool fits = std::max(first.size(), second.size()) <= kMaxNameBytes;
  if (first.empty() || second.empty() || first == second || !fits) return;
  terms_.note(store::saying_term(first, kind, second));
  terms_.note(store::saying_term(second, kind, first));
}

void DocumentBuilder::add_aliases(const records::RecordValues& values) {
  const auto title = schema_.find("title");
  const auto aliases = schema_.find("aliases");
  if (title == Schema::kNoField || aliases == Schema::kNoField || values.fields[title].texts.empty()) return;
  for (const auto& alias : values.fields[aliases].texts) {
    add_saying(values.fields[title].texts.front(), store::SayingKind::kAlias, alias);
  }
}

void DocumentBuilder::add_names(const Record& record, const records::RecordValues& values,
                                const std::string& language) {
  auto& former_of_language = former(language);
  std::vector<analysis::NameWord> words;
  for (const auto& name : names_of(record.id, values, schema_)) {
    words.clear();
    spans_.clear();
    const std::string_view text = name.text;
    analysis::tokenize(text, 0, spans_);
    for (const auto& span : spans_) {
      if (!analysis::counts_in_length(span.kind)) continue;
      const auto& forms = former_of_language.forms(text.substr(span.begin, span.end - span.begin), span.kind);
      words.push_back({forms.accented.empty() ? forms.exact : forms.accented, forms.stem,
                       analysis::is_function_word(language, forms.exact)});
    }
    if (words.empty()) continue;
    const auto keys = analysis::name_keys(words);
    terms_.note(store::name_term(store::NameMatch::kWhole, keys.whole));
    if (!name.counts_as_written) terms_.note(store::name_term(store::NameMatch::kTelling, keys.telling));
  }
}

/// What tells that two records are of one page.
void DocumentBuilder::add_identity(const records::RecordValues& values, Xapian::Document& document) const {
  const auto url = schema_.find("url");
  if (url != Schema::kNoField && !values.fields[url].texts.empty()) {
    const auto canonical = analysis::canonical_url(values.fields[url].texts.front());
    if (!canonical.empty()) document.add_value(store::kSlotUrl, base::hex64(base::hash64(canonical)));
  }
  if (const auto digest = fingerprint_.digest()) document.add_value(store::kSlotContent, base::hex64(*digest));
  if (const auto likeness = fingerprint_.likeness()) {
    std::string bytes;
    base::put_fixed64(bytes, *likeness);
    document.add_value(store::kSlotFingerprint, bytes);
  }
}

void DocumentBuilder::add_keyword_field(std::size_t field, const records::FieldValue& value,
                                        Xapian::Document& document) {
  std::string column;
  std::string written;
  for (const auto& text : value.texts) {
    const auto keyword = analysis::fold_keyword(text);
    if (keyword.empty()) continue;
    document.add_boolean_term(store::keyword_term(field, keyword));
    if (!column.empty()) {
      column.push_back('\n');
      written.push_back('\n');
    }
    column += keyword;
    written += analysis::keyword_as_written(text);
  }
  if (!store::has_column(schema_.fields()[field])) return;
  document.add_value(store::field_slot(field), column);
  if (written != column) document.add_value(store::writing_slot(store::field_slot(field)), written);
}

void DocumentBuilder::flush_terms(double norm, Xapian::Document& document) {
  // Sorted, so that Xapian's map takes each at its end.
  for (const auto* term : terms_.sorted()) {
    const double wdf = term->ranks ? std::max(1.0, std::round(store::kWdfScale * term->weighted_tf / norm)) : 0.0;
    document.add_term(std::string(terms_.bytes_of(*term)), static_cast<unsigned>(wdf));
  }
}

void DocumentBuilder::release_large_scratch() {
  if (spans_.capacity() > kMostSpansKept) {
    spans_ = {};
    stream_ = {};
  }
  [[maybe_unused]] const bool many_terms = terms_.size() > kMostSpansKept;
  terms_.clear();
#ifdef __GLIBC__
  // What this thread gave back is of no use to the one that writes, unless it goes back to the system.
  if (many_terms) ::malloc_trim(0);
#endif
}

}  // namespace kbsearch::index
