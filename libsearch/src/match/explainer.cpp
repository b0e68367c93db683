#include "match/explainer.hpp"

#include <cstdio>

#include "rank/bm25.hpp"
#include "rank/static_scores.hpp"
#include "store/terms.hpp"

namespace kbsearch::match {
namespace {

std::string format(const char* pattern, auto... values) {
  char buffer[200];
  std::snprintf(buffer, sizeof buffer, pattern, values...);
  return buffer;
}

/// Reads term frequencies of one document. Xapian's term lists only go forward, so each look-up starts anew.
class TermFrequencies {
 public:
  TermFrequencies(const Xapian::Database& database, DocumentId document) : database_(database), document_(document) {}

  std::uint32_t operator()(const std::string& term) const {
    const auto at = find(term);
    return at ? at->get_wdf() : 0;
  }
  bool has(const std::string& term) const { return find(term).has_value(); }

 private:
  std::optional<Xapian::TermIterator> find(const std::string& term) const {
    auto at = database_.termlist_begin(document_);
    at.skip_to(term);
    if (at == database_.termlist_end(document_) || *at != term) return std::nullopt;
    return at;
  }
  const Xapian::Database& database_;
  DocumentId document_;
};

/// "title 1, content 3": where each word of the plan stands, by its index; empty for words that do not.
std::vector<std::string> occurrences(const TermFrequencies& frequency, const Schema& schema, const Plan& plan,
                                     std::string_view stream_bytes) {
  const store::TokenStream stream(stream_bytes);
  std::vector<std::vector<std::uint32_t>> counts(plan.words.size(),
                                                 std::vector<std::uint32_t>(schema.fields().size(), 0));
  stream.find(plan.stems_in(stream.language()), [&](const store::StreamToken& token) {
    if (token.field < schema.fields().size()) ++counts[token.word][token.field];
  });
  std::vector<std::string> texts(plan.words.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    for (std::size_t field = 0; field < schema.fields().size(); ++field) {
      const auto& spec = schema.fields()[field];
      if (spec.kind != FieldKind::kText) continue;
      std::string part;
      if (counts[i][field] > 0) {
        part = spec.name + ' ' + std::to_string(counts[i][field]);
      } else if (store::has_field_terms(spec)) {
        for (const auto& form : plan.words[i].forms) {
          const std::string language = form.language == schema.default_language() ? "" : form.language;
          if (frequency.has(store::field_stem_term(field, language, form.stem))) part = spec.name;
        }
      }
      if (!part.empty()) texts[i] += (texts[i].empty() ? "" : ", ") + part;
    }
  }
  return texts;
}

Explanation explain_signal(const Xapian::Document& document, const Schema& schema, const Signal& signal, double scale) {
  const auto bytes = document.get_value(store::field_slot(schema.find(signal.field)));
  std::optional<double> value;
  if (!bytes.empty()) value = Xapian::sortable_unserialise(bytes);
  const double shape = rank::shape_value(signal, value);
  const std::string input = value ? format("%g", *value) : std::string("not given");
  return {signal.field,
          scale * signal.weight * shape,
          input + format(" -> %.4f, weight %g of %.4f", shape, signal.weight, scale),
          {}};
}

double sum_of(const std::vector<Explanation>& parts) {
  double sum = 0.0;
  for (const auto& part : parts) sum += part.value;
  return sum;
}

}  // namespace

Explanation explain(const Xapian::Database& database, const Schema& schema, const RankingProfile& profile,
                    const Plan& plan, DocumentId document) {
  const TermFrequencies frequency(database, document);
  const auto stored = database.get_document(document);
  const auto stream = stored.get_value(store::kSlotTokenStream);
  const auto where = occurrences(frequency, schema, plan, stream);
  Explanation text{"text", 0.0, "", {}};
  for (const auto& term : plan.scored) {
    const auto wdf = frequency(term.term);
    if (wdf == 0) continue;
    const auto& word = plan.words[term.word];
    const double share = rank::saturation(wdf, plan.k1);
    std::string detail =
        format("weight %.4f (in %llu records) x (k1 %g + 1) x saturation %.4f of frequency %.2f", term.weight,
               static_cast<unsigned long long>(term.doc_freq), plan.k1, share, wdf / store::kWdfScale);
    if (!where[term.word].empty()) detail += "; in " + where[term.word];
    text.parts.push_back({(term.is_accent ? "accents of '" : "word '") + word.written + "'",
                          term.weight * (plan.k1 + 1.0) * share,
                          detail,
                          {}});
  }
  text.value = sum_of(text.parts);
  Explanation score{"score", 0.0, "", {text}};
  for (const auto& signal : profile.signals) {
    if (signal.weight > 0.0 && plan.static_scale > 0.0) {
      score.parts.push_back(explain_signal(stored, schema, signal, plan.static_scale));
    }
  }
  score.value = sum_of(score.parts);
  return score;
}

}  // namespace kbsearch::match
